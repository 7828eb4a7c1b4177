"""Facts follow the log: read row by row they are the same as made anew from the whole."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command

from documents.models import RetentionClass
from eoffice.common import clock
from eoffice.people.models import Post
from kpi.actions.keep_facts import keep_facts
from kpi.actions.rebuild import rebuild_facts
from kpi.models import FAR, ItemFact
from kpi.queries.measuring import Measured, Scope
from kpi.rules.window import Window
from tests.kpi.lives import MONDAY, read_log, reported, walk
from tests.letters.telling import arrive, take
from workflows.engine.models import Transition
from workflows.letters.models import IncomingLetter

WEEK = Window(MONDAY - dt.timedelta(days=2), MONDAY + dt.timedelta(days=26), MONDAY + dt.timedelta(days=26))


@pytest.fixture(autouse=True)
def retention_classes(db: None) -> None:
    RetentionClass.objects.get_or_create(code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1})


def _facts() -> list[dict[str, object]]:
    rows = ItemFact.objects.order_by("process", "item").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def test_a_letter_becomes_a_fact_when_it_is_registered(malee: Post) -> None:
    letter = take(arrive(malee), malee, "check")
    read_log(malee)
    assert not ItemFact.objects.exists()

    take(letter, malee, "register")
    read_log(malee)

    fact = ItemFact.objects.get()
    assert (fact.process, fact.item, fact.state) == ("incoming_letter", letter.pk, "registered")
    assert (fact.state_class, fact.relevant_until) == ("active", FAR)


def test_a_whole_life_is_measured(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = reported(malee, somchai, wipha)
    read_log(malee)

    with clock.at(WEEK.as_of):
        letters = Measured(Scope(malee.organisation_id, "incoming_letter"), [WEEK]).tally(WEEK).as_json()
        jobs = Measured(Scope(malee.organisation_id, "assignment"), [WEEK]).tally(WEEK).as_json()

    assert letter.state == "done"
    assert letters["on_time"] == letters["success"] == jobs["on_time"] == [1, 1, "100.00"]
    assert letters["backlog_end"] == 0
    assert letters["cycle"]["total"] == 480  # Monday 9.00 to Tuesday 9.00
    assert letters["dwell"]["ordered"]["total"] == 60
    assert jobs["cycle"]["total"] == 420  # given out on Monday at 10.00


def test_a_row_read_twice_counts_once(malee: Post, somchai: Post, wipha: Post) -> None:
    reported(malee, somchai, wipha)
    read_log(malee)
    before = _facts()

    keep_facts(list(Transition.objects.order_by("number")))
    keep_facts(list(Transition.objects.order_by("number")[3:9]))

    assert _facts() == before


def test_closing_changes_the_state_and_no_figure(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = reported(malee, somchai, wipha)
    read_log(malee)
    done_at = ItemFact.objects.get(process="incoming_letter").done_at

    with clock.at(MONDAY + dt.timedelta(days=3)):
        take(letter, malee, "close")
    read_log(malee)

    fact = ItemFact.objects.get(process="incoming_letter")
    assert (fact.state, fact.done_at) == ("closed", done_at)


def test_each_office_reads_its_own_log(malee: Post, pricha: Post) -> None:
    take(arrive(malee), malee, "check", "register")
    take(arrive(pricha), pricha, "check", "register")
    read_log(malee)

    assert [fact.organisation_id for fact in ItemFact.objects.all()] == [malee.organisation_id]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_a_rebuild_finds_the_same(
    seed: int, malee: Post, somchai: Post, wipha: Post
) -> None:
    assert walk(seed, malee, somchai, wipha) > 15
    kept = _facts()

    rows = rebuild_facts(malee.organisation_id)

    assert _facts() == kept
    assert rows == Transition.objects.count()
    assert read_log(malee) == 0


def test_the_backlog_of_the_facts_is_that_of_the_letters(malee: Post, somchai: Post, wipha: Post) -> None:
    for seed in (11, 12, 13):
        walk(seed, malee, somchai, wipha)
    later = Window(MONDAY, MONDAY + dt.timedelta(days=90), MONDAY + dt.timedelta(days=90))

    tally = Measured(Scope(malee.organisation_id, "incoming_letter"), [later]).tally(later)

    assert tally.counts["backlog_end"] == IncomingLetter.objects.open().count()


def test_the_rebuild_command_tells_how_much_it_read(
    malee: Post, somchai: Post, wipha: Post, capsys: pytest.CaptureFixture[str]
) -> None:
    reported(malee, somchai, wipha)

    call_command("kpi", "rebuild")

    assert capsys.readouterr().out == f"{malee.organisation.name}: {Transition.objects.count()}\n"
    assert ItemFact.objects.count() == 2
