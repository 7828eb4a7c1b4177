"""The demo is made by real steps on a clock of its own, and only where nothing else is."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from documents.models import FileRecord
from eoffice.common import clock
from eoffice.demo import build
from eoffice.people.models import Post, User
from workflows.engine.models import Transition
from workflows.engine.verify import verify_log
from workflows.letters.models import IncomingLetter

NOW = dt.datetime(2026, 11, 24, 11, 0, tzinfo=clock.BANGKOK)
ACCOUNTS = (
    "clerk deputy director head.academic head.budget teacher1 teacher2 teacher3 teacher4 teacher5 "
    "procurement head.supply finance secretary records secret.registrar auditor admin "
    "clerk2 director2 area.clerk area.director"
).split()


@pytest.mark.django_db
def test_a_month_of_the_demo_is_whole(settings: object) -> None:
    build.build(NOW, since=dt.date(2026, 11, 1))

    assert build.is_there()
    assert set(ACCOUNTS) <= set(User.objects.values_list("username", flat=True))
    assert User.objects.get(username="clerk").check_password("demo-eoffice")
    assert list(verify_log()) == []
    assert not Transition.objects.filter(occurred_at__gt=NOW).exists()
    letters = IncomingLetter.objects.filter(organisation__name="โรงเรียนตัวอย่างวิทยา")
    states = set(letters.values_list("state", flat=True))
    assert {"arrived", "submitted", "closed"} <= states
    assert letters.overdue(at=NOW).exists()
    assert FileRecord.objects.exists()


@pytest.mark.django_db
def test_the_demo_is_refused_beside_a_real_office(malee: Post) -> None:
    with pytest.raises(CommandError, match="empty"):
        call_command("demo", stdout=StringIO())


@pytest.mark.django_db
@override_settings(HOST="0.0.0.0")
def test_the_demo_is_refused_where_others_could_reach_it() -> None:
    with pytest.raises(CommandError, match="passwords"):
        call_command("demo", stdout=StringIO())
    assert not User.objects.exists()
