"""Who reads audit events, how they are found, and what leaves the house."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from eoffice.common import clock
from eoffice.common.spreadsheets import read_sheets
from eoffice.people import audit
from eoffice.people.actions.delegating import Kind, Wanted, delegate
from eoffice.people.models import AuditEvent, Post
from tests.factories import browser_of, queries_of

ADDRESS = "people:audit"


def page(post: Post, **filters: str) -> str:
    return browser_of(post).get(reverse(ADDRESS), filters).content.decode()


def test_the_auditor_reads_a_log_in_of_the_own_agency_alone(auditor: Post, wipha: Post, pricha: Post) -> None:
    audit.note("log_in", actor=wipha.person, address="10.1.2.3")
    audit.note("log_in", actor=pricha.person, address="10.9.9.9")

    shown = page(auditor)

    assert wipha.person.name in shown
    assert "10.1.2.3" in shown
    assert pricha.person.name not in shown


def test_events_are_found_by_kind_person_and_day(auditor: Post, wipha: Post, malee: Post) -> None:
    with clock.at(dt.datetime(2026, 6, 1, 16, 59, tzinfo=dt.UTC)):  # 23.59 in Bangkok
        audit.note("log_in", post=wipha)
    with clock.at(dt.datetime(2026, 6, 1, 17, 1, tzinfo=dt.UTC)):
        audit.note("log_out", post=malee)

    def names(**filters: str) -> list[str]:
        shown = page(auditor, **filters)
        return [post.person.username for post in (wipha, malee) if post.person.name in shown]

    assert names(action="log_in") == ["wipha"]
    assert names(q="มาลี ศรี") == ["malee"]
    assert names(until="1/6/2569") == ["wipha"]
    assert names(since="2/6/2569") == ["malee"]
    assert browser_of(auditor).get(reverse(ADDRESS), {"since": "31/2/2569"}).status_code == 422


def test_a_delegation_is_told_with_names(auditor: Post, somchai: Post, deputy: Post) -> None:
    starts_at = dt.datetime(2026, 6, 1, tzinfo=clock.BANGKOK)
    delegate(Wanted(Kind.POWER, somchai, starts_at, None, deputy, "3/2569"), by=somchai)

    shown = page(auditor)

    assert deputy.person.name in shown
    assert "1 มิ.ย. 69" in shown


def test_older_events_are_a_page_away(auditor: Post, wipha: Post) -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(organisation=wipha.organisation, at=clock.now(), actor=wipha.person, action=f"n{at}")
        for at in range(150)
    )
    browser = browser_of(auditor)
    newest = browser.get(reverse(ADDRESS))
    older = newest.context["older"]

    assert "n149" in newest.content.decode()
    last = browser.get(older).content.decode()
    assert "n0" in last
    assert "n149" not in last


def test_an_export_is_harmless_and_an_event_itself(auditor: Post, wipha: Post) -> None:
    audit.note("person_changed", post=wipha, subject="=cmd|x", title="=1+1")

    answer = browser_of(auditor).get(reverse("people:audit_export"), {"action": "person_changed"})

    rows = read_sheets(answer.content)[0].rows
    assert rows[1][1][4].startswith("'=")
    assert len(rows) == 2
    assert AuditEvent.objects.get(action="audit_exported").detail == {"rows": 1}


def test_the_page_costs_the_same_for_any_number(auditor: Post, wipha: Post) -> None:
    def happen() -> None:
        audit.note("person_changed", post=wipha, subject=f"person:{wipha.person_id}")

    happen()
    browser = browser_of(auditor)
    few = queries_of(browser, reverse(ADDRESS))
    for _at in range(50):
        happen()

    assert queries_of(browser, reverse(ADDRESS)) == few
