"""Lists: pages that hold still, filters, orders, search, counts, and what they cost."""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.common import clock
from eoffice.people.models import Post
from tests.api.caller import Caller
from tests.letters.telling import arrive, ordered, take
from tests.letters.test_outgoing import draft

LETTERS = "incoming-letters/"


def _pages(caller: Caller, path: str, **query: Any) -> list[list[Any]]:
    """All pages, following `next`."""
    page = caller.get(path, **query)
    pages = [page["results"]]
    while page["next"]:
        page = caller.get(page["next"])
        pages.append(page["results"])
    return pages


def test_newest_first_page_by_page(malee: Post) -> None:
    made = [arrive(malee).pk for _ in range(5)]

    pages = _pages(Caller(malee), LETTERS, page_size=2)

    assert [[row["id"] for row in page] for page in pages] == [made[:2:-1], made[2:0:-1], made[:1]]


def test_a_letter_that_arrives_meanwhile_moves_no_page(malee: Post) -> None:
    made = [arrive(malee).pk for _ in range(4)]
    first = Caller(malee).get(LETTERS, page_size=2)
    arrive(malee)

    second = Caller(malee).get(first["next"])

    assert [row["id"] for row in second["results"]] == made[1::-1]


@pytest.mark.parametrize(
    "ordering", ["due_at", "-due_at", "created_at", "-receive_number", "state", "dated_on", "-id"]
)
def test_every_order_shows_each_letter_once(malee: Post, ordering: str) -> None:
    made = {arrive(malee).pk, *(take(arrive(malee), malee, "check", "register").pk for _ in range(4))}

    rows = [row for page in _pages(Caller(malee), LETTERS, ordering=ordering, page_size=2) for row in page]

    assert len(rows) == len(made)
    assert {row["id"] for row in rows} == made
    name = ordering.lstrip("-")
    values = [row[name] for row in rows if row[name] is not None]
    assert values == sorted(values, reverse=ordering.startswith("-"))
    assert [row[name] for row in rows if row[name] is None] == [None] * (len(rows) - len(values))


def test_at_most_two_hundred_a_page_and_a_count_only_where_asked(malee: Post) -> None:
    arrive(malee)

    page = Caller(malee).get(LETTERS, page_size=100000)
    assert set(page) == {"results", "next"}
    assert Caller(malee).get(LETTERS, count="true")["count"] == 1


@pytest.mark.parametrize(
    "query",
    [
        {"page_size": "0"},
        {"page_size": "many"},
        {"page_size": "๕"},
        {"cursor": "nonsense"},
        {"cursor": "W10"},
        {"cursor": "\x00"},
        {"count": "perhaps"},
        {"ordering": "password"},
        {"state": "flying"},
        {"overdue": "perhaps"},
        {"unit": "x"},
        {"unit": "9" * 40},
        {"due_at_after": "31/02/2569"},
        {"dated_on_after": "2026-02-31"},
        {"holder_role": "x\x00"},
        {"q": "ก" * 300},
    ],
)
def test_a_question_that_cannot_be_is_told_by_field(malee: Post, query: dict[str, str]) -> None:
    told = Caller(malee).get(LETTERS, status=422, **query)

    named = {name.removesuffix("_after") for name in query}
    assert set(told["errors"]) == named


@pytest.mark.parametrize(
    ("ordering", "value"),
    [
        ("state", "\x00"),
        ("state", "\ud800"),
        ("state", {"state": "arrived"}),
        ("state", ["arrived"]),
        ("created_at", "0001-01-01T00:00:00+14:00"),
        ("created_at", "9999-12-31T23:59:59-14:00"),
        ("created_at", 1),
        ("due_at", float("inf")),
        ("receive_number", float("inf")),
        ("receive_number", "x"),
        ("dated_on", "2026-02-31"),
    ],
)
def test_a_cursor_that_somebody_made_up_is_told(malee: Post, ordering: str, value: Any) -> None:
    arrive(malee)
    names = {"dated_on": "document__dated_on"}.get(ordering, ordering)
    cursor = json.dumps([f"{names},pk", value, 1])
    token = base64.urlsafe_b64encode(cursor.encode()).decode().rstrip("=")
    told = Caller(malee).get(LETTERS, status=422, ordering=ordering, cursor=token)
    assert set(told["errors"]) == {"cursor"}


@pytest.mark.parametrize("number", [-(10**30), 10**30])
def test_a_number_that_no_column_holds_is_only_far_away(malee: Post, number: int) -> None:
    take(arrive(malee), malee, "check", "register")
    cursor = json.dumps(["receive_number,pk", number, number]).encode()
    token = base64.urlsafe_b64encode(cursor).decode().rstrip("=")
    Caller(malee).get(LETTERS, ordering="receive_number", cursor=token)


def test_filters_named_like_fields(malee: Post, somchai: Post, wipha: Post) -> None:
    arrived = arrive(malee, speed="urgent")
    given = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    caller = Caller(malee)

    def ids(**query: Any) -> list[int]:
        return [row["id"] for row in caller.get(LETTERS, **query)["results"]]

    assert ids(state="arrived") == [arrived.pk]
    assert ids(state=["arrived", "distributed"]) == [given.pk, arrived.pk]
    assert ids(state_class="active") == [given.pk]
    assert ids(speed="urgent") == [arrived.pk]
    assert ids(person=wipha.person_id) == [given.pk]
    assert ids(receive_number=given.receive_number) == [given.pk]
    assert ids(waiting="true") == [arrived.pk]
    assert ids(overdue="true") == []
    assert ids(created_at_after="2001-01-01T00:00:00Z") == [given.pk, arrived.pk]


def test_search_finds_subject_sender_number_and_reference_however_written(malee: Post) -> None:
    letter = take(
        arrive(malee, subject="ขอเชิญประชุมครู", reference="ศธ ๐๔๓๔๖/ว ๑๒๓"), malee, "check", "register"
    )
    arrive(malee, subject="แจ้งวันหยุด", reference="อื่น 9", sender="ที่อื่น")
    caller = Caller(malee)

    for text in ("ประชุมครู", "ครู ประชุม", "ศธ04346/ว123", "ศธ 04346", str(letter.receive_number)):
        found = [row["id"] for row in caller.get(LETTERS, q=text)["results"]]
        assert letter.pk in found, text
        assert caller.get("search/", q=text)["results"][0]["item"] == letter.pk
    assert caller.get(LETTERS, q="ไม่มีคำนี้")["results"] == []


def test_one_s_own_letters_are_not_found_by_the_name_of_the_own_agency(wipha: Post) -> None:
    letter = draft(wipha, subject="ขอเชิญเป็นวิทยากร")
    caller, own = Caller(wipha), wipha.organisation.name

    for text, there in (("วิทยากร เชิญ", [letter.pk]), (own, [])):
        assert [row["id"] for row in caller.get("outgoing-letters/", q=text)["results"]] == there


def test_search_keeps_to_what_one_may_see(malee: Post, wipha: Post, pricha: Post) -> None:
    arrive(malee, subject="ขอเชิญประชุมครู")

    for other in (wipha, pricha):
        assert Caller(other).get("search/", q="ประชุม")["results"] == []


def _count(caller: Caller, path: str, **query: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        caller.get(path, **query)
    return len(asked)


def test_a_longer_list_costs_no_further_question(malee: Post, somchai: Post, wipha: Post) -> None:
    def fill() -> None:
        take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")

    fill()
    fill()  # a second one, so that there is a possible duplicate to be told of
    few = {path: _count(Caller(malee), path) for path in (LETTERS, "assignments/", "people/")}
    for _ in range(5):
        fill()

    assert {path: _count(Caller(malee), path) for path in few} == few
    assert max(few.values()) <= 14


def test_my_work_is_what_waits_for_me(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    waiting = arrive(malee)

    mine = Caller(malee).get("work/")["results"]
    assert [(row["process"], row["item"]) for row in mine] == [("incoming_letter", waiting.pk)]
    assert [row["item"] for row in Caller(somchai).get("work/")["results"]] == [letter.pk]
    assert mine[0]["address"] == f"/api/v1/incoming-letters/{waiting.pk}/"


def test_letters_are_found_by_their_own_number_however_it_is_written(malee: Post) -> None:
    wanted = arrive(malee, reference="ศธ 04346.26/77")
    arrive(malee, reference="ศธ 04346.26/78")
    found = Caller(malee).get(LETTERS, reference="ศธ๐๔๓๔๖.๒๖/๗๗")["results"]
    assert [row["id"] for row in found] == [wanted.pk]


@pytest.mark.parametrize("far", ["0001-01-01", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("asked", ["created_at_before", "due_at_after", "received_at_after"])
def test_times_beyond_all_time_are_refused(malee: Post, asked: str, far: str) -> None:
    arrive(malee)
    assert Caller(malee).get(LETTERS, status=422, **{asked: far})["code"] == "invalid"


def test_a_number_with_its_year_finds_the_letter(malee: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    asked = f"{letter.receive_number}/{letter.receive_year}"
    assert [row["id"] for row in Caller(malee).get(LETTERS, q=asked)["results"]] == [letter.pk]


def test_an_agency_that_is_none_sends_nothing(malee: Post) -> None:
    told = {"sender": "99999", "dated_on": "2026-11-20", "subject": "เรื่อง", "channel": "post"}
    assert "sender" in Caller(malee).post(LETTERS, told, status=422)["errors"]


def test_received_today_without_an_hour_is_received_by_now(malee: Post) -> None:
    told = {
        "sender": "ใคร",
        "dated_on": "2026-11-20",
        "subject": "เรื่อง",
        "channel": "post",
        "received_at": "2026-11-25",
    }
    with clock.at(dt.datetime(2026, 11, 25, 9, 0, tzinfo=clock.BANGKOK)):
        assert Caller(malee).post(LETTERS, told, status=201)["received_at"].startswith("2026-11-25T09:00")
