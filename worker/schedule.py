"""What happens by itself, and when. Times are Bangkok's."""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab

Schedule = dict[str, dict[str, Any]]


def schedule(*, every_second: bool) -> Schedule:
    """All timed work. Without a broker nothing tells of a new row, so the log is looked at every second."""
    often = {
        name: {"task": task, "schedule": 30.0, "options": {"expires": 60}}
        for name, task in _TWICE_A_MINUTE.items()
    }
    return {
        "read what the log holds": {
            "task": "worker.wake_all",
            "schedule": 1.0 if every_second else 5.0,
            # A worker that was away for an hour need not do this hundreds of times.
            "options": {"expires": 10},
        },
        "sign what was marked": {
            "task": "worker.sign_folders",
            "schedule": 1.0 if every_second else 5.0,
            "options": {"expires": 10},
        },
        **often,
        **_NIGHTLY,
    }


#: Looked after twice a minute, each on its own: what fails in one of them stops none of the others.
_TWICE_A_MINUTE = {
    "tell the people of an order": "worker.tell_of_orders",
    "tell of what ran out": "worker.tell_of_overdue",
    "end reservations": "worker.expire_reservations",
    "tell of a mailbox that nobody looked into": "worker.tell_of_missed_checks",
    "send what waits to be mailed": "worker.send_mail",
    "mail outgoing letters": "worker.mail_letters",
    "mail reminders to recipients": "worker.mail_reminders",
    "fetch what came through e-CMS": "worker.fetch_ecms",
    "send what goes through e-CMS": "worker.send_ecms",
    "look into mailboxes": "slow.sweep_mailboxes",
    "tell senders that their mail came": "worker.answer_mails",
}

# Work that looks over everything; it goes on a while, so it is done when nobody waits.
_NIGHTLY: Schedule = {
    "walk every chain of the log": {"task": "slow.verify_log", "schedule": crontab(hour=2, minute=15)},
    "clear away files that nobody has": {"task": "slow.sweep_files", "schedule": crontab(hour=3, minute=5)},
    "forget old request keys": {"task": "worker.forget_keys", "schedule": crontab(minute=40)},
}

__all__ = ["crontab", "schedule"]
