from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError

from eoffice.organisations.models import Organisation
from eoffice.people.actions.hiring import give_post, hire
from eoffice.people.models import Post
from eoffice.people.posts import posts_held
from eoffice.people.roles import Role
from tests.factories import PASSWORD, browser_of


def test_a_new_clerk_holds_a_post_and_can_log_in(school: Organisation) -> None:
    post = hire(
        school,
        username="malee",
        title="นางสาว",
        first_name="มาลี",
        roles=[Role.CENTRAL_REGISTRAR],
        password=PASSWORD,
    )

    assert posts_held(post.person) == [post]
    assert post.roles == {Role.CENTRAL_REGISTRAR, Role.OFFICER}
    assert post.person.check_password(PASSWORD)


def test_a_second_account_of_the_same_name_is_refused(school: Organisation, malee: Post) -> None:
    with pytest.raises(IntegrityError):
        hire(school, username="malee", first_name="มาลี")


def test_one_person_holds_posts_in_two_agencies(malee: Post, other_school: Organisation) -> None:
    second = give_post(malee.person, other_school, starts_on=dt.date(2020, 1, 1))

    assert posts_held(malee.person) == [malee, second]


def test_a_browser_acts_from_the_post_it_was_given(malee: Post, other_school: Organisation) -> None:
    second = give_post(malee.person, other_school, starts_on=dt.date(2020, 1, 1))

    assert browser_of(second).session["acting_post"] == second.pk
