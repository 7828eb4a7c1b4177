from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken
from eoffice.organisations.models import ServiceStandard
from eoffice.organisations.standards import Standard, standard_in_force
from eoffice.people.actions.standards import Measured, drop_standard, set_standard, standards_table
from eoffice.people.models import AuditEvent, Post

NORMAL = Measured("incoming_letter", "", "normal")
FIRST_OF_JUNE = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def in_may() -> object:
    with clock.at(dt.datetime(2026, 5, 20, 2, tzinfo=dt.UTC)):
        yield


def test_a_standard_holds_from_its_day_on(sysadmin: Post) -> None:
    set_standard(NORMAL, Standard("working_days", 3), valid_from=FIRST_OF_JUNE, by=sysadmin)

    def on(day: dt.date) -> Standard | None:
        return standard_in_force(sysadmin.organisation_id, "incoming_letter", speed="normal", on=day)

    assert on(dt.date(2026, 5, 31)) == Standard("working_days", 5)
    assert on(FIRST_OF_JUNE) == Standard("working_days", 3)


def test_the_table_shows_what_holds_and_what_will(sysadmin: Post) -> None:
    row = set_standard(NORMAL, Standard("working_days", 3), valid_from=FIRST_OF_JUNE, by=sysadmin)

    now = {line.measured: line for line in standards_table(sysadmin.organisation_id, on=dt.date(2026, 5, 20))}
    assert (now[NORMAL].standard, now[NORMAL].since, now[NORMAL].coming) == (
        Standard("working_days", 5),
        None,
        (row,),
    )
    later = {line.measured: line for line in standards_table(sysadmin.organisation_id, on=FIRST_OF_JUNE)}
    assert (later[NORMAL].standard, later[NORMAL].since) == (Standard("working_days", 3), FIRST_OF_JUNE)


def test_work_in_hand_keeps_its_due_time(sysadmin: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        set_standard(NORMAL, Standard("years", 0), valid_from=dt.date(2026, 5, 19), by=sysadmin)

    assert set(refused.value.errors) == {"clock", "value", "valid_from"}


def test_a_second_decision_for_the_day_takes_the_place_of_the_first(sysadmin: Post) -> None:
    for days in (3, 2):
        set_standard(NORMAL, Standard("working_days", days), valid_from=FIRST_OF_JUNE, by=sysadmin)

    assert ServiceStandard.objects.get().value == 2
    assert AuditEvent.objects.filter(action="standard_set").count() == 2


def test_only_what_does_not_hold_yet_is_taken_back(sysadmin: Post, malee: Post) -> None:
    row = set_standard(NORMAL, Standard("working_days", 3), valid_from=FIRST_OF_JUNE, by=sysadmin)
    with pytest.raises(NotAllowed):
        drop_standard(row, by=malee)
    with clock.at(dt.datetime(2026, 6, 1, 2, tzinfo=dt.UTC)), pytest.raises(RuleBroken) as refused:
        drop_standard(row, by=sysadmin)
    assert refused.value.code == "standard_holds"

    drop_standard(row, by=sysadmin)
    assert not ServiceStandard.objects.exists()


def test_only_what_is_measured_has_a_standard(sysadmin: Post) -> None:
    with pytest.raises(InvalidInputs):
        set_standard(
            Measured("lunch", "", "normal"),
            Standard("working_days", 1),
            valid_from=FIRST_OF_JUNE,
            by=sysadmin,
        )
