"""Two who do the same thing at the same instant."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from eoffice.common import clock
from eoffice.common.errors import RuleBroken
from eoffice.people.actions.delegating import Kind, Wanted, delegate
from eoffice.people.actions.duties import end_post
from eoffice.people.importing.entering import Entered, enter_table
from eoffice.people.importing.reading import read_table
from eoffice.people.models import Delegation, Post, User
from eoffice.people.roles import Role
from tests import factories
from tests.engine.test_together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admins() -> list[Post]:
    school = factories.make_school()
    return [factories.make_person(school, f"admin{number}", Role.SYSADMIN) for number in range(2)]


def test_two_clerks_do_not_appoint_two_to_act_at_once() -> None:
    school = factories.make_school()
    somchai = factories.make_somchai(school)
    stand_ins = [factories.make_deputy(school), factories.make_section_head(school)]
    starts_at = dt.datetime(2026, 6, 1, tzinfo=clock.BANGKOK)

    answers = at_once(
        [
            partial(
                delegate,
                Wanted(Kind.ACTING, somchai, starts_at, None, stand_in, f"{number}/2569"),
                by=somchai,
            )
            for number, stand_in in enumerate(stand_ins, start=1)
        ]
    )

    refused = [answer for answer in answers if isinstance(answer, RuleBroken)]
    assert [answer.code for answer in refused] == ["delegation_overlaps"]
    assert Delegation.objects.count() == 1


def test_the_last_two_administrators_do_not_both_part(admins: list[Post]) -> None:
    one, other = admins
    yesterday = clock.today() - dt.timedelta(days=1)

    answers = at_once(
        [partial(end_post, one, on=yesterday, by=other), partial(end_post, other, on=yesterday, by=one)]
    )

    assert [answer.code for answer in answers if isinstance(answer, RuleBroken)] == ["last_administrator"]
    assert Post.objects.in_force().with_role(Role.SYSADMIN).count() == 1


def test_one_table_sent_twice_at_once_makes_each_person_once(admins: list[Post]) -> None:
    table = read_table("username,first name,unit\nnari,นารี,กลุ่มใหม่\nsomkid,สมคิด,กลุ่มใหม่\n".encode())

    answers = at_once([partial(enter_table, table, by=admin) for admin in admins])

    slips = sorted(len(answer.slips) for answer in answers if isinstance(answer, Entered))
    assert slips == [0, 2]
    assert User.objects.filter(username__in=["nari", "somkid"]).count() == 2
