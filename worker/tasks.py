"""Tasks of the log. Each may run twice, late, or beside another of its kind: cursors see to that."""

from __future__ import annotations

from celery import shared_task

from documents.actions.numbers import expire_reservations
from documents.files.verify import sweep as sweep_files
from worker import nightly, reading
from workflows.engine.mailing import send_waiting
from workflows.engine.sweeps import tell_of_overdue
from workflows.letters.actions.exchanging.fetching import look_everywhere
from workflows.letters.actions.exchanging.handling import handle_messages
from workflows.letters.actions.exchanging.sending import send_messages
from workflows.letters.actions.folders import sign_folders
from workflows.letters.actions.mailbox import tell_of_missed_checks
from workflows.letters.actions.posting import mail_letters
from workflows.letters.actions.reminding import mail_reminders
from workflows.letters.actions.telling import tell_due
from workflows.letters.intake.answering import send_answers
from workflows.letters.intake.sweeping import sweep_due


@shared_task(name="worker.catch_up")
def catch_up(subscriber: str, organisation_id: int) -> int:
    """One subscriber reads on in one organisation's log."""
    return reading.catch_up(subscriber, organisation_id)


@shared_task(name="worker.read_log")
def read_log(organisation_id: int) -> int:
    """Every subscriber reads on in one organisation's log: sent after each step."""
    return reading.read_all(organisation_id)


@shared_task(name="worker.wake_all")
def wake_all() -> int:
    """Every subscriber that is behind anywhere reads on: what no message told of is found here."""
    return reading.read_everything()


@shared_task(name="worker.tell_of_orders")
def tell_of_orders() -> int:
    """The people of an order are told, some seconds after it."""
    return tell_due()


@shared_task(name="worker.tell_of_overdue")
def tell_of_what_ran_out() -> int:
    """What ran out is told of."""
    return tell_of_overdue()


@shared_task(name="worker.expire_reservations")
def end_reservations() -> int:
    """Numbers that nobody used in time are cancelled."""
    return expire_reservations()


@shared_task(name="worker.tell_of_missed_checks")
def remind_of_the_mailbox() -> int:
    """A half-day without a look into the mailbox is told of."""
    return tell_of_missed_checks()


@shared_task(name="worker.send_mail")
def send_mail() -> int:
    """Notices that wait to be mailed go out."""
    return send_waiting()


@shared_task(name="worker.mail_letters")
def mail_letters_out() -> int:
    """Outgoing letters that go by e-mail."""
    return mail_letters()


@shared_task(name="worker.mail_reminders")
def mail_reminders_out() -> int:
    """Short mails to recipients that have not said that a letter came."""
    return mail_reminders()


@shared_task(name="worker.fetch_ecms")
def fetch_from_ecms() -> int:
    """Look into the queues of the e-CMS servers, and deal with what came."""
    return look_everywhere() + handle_messages()


@shared_task(name="worker.send_ecms")
def send_to_ecms() -> int:
    """Send what waits to go through e-CMS."""
    return send_messages()


@shared_task(name="worker.answer_mails")
def answer_mails() -> int:
    """Senders of mails are told that they came."""
    return send_answers()


@shared_task(name="slow.sweep_mailboxes")
def sweep_mailboxes() -> int:
    """Central mailboxes whose time has come, or that somebody asked for, are looked into."""
    return sweep_due()


@shared_task(name="worker.sign_folders")
def sign_what_was_marked() -> int:
    """Letters that were handed over to be signed at one go; some seconds of them, then the next call."""
    return sign_folders()


@shared_task(name="slow.verify_log")
def verify_log_nightly() -> int:
    """Every chain is walked to its head; what is found is told to the administrators and kept as an event."""
    return nightly.verify_and_tell()


@shared_task(name="slow.sweep_files")
def sweep_files_nightly() -> dict[str, int]:
    """What killed uploads left, uploads that no document took up, bytes without a row."""
    return sweep_files()


@shared_task(name="worker.forget_keys")
def forget_keys() -> int:
    """Request keys are kept for a day (API.md)."""
    return nightly.forget_old_keys()
