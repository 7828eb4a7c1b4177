"""Who is told of what: by the log, by sweeps, by e-mail; twice is once."""

from __future__ import annotations

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from eoffice.common import clock
from eoffice.people.models import Delegation, Post
from tests.letters.telling import arrive, ordered, take
from workflows.engine import subscribers
from workflows.engine.mailing import PAUSES, send_waiting
from workflows.engine.models import Notice, Transition
from workflows.engine.perform import perform
from workflows.engine.sweeps import tell_of_overdue
from workflows.letters.actions.mailbox import note_check, tell_of_missed_checks

MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=clock.BANGKOK)


def told(post: Post) -> list[tuple[str, str]]:
    return [(notice.kind, notice.process) for notice in Notice.objects.of(post.person)]


def read_on(post: Post) -> None:
    subscribers.get("notices").read_on(post.organisation_id)


def test_whoever_it_waits_for_is_told_once(malee: Post, somchai: Post, deputy: Post) -> None:
    take(arrive(malee), malee, "check", "register", "submit")
    read_on(malee)
    assert told(somchai) == [("waiting", "incoming_letter")]
    assert told(deputy) == told(malee) == []
    subscribers.get("notices").handle(list(Transition.objects.order_by("number")))
    assert len(told(somchai)) == 1


def test_a_note_on_a_letter_tells_nobody_again(malee: Post, somchai: Post, deputy: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    read_on(malee)
    perform(letter, "extend", deputy, {"due_at": "2030-01-01", "note": "รอข้อมูล"})
    read_on(malee)
    assert told(somchai) == [("waiting", "incoming_letter")]


def test_a_reminder_is_told_as_one_even_when_a_note_follows(malee: Post, somchai: Post, deputy: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    read_on(malee)
    perform(letter, "remind", malee)
    perform(letter, "extend", deputy, {"due_at": "2030-01-01", "note": "รอข้อมูล"})
    read_on(malee)
    assert sorted(told(somchai)) == [("reminder", "incoming_letter"), ("waiting", "incoming_letter")]
    perform(letter, "remind", malee)
    read_on(malee)
    assert len(told(somchai)) == 3


def test_a_move_is_told_though_notes_were_made_before_anybody_read_of_it(
    malee: Post, somchai: Post, wipha: Post, deputy: Post
) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    perform(letter, "remind", malee)
    perform(letter, "extend", deputy, {"due_at": "2030-01-01", "note": "รอข้อมูล"})
    read_on(malee)
    assert ("waiting", "incoming_letter") in told(somchai)


def test_whom_work_is_passed_on_to_is_told_and_nobody_else(
    malee: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    read_on(malee)
    before = told(wipha)
    perform(
        letter.assignments.get(), "delegate", wipha, {"person": section_head.person_id, "note": "งานของกลุ่ม"}
    )
    read_on(malee)
    assert ("waiting", "assignment") in told(section_head)
    assert told(wipha) == before


def test_whoever_stands_in_is_told_too(malee: Post, somchai: Post, deputy: Post) -> None:
    Delegation.objects.create(
        kind=Delegation.Kind.ACTING,
        principal=somchai,
        delegate=deputy,
        order_number="9/2569",
        starts_at=clock.now() - dt.timedelta(days=1),
        created_by=somchai.person,
    )
    take(arrive(malee), malee, "check", "register", "submit")
    read_on(malee)
    assert told(deputy) == told(somchai) == [("waiting", "incoming_letter")]


def test_of_a_secret_letter_only_the_named_are_told(
    malee: Post, somchai: Post, secret_registrar: Post
) -> None:
    letter = take(arrive(malee, secrecy="confidential"), malee, "check")
    take(letter, secret_registrar, "register", "submit")
    read_on(malee)
    assert told(somchai) == []  # not appointed for the class, so not let in
    assert told(malee) == []


def test_what_ran_out_is_told_once_and_climbs(malee: Post, somchai: Post, wipha: Post) -> None:
    with clock.at(MORNING):
        letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    with clock.at(MORNING + dt.timedelta(days=20)):
        assert tell_of_overdue() >= 2  # the letter's own due time and the assignment's
        assert tell_of_overdue() == 0
    assert ("overdue", "assignment") in told(wipha)
    assert ("escalation", "incoming_letter") in told(somchai)
    reminders = Transition.objects.filter(step="remind")
    assert [(row.item, row.actor) for row in reminders] == [(letter.pk, None)]


def test_a_morning_without_a_look_into_the_mailbox_is_told(malee: Post) -> None:
    malee.organisation.email = "saraban@school.example"
    malee.organisation.save()
    noon = MORNING.replace(hour=12, minute=5)
    with clock.at(MORNING):
        note_check(malee)
    assert tell_of_missed_checks(noon) == 0
    evening = MORNING.replace(hour=16, minute=40)
    assert tell_of_missed_checks(evening) == 1
    tell_of_missed_checks(evening)
    assert Notice.objects.filter(kind="mailbox").count() == 1
    saturday = evening + dt.timedelta(days=4)
    assert tell_of_missed_checks(saturday) == 0


@pytest.fixture
def by_mail(settings: pytest.MonkeyPatch, somchai: Post) -> Post:
    settings.EMAIL_NOTICES = True  # type: ignore[attr-defined] # pytest-django's settings
    somchai.person.email = "director@school.example"
    somchai.person.save()
    return somchai


def test_a_notice_goes_out_by_mail_once(malee: Post, by_mail: Post) -> None:
    take(arrive(malee), malee, "check", "register", "submit")
    read_on(malee)
    assert send_waiting() == 1
    assert send_waiting() == 0
    assert "ขอเชิญประชุม" in mail.outbox[0].subject
    assert mail.outbox[0].to == ["director@school.example"]


def test_a_mail_server_that_is_away_costs_a_try_and_no_notice(
    malee: Post, by_mail: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(arrive(malee), malee, "check", "register", "submit")
    read_on(malee)
    now = clock.now()
    with monkeypatch.context() as away:

        def refuse(*_args: object) -> int:
            raise smtplib.SMTPServerDisconnected("away")

        away.setattr(EmailBackend, "send_messages", refuse)
        assert send_waiting(now) == 0
        assert send_waiting(now) == 0  # not before its pause is over
    notice = Notice.objects.get(person=by_mail.person)
    assert (notice.mail, notice.mail_tries) == ("waiting", 1)
    assert send_waiting(now + dt.timedelta(minutes=PAUSES[0])) == 1
    notice.refresh_from_db()
    assert notice.mail == "sent"


def test_no_mail_goes_to_whoever_may_not_know_any_more(malee: Post, by_mail: Post) -> None:
    """A mail server was away for the night; in the morning the director has left the school."""
    take(arrive(malee), malee, "check", "register", "submit")
    read_on(malee)
    Post.objects.filter(pk=by_mail.pk).update(ends_on=clock.today() - dt.timedelta(days=1))
    assert send_waiting() == 0
    assert mail.outbox == []
    assert Notice.objects.get(person=by_mail.person).mail == Notice.Mail.NONE


def test_no_mail_goes_to_a_closed_account(malee: Post, by_mail: Post) -> None:
    take(arrive(malee), malee, "check", "register", "submit")
    read_on(malee)
    by_mail.person.is_active = False
    by_mail.person.save()
    assert send_waiting() == 0
    assert mail.outbox == []
