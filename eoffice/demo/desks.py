"""The letters that wait on somebody's desk today, on whatever day the demo is made.

They came so many working hours ago and go no further than told: each account with a part in letters finds
work, a few of it late by days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from eoffice.demo import words
from eoffice.demo.cast import Office
from eoffice.demo.lives import Teller
from eoffice.demo.play import Story
from eoffice.people.models import Post
from workflows.engine.perform import perform
from workflows.letters.models import IncomingLetter


@dataclass(frozen=True)
class Desk:
    """A letter that stands still: on whose desk, how far it came, how many working hours ago it arrived."""

    who: str  # user name
    stage: str  # a method of Quick
    hours: int
    speed: str = "normal"
    part: str = "lead"


DESKS = (
    Desk("clerk", "entered", 1),
    Desk("clerk", "entered", 1, "very_urgent"),
    Desk("clerk", "entered", 2),
    Desk("clerk", "numbered", 2, "urgent"),
    Desk("clerk", "numbered", 3),
    Desk("clerk", "reported", 9),
    Desk("clerk", "reported", 14),
    Desk("director", "proposed", 3, "very_urgent"),
    Desk("director", "proposed", 4),
    Desk("director", "proposed", 6, "urgent"),
    Desk("director", "proposed", 9),
    Desk("deputy", "for_opinion", 3, "urgent"),
    Desk("deputy", "for_opinion", 7),
    Desk("head.academic", "for_opinion", 4),
    Desk("head.academic", "given", 12),
    Desk("head.budget", "given", 10),
    Desk("teacher1", "given", 5),
    Desk("teacher1", "taken", 20, "urgent"),
    Desk("teacher2", "taken", 60),  # late by days
    Desk("teacher2", "given", 8, part="cc"),
    Desk("teacher3", "given", 10),
    Desk("teacher4", "taken", 48),  # late by a day
    Desk("teacher4", "given", 6),
    Desk("teacher5", "given", 9, part="co"),
    Desk("procurement", "given", 12),
    Desk("head.supply", "taken", 26),
    Desk("finance", "given", 14),
    Desk("secretary", "given", 7, part="cc"),
    Desk("records", "given", 16),
    Desk("secret.registrar", "secret_entered", 2),
    Desk("secret.registrar", "secret_numbered", 5),
    Desk("director2", "proposed", 4),
    Desk("clerk2", "entered", 1),
    Desk("clerk2", "reported", 12),
    Desk("ban.teacher1", "given", 9),
    Desk("ban.teacher2", "taken", 50),  # late by a day
    Desk("area.clerk", "entered", 1),
    Desk("area.clerk", "numbered", 3),
    Desk("area.director", "proposed", 4, "urgent"),
    Desk("area.officer1", "taken", 20),
    Desk("area.officer2", "given", 8),
)


def on_desks(office: Office, chance: Random, until: dt.datetime) -> Iterator[Story]:
    """The stories of the letters that wait in one office at the instant."""
    quick = Quick(office, chance)
    for desk in DESKS:
        if desk.who in office.posts:
            yield quick.told(desk, quick.hours_before(until, desk.hours))


class Quick(Teller):
    """Tells letters without delay or accident, as far as a desk."""

    def told(self, desk: Desk, at: dt.datetime) -> Story:
        """The letter's way to the desk, where it stays."""
        stage = getattr(self, desk.stage)
        yield from stage(desk, self.office.posts[desk.who], at)

    def hours_before(self, until: dt.datetime, hours: int) -> dt.datetime:
        """An instant of office hours about so many working hours earlier."""
        at = until
        while self.clock.between(at, until) < dt.timedelta(hours=hours) or not self.clock.is_open(at):
            at -= dt.timedelta(minutes=20)
        return at

    def after(self, at: dt.datetime, minutes: float) -> dt.datetime:
        """Nobody waits longer than needed."""
        return self.clock.after_working(at, dt.timedelta(minutes=max(1, round(minutes / 3))))

    def words_of(self, at: dt.datetime, subject: str) -> dict[str, Any]:
        """As any letter, with no date of its own."""
        told = super().words_of(at, subject)
        return {name: value for name, value in told.items() if name != "answers_due_on"}

    # How far they come

    def entered(self, desk: Desk, _who: Post, at: dt.datetime) -> Any:
        """Came in; nobody has opened it."""
        subject, order = self.chance.choice(words.SUBJECTS)
        letter, at = yield from self.arrived(at, subject, speed=desk.speed)
        return letter, at, order

    def numbered(self, desk: Desk, _who: Post, at: dt.datetime) -> Any:
        """In the register."""
        subject, order = self.chance.choice(words.SUBJECTS)
        letter, at = yield from self.registered(at, subject, speed=desk.speed)
        return letter, at, order

    def proposed(self, desk: Desk, who: Post, at: dt.datetime) -> Any:
        """Before the director."""
        letter, at, order = yield from self.numbered(desk, who, at)
        yield (at := self.after(at, 40))
        letter = self.submit(letter, words.FOR_DECISION)
        return letter, at, order

    def for_opinion(self, desk: Desk, who: Post, at: dt.datetime) -> Any:
        """Before somebody who minutes it for the director."""
        letter, at, _order = yield from self.numbered(desk, who, at)
        yield self.after(at, 40)
        self.submit(letter, words.FOR_AN_OPINION, who)

    def given(self, desk: Desk, who: Post, at: dt.datetime) -> Any:
        """With whom the order names, who has not yet acknowledged."""
        letter, at, order = yield from self.proposed(desk, who, at)
        others = [post for post in self.office.workers() if post != who]
        people = [who] if desk.part == "lead" else [self.chance.choice(others), who]
        yield (at := self.after(at, 240))
        letter = self.order(letter, order, people, ["lead", desk.part][: len(people)])
        yield (at := self.after(at, 30))
        letter = perform(letter, "distribute", self.clerk)
        return letter, at

    def taken(self, desk: Desk, who: Post, at: dt.datetime) -> Any:
        """In the hands of those who do it."""
        letter, at = yield from self.given(desk, who, at)
        yield (at := self.after(at, 90))
        lead = letter.assignments.get(part="lead")
        perform(lead, "acknowledge", self.post_of(lead))
        return lead, at

    def reported(self, desk: Desk, _who: Post, at: dt.datetime) -> Any:
        """Done, and to be filed by the registry."""
        lead, at = yield from self.taken(desk, self.some(1)[0], at)
        yield self.after(at, 480)
        perform(lead, "report", self.post_of(lead), {"text": self.says(words.RESULTS)})

    def secret_entered(self, _desk: Desk, who: Post, at: dt.datetime) -> Any:
        """A secret letter that nobody but its registrar may open."""
        return (yield from self.arrived(at, self.says(words.SECRETS), by=who, secrecy="confidential"))

    def secret_numbered(self, desk: Desk, who: Post, at: dt.datetime) -> Any:
        """In the register of secret papers."""
        letter, at = yield from self.secret_entered(desk, who, at)
        yield (at := self.after(at, 20))
        letter = perform(letter, "check", who)
        yield self.after(at, 20)
        perform(letter, "register", who)

    def submit(self, letter: IncomingLetter, purpose: str, through: Post | None = None) -> IncomingLetter:
        """Up to the director, or first to somebody else."""
        told: dict[str, Any] = {"purpose": purpose, "text": self.says(words.PROPOSALS[purpose])}
        if through is not None:
            told["route"] = [through.person_id]
        return perform(letter, "submit", self.clerk, told)
