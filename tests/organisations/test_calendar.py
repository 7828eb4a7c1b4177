"""The office's calendar: who keeps it, what it does to the clock, and what an auditor reads of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.organisations import calendar_changes
from eoffice.organisations.calendar import forget, missing_years, office_clock
from eoffice.organisations.calendar_changes import CalendarChange, on_calendar_change
from eoffice.organisations.holiday_seed import first_list
from eoffice.organisations.models import CalendarDay, Organisation
from eoffice.people.actions import calendar
from eoffice.people.actions.calendar import DayFacts
from eoffice.people.models import AuditEvent, Post

Kind = CalendarDay.Kind
MOTHERS_DAY = dt.date(2026, 8, 12)  # a Wednesday
SATURDAY = dt.date(2026, 8, 15)


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.BANGKOK)


@pytest.fixture(autouse=True)
def in_august() -> Iterator[None]:
    forget()
    with clock.at(at(dt.date(2026, 8, 3), 9)):
        yield
    forget()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[CalendarChange]:
    """Every change that a listener is told of."""
    monkeypatch.setattr(calendar_changes, "_listeners", [])
    changes: list[CalendarChange] = []
    on_calendar_change(changes.append)
    return changes


def actions_of(post: Post) -> list[str]:
    return list(AuditEvent.objects.filter(actor=post.person).order_by("pk").values_list("action", flat=True))


def test_malee_enters_a_holiday_and_due_times_move_over_it(
    school: Organisation, malee: Post, heard: list[CalendarChange]
) -> None:
    received = at(dt.date(2026, 8, 11), 10)
    assert office_clock(school.pk).due_in_working_days(received, 1) == at(MOTHERS_DAY, 16, 30)

    calendar.add_day(DayFacts(MOTHERS_DAY, Kind.PUBLIC, "วันแม่แห่งชาติ"), by=malee)

    assert office_clock(school.pk).due_in_working_days(received, 1) == at(dt.date(2026, 8, 13), 16, 30)
    [change] = heard
    assert change.organisation == school
    assert change.before.is_working_day(MOTHERS_DAY)
    assert not change.after.is_working_day(MOTHERS_DAY)
    assert change.reason == "เพิ่ม 12 สิงหาคม 2569 ในปฏิทิน: วันแม่แห่งชาติ"
    assert actions_of(malee) == ["calendar_day_added"]


def test_another_agency_keeps_its_own_calendar(
    school: Organisation, other_school: Organisation, malee: Post, pricha: Post
) -> None:
    row = calendar.add_day(DayFacts(MOTHERS_DAY, Kind.PUBLIC, "วันแม่แห่งชาติ"), by=malee)
    assert office_clock(other_school.pk).is_working_day(MOTHERS_DAY)
    with pytest.raises(NotAllowed, match="ของตนเอง"):
        calendar.remove_day(row, by=pricha)
    assert not office_clock(school.pk).is_working_day(MOTHERS_DAY)


def test_only_the_registry_and_the_administrator_keep_it(somchai: Post, wipha: Post, sysadmin: Post) -> None:
    facts = DayFacts(MOTHERS_DAY, Kind.PUBLIC, "วันแม่แห่งชาติ")
    for post in (somchai, wipha):
        with pytest.raises(NotAllowed, match="ผู้ดูแลระบบ"):
            calendar.add_day(facts, by=post)
        with pytest.raises(NotAllowed):
            calendar.seed_holidays(2026, by=post)
        with pytest.raises(NotAllowed):
            calendar.settle_year(2026, by=post)
    calendar.add_day(facts, by=sysadmin)


def test_a_day_is_entered_once(malee: Post) -> None:
    calendar.add_day(DayFacts(MOTHERS_DAY, Kind.PUBLIC, "วันแม่แห่งชาติ"), by=malee)
    with pytest.raises(InvalidInputs) as refusal:
        calendar.add_day(DayFacts(MOTHERS_DAY, Kind.CLOSURE, "ปิดเรียน"), by=malee)
    assert refusal.value.errors == {"day": ["มีวันนี้ในปฏิทินแล้ว: วันแม่แห่งชาติ"]}


def test_correcting_a_name_tells_nobody_but_the_auditor(malee: Post, heard: list[CalendarChange]) -> None:
    row = calendar.add_day(DayFacts(MOTHERS_DAY, Kind.PUBLIC, "วันแม"), by=malee)
    heard.clear()
    calendar.change_day(row, DayFacts(MOTHERS_DAY, Kind.PUBLIC, "วันแม่แห่งชาติ"), by=malee)
    assert heard == []
    event = AuditEvent.objects.get(action="calendar_day_changed")
    assert event.detail == {"changed": {"name": ["วันแม", "วันแม่แห่งชาติ"]}}


def test_a_holiday_that_is_moved_and_taken_out_leaves_an_ordinary_day(
    school: Organisation, malee: Post, heard: list[CalendarChange]
) -> None:
    row = calendar.add_day(DayFacts(MOTHERS_DAY, Kind.PUBLIC, "วันแม่แห่งชาติ"), by=malee)
    calendar.change_day(row, DayFacts(dt.date(2026, 8, 13), Kind.PUBLIC, "วันแม่แห่งชาติ"), by=malee)
    assert office_clock(school.pk).is_working_day(MOTHERS_DAY)
    calendar.remove_day(row, by=malee)
    assert office_clock(school.pk).is_working_day(dt.date(2026, 8, 13))
    assert len(heard) == 3


def test_a_saturday_is_worked_instead(school: Organisation, malee: Post) -> None:
    calendar.add_day(DayFacts(SATURDAY, Kind.WORKING, "ปฏิบัติงานชดเชย"), by=malee)
    assert office_clock(school.pk).minutes_between(at(SATURDAY, 0), at(SATURDAY, 23)) == 480
    with pytest.raises(InvalidInputs) as refusal:
        calendar.add_day(DayFacts(MOTHERS_DAY, Kind.WORKING, "ปฏิบัติงาน"), by=malee)
    assert "day" in refusal.value.errors


def test_the_first_list_is_a_start_and_keeps_what_stands_there(school: Organisation, malee: Post) -> None:
    mine = calendar.add_day(DayFacts(MOTHERS_DAY, Kind.PUBLIC, "วันแม่"), by=malee)
    seed, entered = calendar.seed_holidays(2026, by=malee)
    assert entered == len(seed.days) - 1
    mine.refresh_from_db()
    assert mine.name == "วันแม่"
    assert calendar.seed_holidays(2026, by=malee)[1] == 0
    assert missing_years(school.pk, dt.date(2026, 8, 3)) == [2026]  # nobody has compared it yet


@pytest.mark.parametrize(("year", "lacks"), [(2026, ()), (2027, ("วันพืชมงคล",)), (2028, ("วันพืชมงคล",))])
def test_what_the_first_list_holds(year: int, lacks: tuple[str, ...]) -> None:
    seed = first_list(year)
    names = " ".join(day.name for day in seed.days)
    assert "แรงงาน" not in names  # no day off for officials, nor is its substitute
    assert "เด็ก" not in names
    assert "วันสงกรานต์" in names
    assert seed.lacks == lacks
    assert all(len(day.name) <= 120 and day.day.year == year for day in seed.days)
    assert {day.kind for day in seed.days} <= {Kind.PUBLIC, Kind.SUBSTITUTE, Kind.SPECIAL}


def test_it_asks_for_next_year_from_september_until_somebody_settles_it(
    school: Organisation, malee: Post
) -> None:
    calendar.settle_year(2026, by=malee)
    assert missing_years(school.pk, dt.date(2026, 8, 31)) == []
    assert missing_years(school.pk, dt.date(2026, 9, 1)) == [2027]
    calendar.settle_year(2027, by=malee)
    assert missing_years(school.pk, dt.date(2026, 9, 1)) == []
    calendar.unsettle_year(2027, by=malee)
    assert missing_years(school.pk, dt.date(2026, 12, 31)) == [2027]


def test_new_hours_hold_from_their_day(
    school: Organisation, malee: Post, heard: list[CalendarChange]
) -> None:
    september = dt.date(2026, 9, 1)
    week = dict.fromkeys(range(5), ((dt.time(8, 30), dt.time(12)), (dt.time(13), dt.time(16, 30))))
    calendar.set_office_hours(week, september, by=malee)
    office = office_clock(school.pk)
    assert office.minutes_between(at(dt.date(2026, 8, 31), 0), at(september, 0)) == 480
    assert office.minutes_between(at(september, 0), at(dt.date(2026, 9, 2), 0)) == 420
    calendar.remove_office_hours(september, by=malee)
    assert office_clock(school.pk).minutes_between(at(september, 0), at(dt.date(2026, 9, 2), 0)) == 480
    assert len(heard) == 2
    assert actions_of(malee) == ["office_hours_set", "office_hours_removed"]


def test_an_office_never_loses_its_hours(malee: Post) -> None:
    with pytest.raises(InvalidInputs):
        calendar.set_office_hours({}, dt.date(2026, 9, 1), by=malee)
    with pytest.raises(InvalidInputs):
        calendar.remove_office_hours(dt.date(2000, 1, 1), by=malee)


def test_a_change_that_a_listener_refuses_is_no_change(
    school: Organisation, malee: Post, heard: list[CalendarChange]
) -> None:
    def refuse(change: CalendarChange) -> None:
        raise RuntimeError("no")

    on_calendar_change(refuse)
    with pytest.raises(RuntimeError):
        calendar.add_day(DayFacts(MOTHERS_DAY, Kind.PUBLIC, "วันแม่แห่งชาติ"), by=malee)
    assert not CalendarDay.objects.exists()
    assert office_clock(school.pk).is_working_day(MOTHERS_DAY)
    assert actions_of(malee) == []
