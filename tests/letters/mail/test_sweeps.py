"""Two looks a working day by the system itself, and on demand; a server that is away loses nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from eoffice.common import clock
from eoffice.common.errors import TransitionRefused
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from tests.letters.mail.conftest import Mailbox, a_mail, account_of
from tests.letters.mail.stories import sweep
from workflows.engine.models import Notice
from workflows.letters.actions.mailbox import tell_of_missed_checks
from workflows.letters.intake.sweeping import ask_for_sweep, is_due, last_time, sweep_due
from workflows.letters.models import IncomingLetter, MailAccount, MailboxCheck

BANGKOK = clock.BANGKOK


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """November 2026: the 24th is a Tuesday, the 28th a Saturday."""
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (at(24, 8, 59), at(23, 13, 30)),
        (at(24, 9), at(24, 9)),
        (at(24, 13, 29), at(24, 9)),
        (at(24, 23), at(24, 13, 30)),
        (at(29, 12), at(27, 13, 30)),  # a Sunday: Friday's
    ],
)
def test_the_times_are_the_offices(account: MailAccount, now: dt.datetime, last: dt.datetime) -> None:
    assert last_time(account, now) == last


def test_it_is_due_once_for_each_time(account: MailAccount) -> None:
    account.swept_at = at(24, 9, 1)
    assert not is_due(account, at(24, 13, 29))
    assert is_due(account, at(24, 13, 30))
    account.swept_at = at(24, 13, 31)
    assert not is_due(account, at(25, 8))
    account.asked_at = at(25, 8)
    assert is_due(account, at(25, 8))
    account.asked_at, account.swept_at = (
        None,
        at(20, 9),
    )  # the worker was away for days: as soon as it is back
    assert is_due(account, at(28, 3))


def test_a_sweep_by_itself_counts_as_the_look_of_its_half_day(
    malee: Post, mailbox: Mailbox, account: MailAccount
) -> None:
    assert sweep_due(clock.now()) == 0
    look = MailboxCheck.objects.get()
    assert (look.by, look.is_sweep, look.trouble) == (None, True, "")
    assert sweep_due(clock.now()) == 0
    assert MailboxCheck.objects.count() == 1  # not due again


def test_gone_for_a_day_it_is_told_once_and_caught_up_without_loss(
    malee: Post, mailbox: Mailbox, account: MailAccount
) -> None:
    MailAccount.objects.update(port=9)
    now = clock.now()
    ask_for_sweep(malee)
    for hour in range(24):
        sweep_due(now + dt.timedelta(hours=hour))
    look = MailboxCheck.objects.get()
    assert look.tries > 5
    assert "ติดต่อเครื่องแม่ข่ายอีเมลไม่ได้" in look.trouble
    account.refresh_from_db()
    assert account.trouble == look.trouble
    assert not MailboxCheck.objects.that_count().exists()

    mailbox.deliver(a_mail())
    MailAccount.objects.update(port=mailbox.port)
    assert sweep_due(now + dt.timedelta(hours=26)) == 1
    account.refresh_from_db()
    assert (account.trouble, account.tries) == ("", 0)


def test_a_failed_sweep_rests_before_the_next_try(malee: Post, account: MailAccount) -> None:
    MailAccount.objects.update(port=9)
    now = clock.now()
    sweep(malee)
    account.refresh_from_db()
    assert not is_due(account, now)
    assert account.next_try_at is not None
    assert account.next_try_at > now


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "nobody"}, "ชื่อผู้ใช้หรือรหัสผ่าน"),
        ({"security": "tls"}, "เข้ารหัสไม่ได้"),
        ({"host": "host.invalid"}, "ติดต่อเครื่องแม่ข่ายอีเมลไม่ได้"),
    ],
)
def test_what_is_wrong_is_a_sentence(
    malee: Post, account: MailAccount, change: dict[str, Any], sentence: str
) -> None:
    MailAccount.objects.update(**change)
    sweep(malee)
    assert sentence in MailboxCheck.objects.get().trouble


def test_no_two_sweeps_of_one_mailbox_at_a_time(malee: Post, mailbox: Mailbox, account: MailAccount) -> None:
    mailbox.deliver(a_mail())
    MailAccount.objects.update(busy_until=clock.now() + dt.timedelta(minutes=5))
    assert sweep(malee) == 0
    assert sweep_due(clock.now() + dt.timedelta(minutes=16)) == 1  # whoever was at it has died


def test_more_than_one_sweep_takes_goes_on_at_once(
    malee: Post, mailbox: Mailbox, account: MailAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.letters.intake.sweeping.MOST_AT_ONCE", 2)
    for number in range(5):
        mailbox.deliver(a_mail(Message_ID=f"<{number}@area.go.th>"))
    ask_for_sweep(malee)
    assert [sweep_due(clock.now()) for _round in range(4)] == [2, 2, 1, 0]
    assert IncomingLetter.objects.count() == 5


def test_without_room_for_files_the_mails_wait(
    malee: Post, mailbox: Mailbox, account: MailAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    from documents.files.errors import StorageFull
    from workflows.letters.intake import taking

    def full(*_told: object, **_more: object) -> None:
        raise StorageFull

    mailbox.deliver(a_mail())
    with monkeypatch.context() as now:
        now.setattr(taking, "keep_sealed", full)
        assert sweep(malee) == 0
    assert "ที่เก็บ" in MailboxCheck.objects.get().trouble or MailboxCheck.objects.get().trouble
    assert sweep(malee) == 1


def test_without_a_mailbox_the_button_says_so(malee: Post) -> None:
    with pytest.raises(TransitionRefused, match="กล่องจดหมาย"):
        ask_for_sweep(malee)


def test_two_offices_sweep_each_its_own(
    malee: Post, pricha: Post, mailbox: Mailbox, account: MailAccount, other_school: Organisation
) -> None:
    account_of(pricha, mailbox)
    mailbox.deliver(a_mail())
    sweep(malee)
    assert IncomingLetter.objects.filter(organisation=malee.organisation).count() == 1
    assert IncomingLetter.objects.filter(organisation=other_school).count() <= 1


class TestMissed:
    """T-SWEEP: the half-day passed and nobody has looked."""

    @pytest.fixture
    def told(self, malee: Post, somchai: Post, sysadmin: Post) -> Callable[[dt.datetime], set[int]]:
        malee.organisation.email = "saraban@first.example"
        malee.organisation.save()

        def tell(now: dt.datetime) -> set[int]:
            tell_of_missed_checks(now)
            return set(Notice.objects.filter(kind="mailbox").values_list("person", flat=True))

        return tell

    def test_first_the_registrar_then_whoever_directs(
        self, told: Callable[[dt.datetime], set[int]], malee: Post, somchai: Post
    ) -> None:
        assert told(at(24, 12, 5)) == {malee.person_id}
        assert told(at(24, 13, 5)) == {malee.person_id, somchai.person_id}

    def test_a_look_in_the_hour_after_spares_the_director(
        self, told: Callable[[dt.datetime], set[int]], malee: Post
    ) -> None:
        MailboxCheck.objects.create(organisation=malee.organisation, checked_at=at(24, 12, 30))
        assert told(at(24, 13, 5)) == {malee.person_id}

    def test_a_failed_sweep_is_no_look_and_the_administrator_hears_of_it(
        self,
        told: Callable[[dt.datetime], set[int]],
        malee: Post,
        somchai: Post,
        sysadmin: Post,
        account: MailAccount,
    ) -> None:
        MailboxCheck.objects.create(
            organisation=malee.organisation, checked_at=at(24, 9), is_sweep=True, trouble="ติดต่อไม่ได้"
        )
        MailAccount.objects.update(trouble="ติดต่อไม่ได้")
        assert told(at(24, 13, 5)) == {malee.person_id, somchai.person_id, sysadmin.person_id}
