"""Delegation and absence on pages, and who reads what of them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from eoffice.common import clock
from eoffice.people.actions.delegating import Kind, Wanted, delegate
from eoffice.people.models import Delegation, Post
from tests.factories import browser_of, queries_of

NOON = dt.datetime(2026, 6, 3, 5, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def noon() -> object:
    """It is Wednesday 3 June 2026, 12.00."""
    with clock.at(NOON):
        yield


def day(number: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(2026, 6, number, hour, tzinfo=clock.BANGKOK)


def test_a_teacher_enters_the_own_absence(wipha: Post) -> None:
    browser = browser_of(wipha)
    data = {"principal": wipha.pk, "starts_on": "4/6/69", "ends_on": "5/6/69", "reason": "ลากิจ"}

    assert browser.post(reverse("people:new_absence"), data).status_code == 302

    row = Delegation.objects.get()
    assert (row.starts_at, row.ends_at, row.reason) == (day(4), day(6), "ลากิจ")
    assert browser.post(reverse("people:new_absence"), data).status_code == 409


def test_a_teacher_cannot_enter_anybody_elses(wipha: Post, somchai: Post) -> None:
    data = {"principal": somchai.pk, "starts_on": "4/6/69", "ends_on": "5/6/69"}

    assert browser_of(wipha).post(reverse("people:new_absence"), data).status_code == 422
    assert not Delegation.objects.exists()


def test_hours_of_one_day(wipha: Post) -> None:
    data = {"principal": wipha.pk, "starts_on": "4/6/69", "starts_time": "13.00", "ends_on": "4/6/69"}
    browser = browser_of(wipha)

    assert browser.post(reverse("people:new_absence"), {**data, "ends_time": "12.00"}).status_code == 422
    assert browser.post(reverse("people:new_absence"), {**data, "ends_time": "16.30"}).status_code == 302
    assert "13.00 น.</time> – 16.30 น." in browser.get(reverse("people:delegations")).content.decode()


def test_the_registry_enters_an_order_and_is_warned_of_an_absence(
    malee: Post, somchai: Post, deputy: Post
) -> None:
    delegate(Wanted(Kind.ABSENCE, deputy, day(5), day(6)), by=deputy)
    order = {
        "kind": "acting",
        "principal": somchai.pk,
        "delegate": deputy.pk,
        "order_number": "คำสั่งที่ 17/2569",
        "starts_on": "4/6/69",
        "ends_on": "10/6/69",
    }
    browser = browser_of(malee)

    assert browser.post(reverse("people:new_order"), {**order, "order_number": " "}).status_code == 422
    page = browser.post(reverse("people:new_order"), order, follow=True).content.decode()

    assert "คำสั่งที่ 17/2569" in page
    assert "แจ้งว่าไม่อยู่ในบางช่วง" in page
    assert browser.post(reverse("people:new_order"), order).status_code == 409


def test_a_post_of_another_agency_is_no_choice(malee: Post, somchai: Post, pricha: Post) -> None:
    order = {
        "kind": "power",
        "principal": somchai.pk,
        "delegate": pricha.pk,
        "order_number": "1",
        "starts_on": "วันนี้",
    }

    assert browser_of(malee).post(reverse("people:new_order"), order).status_code == 422
    assert not Delegation.objects.exists()


def test_why_somebody_is_away_is_not_for_everyone(wipha: Post, malee: Post, section_head: Post) -> None:
    delegate(Wanted(Kind.ABSENCE, wipha, day(3), day(4), reason="ลาป่วย"), by=wipha)

    def page(post: Post) -> str:
        return browser_of(post).get(reverse("people:delegations")).content.decode()

    assert wipha.person.name in page(section_head)
    assert "ลาป่วย" not in page(section_head)
    assert "ลาป่วย" in page(wipha)
    assert "ลาป่วย" in page(malee)


def test_the_director_comes_back_and_ends_it(somchai: Post, deputy: Post, malee: Post, wipha: Post) -> None:
    row = delegate(Wanted(Kind.ACTING, somchai, day(1), day(9), deputy, "17/2569"), by=malee)
    address = reverse("people:end_delegation", args=[row.pk])

    assert browser_of(wipha).post(address).status_code == 403
    assert browser_of(somchai).post(address).status_code == 302

    row.refresh_from_db()
    assert row.revoked_at == NOON
    assert "17/2569" in browser_of(malee).get(reverse("people:past_delegations")).content.decode()


def test_whoever_assigns_is_told_who_is_away_and_who_acts(
    somchai: Post, deputy: Post, wipha: Post, malee: Post, pricha: Post
) -> None:
    delegate(Wanted(Kind.ACTING, somchai, day(1), day(9), deputy, "17/2569"), by=malee)
    delegate(Wanted(Kind.ABSENCE, pricha, day(1), day(9), reason="ลา"), by=pricha)
    browser = browser_of(malee)
    asked: dict[str, list[int | str] | str] = {
        "person": [somchai.person_id, wipha.person_id, pricha.person_id, "x", "9" * 30]
    }

    part = browser.get(reverse("people:away"), asked).content.decode()
    assert somchai.person.name in part
    assert deputy.person.name in part
    assert wipha.person.name not in part
    assert "<html" not in part

    found = browser.get(reverse("people:away"), {**asked, "format": "json"}).json()
    assert found["results"] == [
        {
            "person": somchai.person_id,
            "name": "นายสมชาย ใจดี",
            "from": "2026-06-01T00:00:00+07:00",
            "until": "2026-06-09T00:00:00+07:00",
            "acting": {"person": deputy.person_id, "name": "นางวันเพ็ญ จันทร์งาม"},
        }
    ]


def test_the_page_costs_the_same_for_any_number(wipha: Post) -> None:
    def away(hour: int) -> None:
        starts_at = NOON + dt.timedelta(hours=hour)
        delegate(Wanted(Kind.ABSENCE, wipha, starts_at, starts_at + dt.timedelta(hours=1)), by=wipha)

    away(0)
    browser = browser_of(wipha)
    few = queries_of(browser, reverse("people:delegations"))
    for hour in range(1, 20):
        away(hour)

    assert queries_of(browser, reverse("people:delegations")) == few
