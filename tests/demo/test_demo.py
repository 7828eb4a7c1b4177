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
from eoffice.demo.desks import DESKS
from eoffice.people.models import Post, User
from workflows.engine.models import Transition
from workflows.engine.verify import verify_log
from workflows.engine.work import waiting_for
from workflows.letters.models import Assignment, Endorsement, IncomingLetter

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
    submissions = Endorsement.objects.filter(kind="submission").values_list("text", flat=True)
    assert all(text.count("เพื่อโปรด") == 1 for text in submissions)  # for what it is submitted, said once


@pytest.mark.django_db
@pytest.mark.parametrize(
    "now",
    [
        dt.datetime(2026, 11, 23, 8, 40, tzinfo=clock.BANGKOK),  # Monday, first thing
        dt.datetime(2026, 11, 29, 14, 0, tzinfo=clock.BANGKOK),  # Sunday
        dt.datetime(2027, 1, 1, 23, 30, tzinfo=clock.BANGKOK),  # a holiday, at night
    ],
)
def test_work_waits_for_everybody_today(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "WITH_PAPER", dt.timedelta(0))
    with clock.at(now):
        build.build(now, since=now.date() - dt.timedelta(days=1))
        waiting = {post.person.username: waiting_for(post) for post in Post.objects.select_related("person")}
    assert {desk.who for desk in DESKS} <= {name for name, lines in waiting.items() if lines}
    kinds = {who: {line.item.process for line in waiting[who]} for who in ("director", "teacher1")}
    assert {"memo", "order"} <= kinds["director"] & kinds["teacher1"]
    for model in (IncomingLetter, Assignment):
        late = [now - item.due_at for item in model.objects.overdue(at=now) if item.due_at]
        assert 1 <= len(late) <= 10
        assert max(late) < dt.timedelta(days=21)


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
