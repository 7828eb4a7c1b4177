"""E01 to E07 and E10 of the definitions: every figure was worked by hand there."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.rules.numbers import Rate, met_of, nearest_rank, pooled
from kpi.rules.window import Window
from tests.kpi.stories import due, example, figures, instant, item_of, office, visitor, window

COHORTS = [
    (name, number)
    for name in ("E02", "E03", "E04", "E05")
    for number, _ in enumerate(example(name)["expect"])
]


@pytest.mark.parametrize(("start", "end", "minutes"), example("E01")["minutes"])
def test_e01_working_minutes(start: str, end: str, minutes: int) -> None:
    assert office().minutes_between(instant(start), instant(end)) == minutes


@pytest.mark.parametrize(("received", "allowance", "expected"), example("E01")["due"])
def test_e01_due_times(received: str, allowance: str, expected: str) -> None:
    number, unit = allowance.split()
    asked = {"days": office().due_in_working_days, "hours": office().due_in_working_hours}[unit]

    assert asked(instant(received), int(number)) == due(expected)


@pytest.mark.parametrize(("name", "number"), COHORTS)
def test_e02_to_e05_cohorts_and_backlog(name: str, number: int) -> None:
    told = example(name)
    expected = dict(told["expect"][number])
    asked = window(told["period"], expected.pop("as_of"))

    found = figures([item_of(key, item) for key, item in told["items"].items()], asked)

    assert {key: found[key] for key in expected} == expected


def test_e06_dwell_clipping_and_cycle() -> None:
    told = example("E06")
    asked = window(told["period"], told["as_of"])
    items = [visitor(name, rows, told["paused_states"]) for name, rows in told["visits"].items()]
    expected = told["expect"]

    found = figures(items, asked)

    assert {state: spread["p50"] for state, spread in found["dwell"].items()} == expected["p50"]
    assert {state: spread["n"] for state, spread in found["dwell"].items()} == {
        state: len(minutes) for state, minutes in expected["dwell"].items()
    }
    assert {state: spread["total"] for state, spread in found["dwell"].items()} == {
        state: sum(minutes) for state, minutes in expected["dwell"].items()
    }
    assert found["running"] == {"director": {"n": 1, "p50": 990, "p90": 990, "total": 990}}
    assert found["clipped"] == expected["clipped"]
    assert found["share"] == expected["share"]
    assert found["cycle"] == {"n": 2, "p50": 420, "p90": 990, "total": 1410}  # x 990 and p 420


@pytest.mark.parametrize("told", example("E07")["lists"])
def test_e07_percentiles_by_nearest_rank(told: dict[str, list[int] | int | None]) -> None:
    values = told["x"]
    assert isinstance(values, list)

    assert nearest_rank(values, 50) == told["p50"]
    assert nearest_rank(values, 90) == told["p90"]


def test_e10_pooled_by_speed_and_processes_that_meet_their_target() -> None:
    told = example("E10")
    speeds = {speed: Rate(*pair) for speed, pair in told["speed"].items()}
    expected = dict(told["expect_speed"])

    assert pooled(speeds.values()).as_json() == expected.pop("pooled")
    assert {speed: rate.percent for speed, rate in speeds.items()} == expected

    met, no_data = met_of((Rate(*pair) for pair in told["processes"].values()), 80)
    assert met.as_json() == told["expect_processes"]["met"]
    assert no_data == told["expect_processes"]["no_data"]


def test_e04_is_an_identity() -> None:
    """backlog(start) + opened + reopened - done - cancelled - voided = backlog(end), on every day."""
    told = example("E04")
    items = [item_of(key, item) for key, item in told["items"].items()]
    start, end = (instant(day) for day in told["period"])
    for days in range(0, 120, 7):
        found = figures(items, Window(start, end, instant("06-25") + dt.timedelta(days=days)))
        came = found["backlog_start"] + found["opened"] + found["reopened"]
        assert came - found["done"] - found["cancelled"] - found["voided"] == found["backlog_end"]
