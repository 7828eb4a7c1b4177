"""The page of figures says what API and rules say, opens its lists, and shows no more than one may see."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from eoffice.common import clock
from eoffice.people.models import Post
from kpi.queries.measuring import Measured
from kpi.queries.question import read_question
from tests import factories
from tests.api.caller import Caller
from tests.kpi.lives import DAY, MONDAY, read_log, registered, reported

YEAR: dict[str, Any] = {"period": "FY2570"}


@pytest.fixture
def a_month_later(malee: Post, somchai: Post, wipha: Post) -> Iterator[None]:
    """One letter in time, one late, one that still waits."""
    reported(malee, somchai, wipha, subject="ทันกำหนด", speed="urgent")
    reported(malee, somchai, wipha, subject="เกินกำหนดแล้ว", days=10)
    registered(malee, subject="ยังรออยู่")
    read_log(malee)
    with clock.at(MONDAY + 30 * DAY):
        yield


def _page(post: Post, name: str = "kpi:dashboard", *, status: int = 200, **query: Any) -> str:
    response = factories.browser_of(post).get(reverse(name), query)
    assert response.status_code == status
    return response.content.decode()


def _drawn(page: str) -> dict[str, Any]:
    told = re.search(r'<script id="pictures-drawn" type="application/json">(.*?)</script>', page, re.S)
    assert told is not None
    drawn: dict[str, Any] = json.loads(told[1])
    return drawn


def test_page_api_and_rules_say_the_same(a_month_later: None, somchai: Post) -> None:
    page = _page(somchai, **YEAR)
    api = Caller(somchai).get("kpi/measures/", **YEAR)
    question = read_question(YEAR, somchai)
    rules = Measured(question.scope, [question.window]).tally(question.window).as_json()

    assert {name: api[name] for name in rules} == rules
    assert rules["on_time"] == [1, 3, "33.33"]
    for words in ("33.33 %", "1 จาก 3 เรื่อง", "66.67 %", "2 จาก 3 เรื่อง", "จากที่ค้าง 1 เรื่อง"):
        assert words in page


def test_the_pictures_draw_the_same_figures(a_month_later: None, somchai: Post) -> None:
    drawn = _drawn(_page(somchai, **YEAR))

    assert drawn["months"]["values"] == [None, 33.33, None]  # all fell due in November
    assert drawn["speeds"]["labels"] == ["ด่วน", "ปกติ"]
    assert drawn["speeds"]["values"] == [100.0, 0.0]
    assert sum(drawn["ages"]["values"]) == 1
    assert len(drawn["dwell"]["labels"]) == len(drawn["dwell"]["shares"])


def test_months_add_up_to_the_period(a_month_later: None, somchai: Post) -> None:
    caller = Caller(somchai)
    as_of = clock.now().isoformat()
    months = ["2026-10-01:2026-11-01", "2026-11-01:2026-12-01", "2026-12-01:2027-01-01"]
    told = [caller.get("kpi/measures/", period=month, as_of=as_of)["on_time"] for month in months]

    assert [sum(rate[place] for rate in told) for place in (0, 1)] == [1, 3]


def test_each_number_opens_its_list(a_month_later: None, somchai: Post) -> None:
    browser = factories.browser_of(somchai)
    page = browser.get(reverse("kpi:dashboard"), YEAR).content.decode()
    address = re.search(r'href="([^"]*measure=on_time[^"]*)"', page)
    assert address is not None

    found = browser.get(address[1].replace("&amp;", "&")).content.decode()

    assert "นับเป็นตัวตั้ง 1 เรื่อง จากตัวหาร 3 เรื่อง" in found
    for words in ("ทันกำหนด", "เกินกำหนดแล้ว", "ยังรออยู่", "ยังไม่เสร็จ เกินกำหนดแล้ว"):
        assert words in found
    case = re.search(r'href="(/kpi/items/incoming_letter/\d+/)"', found)
    assert case is not None
    life = browser.get(case[1]).content.decode()
    assert "ลงรับ" in life
    assert "นางสาวมาลี ศรีสุข" in life


def test_the_administrator_sees_figures_and_no_letters(a_month_later: None, sysadmin: Post) -> None:
    assert "33.33 %" in _page(sysadmin, **YEAR)

    found = _page(sysadmin, "kpi:cases", measure="on_time", **YEAR)
    assert "มีอีก 3 เรื่องที่นับอยู่ด้วย" in found
    assert "เกินกำหนดแล้ว" not in found
    response = factories.browser_of(sysadmin).get("/kpi/items/incoming_letter/1/")
    assert response.status_code == 404


def test_no_data_is_said_and_is_no_zero(somchai: Post) -> None:
    page = _page(somchai, period="FY2569-Q1")

    assert "ไม่มีข้อมูล" in page
    assert "0.00 %" not in page
    assert _drawn(page) == {}


def test_an_indicator_opens_with_its_duty_and_cases(a_month_later: None, somchai: Post) -> None:
    browser = factories.browser_of(somchai)
    page = browser.get(reverse("kpi:dashboard"), YEAR).content.decode()
    addresses = re.findall(r'href="(/kpi/results/[^"]+)"', page)
    assert len(addresses) == 4

    first, second = (browser.get(address).content.decode() for address in addresses[:2])

    assert "จัดทำระบบงานธุรการ" in first
    assert "เกินกำหนดแล้ว" in first
    assert "หนังสือรับ" in second  # its line: one process had work due


def test_nothing_inline_on_the_page(a_month_later: None, somchai: Post) -> None:
    page = _page(somchai, **YEAR)

    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)


@pytest.mark.parametrize("name", ["kpi:dashboard", "kpi:cases"])
def test_only_those_who_read_figures_get_a_page(name: str, malee: Post, wipha: Post, auditor: Post) -> None:
    for post in (malee, wipha):
        assert "ตัวชี้วัดเปิดให้" in _page(post, name, status=403, measure="on_time")
    _page(auditor, name, measure="on_time")


def test_who_is_not_logged_in_is_asked_to(client: Any, db: None) -> None:
    for address in ("/kpi/", "/kpi/cases/?measure=done", "/kpi/results/x/", "/kpi/items/incoming_letter/1/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/login/")


def test_another_agency_sees_nothing_of_ours(a_month_later: None, pricha: Post) -> None:
    theirs = factories.make_person(pricha.organisation, "head2", "director")

    assert "33.33 %" not in _page(theirs, **YEAR)
    assert factories.browser_of(theirs).get("/kpi/items/incoming_letter/1/").status_code == 404


@pytest.mark.parametrize("query", [{"period": "2569"}, {"unit": "x"}, {"process": "x"}, {"as_of": "x"}])
def test_an_address_that_makes_no_sense_is_told(query: dict[str, Any], somchai: Post) -> None:
    assert "เรียกดูตัวชี้วัดแบบนี้ไม่ได้" in _page(somchai, status=422, **query)
    _page(somchai, "kpi:cases", status=404, measure="x")


@pytest.mark.parametrize("compare", ["previous", "year_before", "nothing", "x"])
def test_it_compares_with_what_was_chosen(compare: str, a_month_later: None, somchai: Post) -> None:
    page = _page(somchai, period="FY2570-Q1", compare=compare)

    assert ("รอบที่เทียบ" in page) is (compare != "nothing")
