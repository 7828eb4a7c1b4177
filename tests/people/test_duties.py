from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.actions.delegating import Kind, Wanted, delegate
from eoffice.people.actions.duties import Duties, add_post, change_post, end_post
from eoffice.people.models import Delegation, Post
from eoffice.people.roles import Role
from tests.factories import IN_OFFICE_SINCE, make_unit

FIRST_OF_JUNE = dt.date(2026, 6, 1)


def test_who_was_what_when_stays_readable(wipha: Post, sysadmin: Post, academic_unit: Unit) -> None:
    new = change_post(
        wipha,
        Duties(academic_unit, "หัวหน้ากลุ่มบริหารวิชาการ", (Role.SECTION_HEAD,), FIRST_OF_JUNE),
        by=sysadmin,
    )

    in_may = Post.objects.filter(person=wipha.person).in_force(dt.date(2026, 5, 31)).get()
    in_june = Post.objects.filter(person=wipha.person).in_force(FIRST_OF_JUNE).get()
    assert (in_may.pk, in_june.pk) == (wipha.pk, new.pk)
    assert not in_may.has(Role.SECTION_HEAD)
    assert in_june.has(Role.SECTION_HEAD)


def test_a_mistyped_position_is_corrected_in_place(wipha: Post, sysadmin: Post) -> None:
    duties = Duties(wipha.unit, "ครูชำนาญการ", (Role.SECRETARY,), IN_OFFICE_SINCE)

    same = change_post(wipha, duties, by=sysadmin)

    assert same.pk == wipha.pk
    assert (same.position, same.has(Role.SECRETARY)) == ("ครูชำนาญการ", True)


def test_a_delegation_goes_over_to_the_new_post(somchai: Post, deputy: Post, sysadmin: Post) -> None:
    starts_at = dt.datetime(2026, 5, 1, tzinfo=clock.BANGKOK)
    old = delegate(Wanted(Kind.POWER, somchai, starts_at, None, deputy, "9/2569"), by=somchai)

    new_deputy = change_post(deputy, Duties(None, "รองผู้อำนวยการ", (Role.DEPUTY,), FIRST_OF_JUNE), by=sysadmin)

    may, june = (dt.datetime(2026, month, 15, tzinfo=dt.UTC) for month in (5, 6))
    assert Delegation.objects.in_force(may).get() == old
    followed = Delegation.objects.in_force(june).get()
    assert (followed.delegate, followed.order_number) == (new_deputy, "9/2569")


def test_what_a_post_held_in_trust_ends_with_it(somchai: Post, deputy: Post, sysadmin: Post) -> None:
    starts_at = dt.datetime(2026, 5, 1, tzinfo=clock.BANGKOK)
    delegate(Wanted(Kind.POWER, somchai, starts_at, None, deputy, "9/2569"), by=somchai)

    end_post(deputy, on=dt.date(2026, 5, 31), by=sysadmin)

    midnight = dt.datetime(2026, 6, 1, tzinfo=clock.BANGKOK)
    assert Delegation.objects.in_force(midnight - dt.timedelta(minutes=1)).exists()
    assert not Delegation.objects.in_force(midnight).exists()


@pytest.mark.parametrize("starts_on", [dt.date(2015, 9, 30), dt.date(2026, 7, 1)])
def test_a_change_lies_inside_the_time_of_the_post(wipha: Post, sysadmin: Post, starts_on: dt.date) -> None:
    end_post(wipha, on=dt.date(2026, 6, 30), by=sysadmin)

    with pytest.raises(InvalidInputs) as refused:
        change_post(wipha, Duties(starts_on=starts_on), by=sysadmin)

    assert list(refused.value.errors) == ["starts_on"]


def test_the_same_post_twice_is_refused(wipha: Post, sysadmin: Post) -> None:
    with pytest.raises(RuleBroken) as refused:
        add_post(wipha.person, Duties(wipha.unit, wipha.position), by=sysadmin)

    assert refused.value.code == "post_already_held"


def test_a_unit_of_another_agency_and_an_unknown_role_are_refused(
    wipha: Post, sysadmin: Post, other_school: Organisation
) -> None:
    theirs = make_unit(other_school)

    with pytest.raises(InvalidInputs) as refused:
        add_post(
            wipha.person,
            Duties(theirs, "ครู", ("headmaster",), FIRST_OF_JUNE, dt.date(2026, 5, 1)),
            by=sysadmin,
        )

    assert set(refused.value.errors) == {"unit", "roles", "ends_on"}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SYSTEM])
def test_nobody_is_made_the_system(wipha: Post, sysadmin: Post, role: Role) -> None:
    with pytest.raises(InvalidInputs):
        add_post(wipha.person, Duties(roles=(role,)), by=sysadmin)


def test_an_administrator_does_not_open_the_secret_register_to_themselves(sysadmin: Post) -> None:
    wanted = (Role.SYSADMIN, Role.SECRET_REGISTRAR)

    with pytest.raises(NotAllowed):
        change_post(sysadmin, Duties(None, "", wanted, FIRST_OF_JUNE), by=sysadmin)
    with pytest.raises(NotAllowed):
        add_post(sysadmin.person, Duties(None, "นายทะเบียน", (Role.SECRET_REGISTRAR,)), by=sysadmin)


def test_the_administrator_cannot_drop_the_only_administrators_role(sysadmin: Post) -> None:
    with pytest.raises(RuleBroken) as refused:
        change_post(sysadmin, Duties(None, "ครู", (), FIRST_OF_JUNE), by=sysadmin)

    assert refused.value.code == "last_administrator"
