"""Whatever happens to items, the figures hold together."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.rules.cases import cases_of
from kpi.rules.events import KpiEvent, ReasonKind, Speed, StateClass
from kpi.rules.figures import Tally
from kpi.rules.history import Event, Fold, ItemHistory
from kpi.rules.verdicts import JUDGES, Outcome
from kpi.rules.visits import visits_of
from kpi.rules.window import Window
from tests.kpi.stories import instant, office

OFFICE = office()
BEGIN = instant("06-26")
INSTANTS = st.integers(0, 60 * 48).map(lambda half_hours: BEGIN + dt.timedelta(minutes=30 * half_hours))
KINDS = st.sampled_from(list(KpiEvent))


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any event at any time, sensible or not; the fold leaves out what can't be."""
    at = draw(INSTANTS)
    kind = draw(KINDS)
    paused = kind is KpiEvent.PAUSE or (kind in {KpiEvent.OPEN, KpiEvent.REOPEN} and draw(st.booleans()))
    return Event(
        at,
        kind,
        draw(st.sampled_from(["registered", "assigned", "director", ""])),
        StateClass.PAUSED if paused else StateClass.ACTIVE,
        draw(st.none() | INSTANTS),
        draw(st.sampled_from(["", *ReasonKind])),
        draw(st.sampled_from(["", *Speed])),
        draw(st.none() | st.just(at + dt.timedelta(hours=3))),
        draw(st.none() | st.integers(1, 3)),
    )


HISTORIES = st.lists(events(), max_size=14).map(
    lambda told: ItemHistory.of("letter", [Event(BEGIN, KpiEvent.OPEN, "registered"), *told])
)
WINDOWS = st.tuples(INSTANTS, INSTANTS, INSTANTS).map(
    lambda told: Window(min(told[:2]), max(told[:2]) + dt.timedelta(minutes=1), told[2])
)


def _tally(items: list[ItemHistory], window: Window) -> Tally:
    tally = Tally(window)
    for item in items:
        tally.add(item, OFFICE)
    return tally


@settings(deadline=None)
@given(st.lists(HISTORIES, max_size=4), WINDOWS)
def test_the_backlog_adds_up(items: list[ItemHistory], window: Window) -> None:
    found = _tally(items, window).as_json()

    came = found["backlog_start"] + found["opened"] + found["reopened"]
    assert came - found["done"] - found["cancelled"] - found["voided"] == found["backlog_end"]


@settings(deadline=None)
@given(st.lists(events(), max_size=14), INSTANTS)
def test_taking_events_one_by_one_is_as_good_as_all_at_once(told: list[Event], as_of: dt.datetime) -> None:
    fold = Fold()
    for event in sorted(told, key=lambda event: event.at):
        if event.at < as_of:
            fold.take(event)

    assert ItemHistory.of("letter", told).at(as_of) == fold.standing()


@settings(deadline=None)
@given(st.lists(events(), max_size=10, unique_by=lambda event: event.at), st.randoms())
def test_rows_may_stand_in_any_order(told: list[Event], chance: object) -> None:
    mixed = list(told)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    assert ItemHistory.of("letter", mixed) == ItemHistory.of("letter", told)


@settings(deadline=None)
@given(st.lists(HISTORIES, max_size=4), WINDOWS, st.integers(0, 4))
def test_offices_add_up_to_their_area(items: list[ItemHistory], window: Window, cut: int) -> None:
    area = _tally(items[:cut], window)
    area.merge(_tally(items[cut:], window))

    assert area.as_json() == _tally(items, window).as_json()


@settings(deadline=None)
@given(HISTORIES, INSTANTS, INSTANTS)
def test_a_stay_is_the_sum_of_its_parts(item: ItemHistory, one: dt.datetime, other: dt.datetime) -> None:
    """Cutting the time at any instant loses and adds nothing."""
    as_of = BEGIN + dt.timedelta(days=200)
    low, middle, high = (OFFICE.working(at) for at in (BEGIN, min(one, other), as_of))
    for visit in visits_of(item, as_of, OFFICE):
        assert visit.clipped(low, middle) + visit.clipped(middle, high) == visit.spent


@settings(deadline=None)
@given(st.lists(HISTORIES, max_size=4), WINDOWS)
def test_every_figure_opens_its_own_rows(items: list[ItemHistory], window: Window) -> None:
    tally = _tally(items, window)
    found = tally.as_json()
    for name in [*JUDGES, "overdue"]:
        rows = list(cases_of(name, items, window, OFFICE))
        assert sum(row.outcome is Outcome.MARKED for row in rows) == tally.rate(name).numerator
        assert sum(row.outcome is not Outcome.EXCLUDED for row in rows) == tally.rate(name).denominator
    for name in ("opened", "done", "reopened", "extended", "not_yet_due", "backlog_start", "backlog_end"):
        assert len(list(cases_of(name, items, window, OFFICE))) == found[name]
    for name in ("dwell", "running"):
        for state, spread in found[name].items():
            rows = list(cases_of(name, items, window, OFFICE, part=state))
            assert sum(row.outcome is Outcome.MARKED for row in rows) == spread["n"]
    cycle = list(cases_of("cycle", items, window, OFFICE))
    assert len(cycle) == found["cycle"]["n"]
    assert (
        sum((row.spent or dt.timedelta(0) for row in cycle), dt.timedelta(0)) // dt.timedelta(minutes=1)
        == (found["cycle"]["total"])
    )
    for speed, rate in tally.speed_rates().items():
        rows = list(cases_of("on_time_by_speed", items, window, OFFICE, part=speed))
        assert sum(row.outcome is not Outcome.EXCLUDED for row in rows) == rate.denominator
