"""Two agencies, each with a line to the e-CMS server that listens here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from eoffice.people.roles import Role
from tests import factories
from tests.letters.exchange.ecms_server import Ecms, running
from workflows.letters.models import ExchangeAccount

OURS, THEIRS = "0434626", "0434627"


@pytest.fixture
def ecms() -> Ecms:
    return Ecms(agencies={OURS: factories.SCHOOL, THEIRS: factories.OTHER_SCHOOL})


@pytest.fixture
def address(ecms: Ecms) -> Iterator[str]:
    with running(ecms) as found:
        yield found


def line(agency: Organisation, code: str, address: str, **more: object) -> ExchangeAccount:
    return ExchangeAccount.objects.create(
        organisation=agency,
        is_on=True,
        endpoint=f"{address}/{code}/ecms-ws01/service2",
        ministry="09",
        department=code,
        poll_minutes=5,
        **more,
    )


@pytest.fixture
def our_line(malee: Post, address: str) -> ExchangeAccount:
    return line(malee.organisation, OURS, address)


@pytest.fixture
def their_line(pricha: Post, address: str) -> ExchangeAccount:
    return line(pricha.organisation, THEIRS, address)


@pytest.fixture
def other_director(other_school: Organisation) -> Post:
    name = ("นาย", "ประเสริฐ", "ดีงาม")
    return factories.make_person(other_school, "prasoet", Role.DIRECTOR, name=name, position="ผู้อำนวยการ")
