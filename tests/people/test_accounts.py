from __future__ import annotations

import datetime as dt

import pytest

from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken
from eoffice.organisations.models import Organisation
from eoffice.people.actions.accounts import (
    Particulars,
    correct_particulars,
    deactivate,
    open_account,
    reactivate,
    reset_password,
    set_clearance,
)
from eoffice.people.actions.duties import Duties, add_post, end_post
from eoffice.people.administration import home_of
from eoffice.people.models import AccessToken, AuditEvent, Clearance, Post, User
from eoffice.people.roles import Role
from tests.factories import PASSWORD, browser_of, make_person

NARI = Particulars(title="นางสาว", first_name="นารี", last_name="มีสุข")


def test_a_new_teacher_gets_a_password_for_one_log_in(sysadmin: Post) -> None:
    post, password = open_account("Nari", NARI, Duties(position="ครู"), by=sysadmin)

    assert post.person.username == "nari"
    assert post.person.check_password(password)
    assert post.person.must_change_password


def test_what_an_administrator_does_can_be_read_later(sysadmin: Post) -> None:
    post, password = open_account("nari", NARI, Duties(roles=(Role.SECRETARY,)), by=sysadmin)
    correct_particulars(post.person, Particulars("นาง", "นารี", "ใหม่"), by=sysadmin)

    events = AuditEvent.objects.visible_to(sysadmin).filter(subject=f"person:{post.person_id}")
    assert [event.action for event in events] == ["person_changed", "post_given", "person_created"]
    assert events[0].detail == {"changed": {"title": ["นางสาว", "นาง"], "last_name": ["มีสุข", "ใหม่"]}}
    assert password not in str([event.detail for event in events])


def test_a_taken_user_name_is_refused_whatever_its_capitals(sysadmin: Post, malee: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        open_account("MALEE", NARI, Duties(), by=sysadmin)

    assert list(refused.value.errors) == ["username"]
    assert not User.objects.filter(first_name="นารี").exists()


@pytest.mark.parametrize("username", ["", "ab", "มาลี", "two words", "-dash", "x" * 61, "a\nb"])
def test_an_odd_user_name_is_refused(sysadmin: Post, username: str) -> None:
    with pytest.raises(InvalidInputs):
        open_account(username, NARI, Duties(), by=sysadmin)


def test_only_an_administrator_opens_accounts(somchai: Post) -> None:
    with pytest.raises(NotAllowed):
        open_account("nari", NARI, Duties(), by=somchai)


def test_a_reset_password_ends_sessions_and_tokens(sysadmin: Post, wipha: Post) -> None:
    browser = browser_of(wipha)
    AccessToken.objects.create(
        user=wipha.person, digest="x" * 64, expires_at=dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    )

    password = reset_password(wipha.person, by=sysadmin)

    assert not AccessToken.objects.filter(user=wipha.person).exists()
    person = User.objects.get(pk=wipha.person_id)
    assert person.check_password(password)
    assert not person.check_password(PASSWORD)
    assert browser.session["_auth_user_hash"] != person.get_session_auth_hash()


def test_a_closed_account_cannot_act_and_can_be_opened_again(sysadmin: Post, wipha: Post) -> None:
    deactivate(wipha.person, by=sysadmin, reason="ลาออก")
    assert not Post.objects.in_force().filter(pk=wipha.pk).exists()
    with pytest.raises(RuleBroken, match=r".") as refused:
        reset_password(wipha.person, by=sysadmin)
    assert refused.value.code == "account_closed"

    reactivate(wipha.person, by=sysadmin)
    assert Post.objects.in_force().filter(pk=wipha.pk).exists()


def test_nobody_closes_the_own_account(sysadmin: Post) -> None:
    with pytest.raises(NotAllowed):
        deactivate(sysadmin.person, by=sysadmin)


def test_the_last_administrator_stays(sysadmin: Post, school: Organisation) -> None:
    second = make_person(school, "second", Role.SYSADMIN)
    end_post(sysadmin, on=dt.date(2020, 1, 1), by=second)

    with pytest.raises(RuleBroken) as refused:
        end_post(second, on=dt.date(2020, 1, 1), by=second)

    assert refused.value.code == "last_administrator"


def test_nobody_sets_the_own_clearance(sysadmin: Post, school: Organisation) -> None:
    with pytest.raises(NotAllowed):
        set_clearance(sysadmin.person, Clearance.SECRET, order_number="12/2569", by=sysadmin)

    second = make_person(school, "second", Role.SYSADMIN)
    set_clearance(sysadmin.person, Clearance.SECRET, order_number="12/2569", by=second)
    assert sysadmin.person.clearance == Clearance.SECRET


def test_a_clearance_needs_its_order_and_losing_it_does_not(sysadmin: Post, wipha: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        set_clearance(wipha.person, Clearance.CONFIDENTIAL, order_number=" ", by=sysadmin)
    assert list(refused.value.errors) == ["order_number"]

    set_clearance(wipha.person, Clearance.CONFIDENTIAL, order_number="คำสั่งที่ 5/2569", by=sysadmin)
    set_clearance(wipha.person, Clearance.NORMAL, order_number="", by=sysadmin)

    assert AuditEvent.objects.filter(action="clearance_set").count() == 2


def test_a_clearance_above_what_computers_may_hold_does_not_exist(sysadmin: Post, wipha: Post) -> None:
    with pytest.raises(InvalidInputs):
        set_clearance(wipha.person, "top_secret", order_number="1/2569", by=sysadmin)


class TestTwoAgencies:
    """ปรีชา also helps out at our school: his account stays with his own agency."""

    @pytest.fixture
    def second_post(self, pricha: Post, sysadmin: Post) -> Post:
        return add_post(pricha.person, Duties(position="ครูช่วยสอน"), by=sysadmin)

    def test_our_administrator_does_not_get_his_password(self, second_post: Post, sysadmin: Post) -> None:
        with pytest.raises(NotAllowed):
            reset_password(second_post.person, by=sysadmin)
        with pytest.raises(NotAllowed):
            set_clearance(second_post.person, Clearance.SECRET, order_number="1", by=sysadmin)

    def test_our_administrator_ends_only_our_post(
        self, second_post: Post, pricha: Post, sysadmin: Post
    ) -> None:
        with pytest.raises(NotAllowed):
            end_post(pricha, on=dt.date(2026, 1, 1), by=sysadmin)
        end_post(second_post, on=second_post.starts_on, by=sysadmin)
        second_post.refresh_from_db()
        assert second_post.ends_on == second_post.starts_on

    def test_he_moves_house_when_his_old_post_ends(
        self, second_post: Post, pricha: Post, school: Organisation
    ) -> None:
        assert home_of(pricha.person) == pricha.organisation
        Post.objects.filter(pk=pricha.pk).update(ends_on=dt.date(2020, 1, 1))
        assert home_of(pricha.person) == school


def test_a_clearance_stays_with_the_agency_that_gave_it(pricha: Post, sysadmin: Post) -> None:
    User.objects.filter(pk=pricha.person_id).update(clearance=Clearance.SECRET)
    Post.objects.filter(pk=pricha.pk).update(ends_on=dt.date(2020, 1, 1))
    person = User.objects.get(pk=pricha.person_id)

    add_post(person, Duties(), by=sysadmin)

    assert person.clearance == Clearance.NORMAL
