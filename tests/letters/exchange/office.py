"""One installation in a process and a database of its own; does what stdin tells it, a line of JSON each.

python -m tests.letters.exchange.office NAME CODE ADDRESS
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eoffice.settings.base")
django.setup()

from django.core.management import call_command  # noqa: E402 -- Django first
from django.utils import translation  # noqa: E402

from eoffice.people.models import Post  # noqa: E402
from tests import factories  # noqa: E402
from tests.letters.exchange.conftest import line  # noqa: E402
from worker.reading import read_everything  # noqa: E402
from workflows.engine.models import Link  # noqa: E402
from workflows.engine.perform import perform, start  # noqa: E402
from workflows.engine.verify import verify_chain  # noqa: E402
from workflows.letters.actions.exchanging.fetching import look_everywhere  # noqa: E402
from workflows.letters.actions.exchanging.handling import handle_messages  # noqa: E402
from workflows.letters.actions.exchanging.sending import send_messages  # noqa: E402
from workflows.letters.models import ExchangeAccount, IncomingLetter, OutgoingLetter  # noqa: E402


class Office:
    """The people of one agency."""

    def __init__(self, name: str, code: str, address: str) -> None:
        call_command("migrate", verbosity=0)
        self.agency = factories.make_school(name, code=f"ศธ {code}")
        self.clerk: Post = factories.make_malee(self.agency)
        self.director: Post = factories.make_somchai(self.agency)
        self.officer: Post = factories.make_wipha(self.agency)
        line(self.agency, code, address)

    def send(self, to: str, answers: str = "") -> str:
        """Write, sign, number and send a letter; its number."""
        told: dict[str, Any] = {
            "subject": "ขอความร่วมมือ",
            "body": "ด้วยโรงเรียนจะจัดกิจกรรม จึงเรียนมาเพื่อทราบ",
            "recipients": [{"name": "ผู้อำนวยการโรงเรียน", "channel": "ecms", "address": to}],
        }
        if answers:
            told["answers"] = self._came(answers).pk
        writer = self.clerk if answers else self.officer
        letter: OutgoingLetter = start("outgoing_letter", "draft", writer, told)
        perform(letter, "review", writer, {})
        perform(letter, "sign", self.director, {"password": factories.PASSWORD})
        for step in ("number", "check", "send"):
            letter = perform(letter, step, self.clerk, {})
        return letter.document.reference

    def turn(self) -> None:
        """What the worker does in a while."""
        read_everything()
        ExchangeAccount.objects.update(polls_next_at=None)
        look_everywhere()
        handle_messages()
        read_everything()
        send_messages()

    def step(self, reference: str, name: str, **told: Any) -> str:
        """A step of the registry on a letter that came; the state it is in."""
        if name == "void":
            told["approved_by"] = self.director.person_id
        return str(perform(self._came(reference), name, self.clerk, told).state)

    def resend(self, reference: str) -> None:
        """Send a letter that came back once more."""
        perform(self._sent(reference), "resend", self.clerk, {})

    def came(self) -> list[list[str]]:
        """The letters that came, with their states."""
        rows = IncomingLetter._base_manager.select_related("document").order_by("pk")
        return [[one.document.reference, one.state, one.document.subject] for one in rows]

    def stands(self, reference: str) -> list[str]:
        """How it stands with a letter that was sent."""
        letter = self._sent(reference)
        row = letter.recipients.get()
        return [letter.state, row.exchange, row.their_number]

    def beside(self, reference: str) -> list[str]:
        """The letters of ours that a letter which came stands beside."""
        links = Link.objects.filter(from_process="incoming_letter", from_item=self._came(reference).pk)
        sent = OutgoingLetter._base_manager.filter(pk__in=links.values("to_item")).select_related("document")
        return [one.document.reference for one in sent]

    def faults(self) -> list[str]:
        """What is wrong with the log; nothing, it is to be hoped."""
        return [str(fault) for fault in verify_chain(self.agency)]

    def _came(self, reference: str) -> IncomingLetter:
        rows = IncomingLetter._base_manager.filter(document__reference=reference)
        return rows.order_by("-pk")[0]

    def _sent(self, reference: str) -> OutgoingLetter:
        return OutgoingLetter._base_manager.get(document__reference=reference)


def main() -> None:
    """Until stdin ends."""
    with translation.override("th"):
        office = Office(*sys.argv[1:4])
        _say("ready")
        for asked in sys.stdin:
            told = json.loads(asked)
            _say(getattr(office, told.pop("do"))(**told))


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps({"answer": answer}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
