"""The letters that the demo's offices write: drafted, reviewed, signed, numbered, sent, acknowledged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from eoffice.demo import words
from eoffice.demo.cast import Office
from eoffice.demo.desks import Quick
from eoffice.demo.lives import Teller
from eoffice.demo.play import Story, together
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.engine.perform import perform, start
from workflows.letters.actions.delivering import deliver_some
from workflows.letters.models import OutgoingLetter
from workflows.letters.outgoing.inputs import SignInputs


@dataclass
class Writer(Teller):
    """Tells the outgoing letters of one office; what reaches another office of the demo lives on there."""

    tellers: Mapping[int, Teller]  # by organisation: who tells what arrives

    def story(self, at: dt.datetime) -> Story:
        """One letter that somebody begins to write at the instant."""
        letter, at = yield from self.signed(at)
        letter, at = yield from self.sent(letter, at)
        yield from together([self.registry(letter, at), *self.arrivals(letter, at)])

    # Its stretches

    def drafted(self, at: dt.datetime, by: Post | None = None) -> Any:
        """The first words of it."""
        yield at
        subject, body, enclosures = self.chance.choice(words.WRITTEN)
        told = {
            "subject": subject,
            "body": body,
            "enclosures": list(enclosures),
            "speed": self.chance.choices(["normal", "urgent", "very_urgent"], [80, 14, 6])[0],
            **self.to_whom(),
        }
        letter: OutgoingLetter = start("outgoing_letter", "draft", by or self.some(1)[0], told)
        return letter, at

    def to_whom(self) -> dict[str, Any]:
        """Schools write to the area office, to each other and outside; the area office to its schools."""
        others = [pk for pk in self.tellers if pk != self.office.organisation.pk]
        if self.office.organisation.kind == "area_office":
            return {"is_circular": True, "recipients": [{"organisation": pk} for pk in others]}
        if self.chance.random() < 0.55:
            return {"recipients": [{"organisation": self.office.organisation.parent_id}]}
        name, _code = self.chance.choice(words.SENDERS[2:])
        return {"recipients": [{"name": name, "channel": self.chance.choice(["post", "hand"])}]}

    def submitted_draft(self, letter: OutgoingLetter, at: dt.datetime) -> Any:
        """Before whoever reviews it."""
        yield (at := self.after(at, 70))
        return perform(letter, "review", self.drafter(letter)), at

    def approved(self, letter: OutgoingLetter, at: dt.datetime) -> Any:
        """Initialled; now and then only after it came back."""
        yield (at := self.after(at, 160))
        if self.chance.random() < 0.12:
            letter = perform(letter, "return", self.reviewer(letter), {"note": self.says(words.REWRITE)})
            yield (at := self.after(at, 120))
            body = letter.document.texts.get().wording.body
            perform(letter, "edit", self.drafter(letter), {"body": f"{body}\n{words.LAST_LINE}"})
            yield (at := self.after(at, 20))
            letter = perform(letter, "review", self.drafter(letter))
            yield (at := self.after(at, 160))
        return perform(letter, "approve_draft", self.reviewer(letter)), at

    def signed(self, at: dt.datetime) -> Any:
        """Up to the signature."""
        letter, at = yield from self.drafted(at)
        letter, at = yield from self.submitted_draft(letter, at)
        if letter.route:
            letter, at = yield from self.approved(letter, at)
        yield (at := self.after(at, 220))
        return perform(letter, "sign", self.director, SignInputs()), at

    def sent(self, letter: OutgoingLetter, at: dt.datetime) -> Any:
        """Numbered, looked over once more, and out of the house."""
        for step, minutes in (("number", 50), ("check", 10), ("send", 12)):
            yield (at := self.after(at, minutes))
            letter = perform(letter, step, self.clerk)
        while deliver_some(letter.pk):
            pass
        return letter, at

    def arrivals(self, letter: OutgoingLetter, at: dt.datetime) -> Sequence[Story]:
        """What becomes of it in other offices of the demo."""
        rows = letter.recipients.exclude(incoming=None).select_related("incoming")
        return [
            self.tellers[row.incoming.organisation_id].received(row.incoming, at)
            for row in rows
            if row.incoming is not None
        ]

    def registry(self, letter: OutgoingLetter, at: dt.datetime) -> Story:
        """A receipt comes back by post; then the file copy is put away."""
        for row in letter.recipients.filter(incoming=None):
            yield (at := self.after(at, 1300))
            told = {"recipient": row.pk, "proof": "ใบตอบรับไปรษณีย์"}
            letter = perform(letter, "ack", self.clerk, told)
        yield self.after(at, 1500)
        letter.refresh_from_db()
        if letter.state in {"sent", "acknowledged"}:
            told = {"file_code": self.says(words.FILE_CODES), "retention_class": "normal_10y"}
            perform(letter, "close", self.clerk, told)

    # People

    def drafter(self, letter: OutgoingLetter) -> Post:
        """Who writes it."""
        return next(p for p in self.office.posts.values() if p.person_id == letter.created_by_id)

    def reviewer(self, letter: OutgoingLetter) -> Post:
        """Whom the draft waits for: the head of the unit, else a deputy."""
        role = letter.route[0]["role"]
        posts = [post for post in self.office.posts.values() if role in post.roles]
        if role == Role.SECTION_HEAD:
            posts = [post for post in posts if post.unit_id == letter.unit_id]
        return posts[0]


class Hurried(Quick, Writer):
    """Writes without delay or accident, as far as somebody's desk."""

    def waiting(self, who: str, stage: str, at: dt.datetime) -> Story:
        """A letter that stands still on the desk of `who`."""
        yield from getattr(self, stage)(self.office.posts[who], at)

    def begun(self, who: Post, at: dt.datetime) -> Any:
        """A draft that its writer has not finished."""
        return (yield from self.drafted(at, who))

    def to_review(self, who: Post, at: dt.datetime) -> Any:
        """Before the head of the unit, or the deputy."""
        peers = [p for p in self.office.workers() if who.unit_id in {None, p.unit_id} and p != who]
        letter, at = yield from self.drafted(at, peers[0])
        return (yield from self.submitted_draft(letter, at))

    def to_sign(self, _who: Post, at: dt.datetime) -> Any:
        """In the director's signature book."""
        letter, at = yield from self.drafted(at)
        letter, at = yield from self.submitted_draft(letter, at)
        if letter.route:
            yield (at := self.after(at, 60))
            letter = perform(letter, "approve_draft", self.reviewer(letter))
        return letter, at

    def to_number(self, who: Post, at: dt.datetime) -> Any:
        """Signed, with the registry."""
        letter, at = yield from self.to_sign(who, at)
        yield (at := self.after(at, 60))
        return perform(letter, "sign", self.director, SignInputs()), at


#: Whose desk, how far the letter came, how many working hours ago it was begun.
DESKS = (
    ("teacher1", "begun", 3),
    ("head.academic", "to_review", 5),
    ("director", "to_sign", 6),
    ("director", "to_sign", 9),
    ("clerk", "to_number", 7),
    ("director2", "to_sign", 5),
    ("area.director", "to_sign", 4),
    ("area.clerk", "to_number", 8),
)


def drafts_on_desks(
    office: Office, chance: Random, tellers: Mapping[int, Teller], until: dt.datetime
) -> Iterator[Story]:
    """The letters being written in one office at the instant."""
    hurried = Hurried(office, chance, tellers)
    for who, stage, hours in DESKS:
        if who in office.posts:
            yield hurried.waiting(who, stage, hurried.hours_before(until, hours))
