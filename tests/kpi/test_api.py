"""Figures over the API: right to the item, opened down to their cases, and only for those who may."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from eoffice.common import clock
from eoffice.organisations.models import Unit
from eoffice.people.models import Post
from tests import factories
from tests.api.caller import Caller
from tests.kpi.lives import DAY, MONDAY, read_log, registered, reported
from workflows.engine.perform import perform


@pytest.fixture
def a_month_later(malee: Post, somchai: Post, wipha: Post) -> Iterator[None]:
    """One letter in time (5 working days allowed), one three days late, one that still waits."""
    reported(malee, somchai, wipha, subject="ทันกำหนด")
    reported(malee, somchai, wipha, subject="เกินกำหนด", days=10)
    registered(malee, subject="ยังรออยู่")
    read_log(malee)
    with clock.at(MONDAY + 30 * DAY):
        yield


def test_measures_are_those_of_the_measurement_log(a_month_later: None, somchai: Post) -> None:
    found = Caller(somchai).get("kpi/measures/", process="incoming_letter", period="FY2570")

    assert found["on_time"] == [1, 3, "33.33"]
    assert found["completion"] == [2, 3, "66.67"]
    assert found["overdue"] == [1, 1, "100.00"]
    assert (found["backlog_start"], found["opened"], found["done"], found["backlog_end"]) == (0, 3, 2, 1)
    assert found["period"] == ["2026-10-01T00:00:00+07:00", "2027-10-01T00:00:00+07:00"]
    assert (found["cases"], found["skipped_rows"]) == (3, 0)
    assert found["log_number"] > 20


def test_the_running_fiscal_year_is_meant_unless_told(a_month_later: None, somchai: Post) -> None:
    caller = Caller(somchai)

    assert caller.get("kpi/measures/") == caller.get(
        "kpi/measures/", process="incoming_letter", period="FY2570", as_of=clock.now().isoformat()
    )
    before = caller.get("kpi/measures/", period="FY2569")
    assert before["on_time"] == [0, 0, None]
    assert before["as_of"] == "2026-10-01T00:00:00+07:00"


def test_a_measure_opens_its_cases(a_month_later: None, somchai: Post) -> None:
    found = Caller(somchai).get("kpi/measures/cases/", process="incoming_letter", measure="on_time")

    assert [(row["title"].split()[-1], row["outcome"], row["reason"]) for row in found["results"]] == [
        ("ยังรออยู่", "counted", "open_overdue"),
        ("เกินกำหนด", "counted", "late"),
        ("ทันกำหนด", "marked", "on_time"),
    ]
    assert (found["marked"], found["counted"], found["excluded"], found["hidden"]) == (1, 3, 0, 0)
    steps = Caller(somchai).get(found["results"][2]["transitions"].removeprefix("/api/v1/"))["results"]
    assert steps[-1]["state_class"] == "done"


def test_pages_of_cases_follow_each_other(a_month_later: None, somchai: Post) -> None:
    caller = Caller(somchai)
    first = caller.get("kpi/measures/cases/", measure="opened", page_size=2)
    rest = caller.client.get(first["next"], headers=caller.headers).json()

    assert (len(first["results"]), len(rest["results"]), rest["next"]) == (2, 1, None)


def test_what_one_may_not_see_is_only_a_number(a_month_later: None, sysadmin: Post) -> None:
    """The administrator reads figures, and no letters."""
    found = Caller(sysadmin).get("kpi/measures/cases/", process="incoming_letter", measure="on_time")

    assert (found["results"], found["hidden"], found["counted"]) == ([], 3, 3)


def test_results_of_the_catalogue_open_their_cases(a_month_later: None, somchai: Post) -> None:
    caller = Caller(somchai)
    results = {row["indicator"]: row for row in caller.get("kpi/results/", period="FY2570")["results"]}

    whole = results["general_admin.1.k1"]
    assert (whole["numerator"], whole["denominator"], whole["value"]) == (1, 3, "33.33")
    assert (whole["status"], whole["target"], whole["small"]) == ("not_met", 80, True)
    assert results["assignment.on_time"]["denominator"] == 2
    assert results["general_admin.2.k1"]["denominator"] == 1  # one process had work due
    assert results["general_admin.3.k1"]["denominator"] == 4  # the key indicators of incoming letters

    one = caller.get(f"kpi/results/{whole['id']}/")
    assert one["value"] == "33.33"
    cases = caller.get(f"kpi/results/{whole['id']}/cases/")
    assert (cases["marked"], cases["counted"]) == (1, 3)
    lines = caller.get(f"kpi/results/{results['general_admin.2.k1']['id']}/cases/")["lines"]
    assert [line["id"] for line in lines if line["denominator"]] == ["incoming_letter"]


def test_no_data_is_null_and_said_so(somchai: Post) -> None:
    results = Caller(somchai).get("kpi/results/", period="FY2570-Q1")["results"]

    assert {(row["value"], row["status"], row["denominator"]) for row in results} == {(None, "no_data", 0)}


def test_a_late_report_shows_only_in_the_restated_value(malee: Post, somchai: Post, wipha: Post) -> None:
    """A quarter as it was known at its end, and as it is known now."""
    reported(malee, somchai, wipha, begin=MONDAY, days=80)
    read_log(malee)
    with clock.at(MONDAY + 100 * DAY):
        caller = Caller(somchai)
        closed = caller.get("kpi/measures/", period="FY2570-Q1")
        restated = caller.get("kpi/measures/", period="FY2570-Q1", as_of=clock.now().isoformat())

    assert closed["completion"] == [0, 1, "0.00"]
    assert restated["completion"] == [1, 1, "100.00"]


def test_the_catalogue_says_what_is_measured(somchai: Post) -> None:
    found = Caller(somchai).get("kpi/indicators/", area="general_admin")["results"]

    assert [row["id"] for row in found] == [f"general_admin.{number}.k1" for number in (1, 2, 3, 4)]
    assert found[0]["area"]["th"] == "งานธุรการ"
    assert found[0]["duty"]["number"] == "1"
    assert found[0]["target"] == {"op": ">=", "value": 80, "unit": "percent"}


def test_figures_of_a_unit(malee: Post, somchai: Post, wipha: Post, academic_unit: Unit) -> None:
    letter = registered(malee, subject="ของกลุ่ม")
    registered(malee, subject="ของกลาง")
    with clock.at(MONDAY + DAY):
        perform(letter, "forward_unit", malee, {"unit": academic_unit.pk})
    read_log(malee)
    with clock.at(MONDAY + 20 * DAY):
        caller = Caller(somchai)
        assert caller.get("kpi/measures/", unit=academic_unit.pk)["on_time"] == [0, 1, "0.00"]
        assert caller.get("kpi/measures/")["on_time"] == [0, 2, "0.00"]
        # On the Tuesday morning it was not yet the unit's.
        early = (MONDAY + DAY).isoformat()
        assert caller.get("kpi/measures/", unit=academic_unit.pk, as_of=early)["backlog_end"] == 0


ADDRESSES = [
    "kpi/indicators/",
    "kpi/results/",
    "kpi/results/general_admin.1.k1~FY2570~0~0/",
    "kpi/results/general_admin.1.k1~FY2570~0~0/cases/",
    "kpi/measures/",
    "kpi/measures/cases/?measure=done",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_those_who_read_figures_get_any(address: str, malee: Post, wipha: Post, auditor: Post) -> None:
    assert Caller().get(address, status=401)["code"] == "not_authenticated"
    for post in (malee, wipha):
        assert Caller(post).get(address, status=403)["code"] == "not_allowed"
    Caller(auditor).get(address, status=200)


def test_another_agency_has_its_own_figures(a_month_later: None, pricha: Post, academic_unit: Unit) -> None:
    theirs = factories.make_person(pricha.organisation, "head2", "director")
    caller = Caller(theirs)

    assert caller.get("kpi/measures/")["opened"] == 0
    assert "unit" in caller.get("kpi/measures/", unit=academic_unit.pk, status=422)["errors"]
    of_ours = f"general_admin.1.k1~FY2570~0~{academic_unit.pk}"
    assert caller.get(f"kpi/results/{of_ours}/", status=404)["code"] == "not_found"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("period", "FY2023"),
        ("period", "2569"),
        ("process", "letters"),
        ("unit", "x"),
        ("unit", "999999999999999999999"),
        ("speed", "fast"),
        ("as_of", "yesterday"),
    ],
)
def test_what_cannot_be_asked_is_told_by_field(name: str, value: str, somchai: Post) -> None:
    assert list(Caller(somchai).get("kpi/measures/", status=422, **{name: value})["errors"]) == [name]


@pytest.mark.parametrize("told", ["x", "a~b~c~d", "general_admin.1.k1~FY2570~99999999999999999999999~0"])
def test_an_id_that_says_nothing_is_not_found(told: str, somchai: Post) -> None:
    Caller(somchai).get(f"kpi/results/{told}/", status=404)
