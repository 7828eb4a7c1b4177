from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken
from eoffice.people.absences import absent_people, days_away
from eoffice.people.acting import absence_of, acts_for
from eoffice.people.actions.delegating import Kind, Wanted, delegate, reason_for, revoke
from eoffice.people.models import Delegation, Post


def bangkok(day: int, hour: int = 0, month: int = 6) -> dt.datetime:
    """An instant of June 2026."""
    return dt.datetime(2026, month, day, hour, tzinfo=clock.BANGKOK)


def acting(principal: Post, stand_in: Post, first: int, until: int | None) -> Wanted:
    """รักษาราชการแทน from a day of June to before another."""
    ends_at = bangkok(until) if until else None
    return Wanted(Kind.ACTING, principal, bangkok(first), ends_at, stand_in, "คำสั่งที่ 17/2569")


def test_a_deputy_acts_for_the_director_in_the_time_of_the_order(
    somchai: Post, deputy: Post, malee: Post
) -> None:
    delegate(acting(somchai, deputy, 1, 8), by=malee)

    def acts_at(instant: dt.datetime) -> list[Post]:
        return acts_for(deputy, at=instant, process="incoming_letter")

    assert acts_at(bangkok(1)) == [somchai]
    assert acts_at(bangkok(8) - dt.timedelta(seconds=1)) == [somchai]
    assert acts_at(bangkok(8)) == []
    assert absence_of(somchai, at=bangkok(3)) is not None


def test_who_stands_in_does_not_pass_the_power_on(
    somchai: Post, deputy: Post, section_head: Post, malee: Post
) -> None:
    delegate(acting(somchai, deputy, 1, 30), by=malee)
    delegate(acting(deputy, section_head, 1, 30), by=malee)

    assert acts_for(section_head, at=bangkok(3), process="incoming_letter") == [deputy]


def test_the_deputy_who_acts_cannot_issue_delegations(somchai: Post, deputy: Post, wipha: Post) -> None:
    delegate(acting(somchai, deputy, 1, 30), by=somchai)

    with pytest.raises(NotAllowed):
        delegate(Wanted(Kind.POWER, somchai, bangkok(2), None, wipha, "18/2569"), by=deputy)


def test_nobody_appoints_themselves(somchai: Post, malee: Post, sysadmin: Post) -> None:
    for by in (malee, sysadmin):
        with pytest.raises(NotAllowed, match="ตนเอง"):
            delegate(acting(somchai, by, 1, 8), by=by)
    delegate(acting(somchai, malee, 1, 8), by=somchai)


def test_two_do_not_act_for_one_post_at_once(
    somchai: Post, deputy: Post, section_head: Post, malee: Post
) -> None:
    delegate(acting(somchai, deputy, 1, 8), by=malee)

    with pytest.raises(RuleBroken) as refused:
        delegate(acting(somchai, section_head, 7, None), by=malee)
    assert refused.value.code == "delegation_overlaps"

    delegate(acting(somchai, section_head, 8, None), by=malee)
    assert Delegation.objects.filter(kind=Kind.ACTING).count() == 2


def test_a_revoked_order_makes_room_for_another(
    somchai: Post, deputy: Post, section_head: Post, malee: Post
) -> None:
    first = delegate(acting(somchai, deputy, 1, 30), by=malee)
    with clock.at(bangkok(5)):
        revoke(first, by=somchai)
        delegate(acting(somchai, section_head, 5, 30), by=malee)

    assert acts_for(deputy, at=bangkok(4), process="") == [somchai]
    assert acts_for(deputy, at=bangkok(6), process="") == []


def test_everyone_enters_the_own_absence_and_nobody_elses(wipha: Post, somchai: Post, pricha: Post) -> None:
    away = delegate(Wanted(Kind.ABSENCE, wipha, bangkok(1), bangkok(2)), by=wipha)
    assert absence_of(wipha, at=bangkok(1, 12)) == away

    for principal, by in ((somchai, wipha), (wipha, pricha)):
        with pytest.raises(NotAllowed):
            delegate(Wanted(Kind.ABSENCE, principal, bangkok(3), bangkok(4)), by=by)


def test_a_teacher_cannot_give_power_away(wipha: Post, section_head: Post) -> None:
    with pytest.raises(NotAllowed):
        delegate(Wanted(Kind.POWER, wipha, bangkok(1), None, section_head, "1/2569"), by=wipha)


def test_power_needs_an_order_and_somebody_to_hold_it(somchai: Post, deputy: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        delegate(Wanted(Kind.ACTING, somchai, bangkok(1), bangkok(1), None, "  "), by=somchai)

    assert set(refused.value.errors) == {"order_number", "delegate", "ends_at"}


@pytest.mark.parametrize("who", ["pricha", "somchai"])
def test_the_stand_in_is_another_person_of_the_same_agency(
    request: pytest.FixtureRequest, somchai: Post, who: str
) -> None:
    with pytest.raises(InvalidInputs) as refused:
        delegate(acting(somchai, request.getfixturevalue(who), 1, 8), by=somchai)

    assert list(refused.value.errors) == ["delegate"]


def test_the_stand_in_holds_the_post_to_the_end(somchai: Post, deputy: Post) -> None:
    deputy.ends_on = dt.date(2026, 6, 7)
    deputy.save()

    with pytest.raises(InvalidInputs):
        delegate(acting(somchai, deputy, 1, 9), by=somchai)
    with pytest.raises(InvalidInputs):
        delegate(acting(somchai, deputy, 1, None), by=somchai)
    assert delegate(acting(somchai, deputy, 1, 8), by=somchai).pk  # until midnight after the 7th


def test_an_order_may_reach_some_processes_only(somchai: Post, deputy: Post) -> None:
    wanted = Wanted(Kind.POWER, somchai, bangkok(1), None, deputy, "3/2569", scope=("incoming_letter",))
    delegate(wanted, by=somchai)

    assert acts_for(deputy, at=bangkok(2), process="incoming_letter") == [somchai]
    assert acts_for(deputy, at=bangkok(2), process="purchase") == []
    with pytest.raises(InvalidInputs):
        delegate(Wanted(Kind.POWER, somchai, bangkok(1), None, deputy, "4/2569", ("magic",)), by=somchai)


def test_an_absence_is_entered_once(wipha: Post) -> None:
    delegate(Wanted(Kind.ABSENCE, wipha, bangkok(1), bangkok(4)), by=wipha)

    with pytest.raises(RuleBroken) as refused:
        delegate(Wanted(Kind.ABSENCE, wipha, bangkok(3), bangkok(5)), by=wipha)

    assert refused.value.code == "delegation_overlaps"


def test_others_cannot_revoke_and_revoking_twice_is_once(somchai: Post, deputy: Post, wipha: Post) -> None:
    row = delegate(acting(somchai, deputy, 1, 30), by=somchai)

    with pytest.raises(NotAllowed):
        revoke(row, by=wipha)
    with clock.at(bangkok(2)):
        revoke(row, by=somchai)
    with clock.at(bangkok(9)):
        revoke(row, by=somchai)
    row.refresh_from_db()
    assert row.revoked_at == bangkok(2)


def test_what_is_over_cannot_be_revoked(wipha: Post) -> None:
    row = delegate(Wanted(Kind.ABSENCE, wipha, bangkok(1), bangkok(2)), by=wipha)

    with clock.at(bangkok(2)), pytest.raises(RuleBroken) as refused:
        revoke(row, by=wipha)

    assert refused.value.code == "delegation_over"


def test_the_office_sees_who_is_away_and_who_acts(
    somchai: Post, deputy: Post, wipha: Post, malee: Post
) -> None:
    delegate(acting(somchai, deputy, 1, 3), by=malee)
    delegate(Wanted(Kind.ABSENCE, wipha, bangkok(2, 13), bangkok(2, 16)), by=wipha)
    delegate(Wanted(Kind.POWER, somchai, bangkok(1), None, deputy, "9/2569"), by=malee)

    at_two = absent_people(somchai.organisation_id, at=bangkok(2, 14))
    assert at_two.keys() == {somchai.person_id, wipha.person_id}
    assert absent_people(somchai.organisation_id, at=bangkok(2, 9), people=[wipha.person_id]) == {}

    away = days_away(somchai.organisation_id, since=bangkok(1), days=3)
    assert [[row.principal for row in day.away] for day in away] == [[somchai], [somchai, wipha], []]
    evening = days_away(somchai.organisation_id, since=bangkok(2, 16), days=1)
    assert [row.principal for row in evening[0].away] == [somchai]


def test_why_somebody_is_away_is_for_those_it_concerns(wipha: Post, malee: Post, section_head: Post) -> None:
    row = delegate(Wanted(Kind.ABSENCE, wipha, bangkok(1), bangkok(2), reason="ลาป่วย"), by=wipha)

    assert [reason_for(row, post) for post in (wipha, malee, section_head)] == ["ลาป่วย", "ลาป่วย", ""]
