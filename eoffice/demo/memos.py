"""The memos and orders of the demo: a few that are finished, and some that wait on desks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from eoffice.demo import words
from eoffice.demo.cast import Office
from eoffice.demo.desks import Quick
from eoffice.demo.play import Story
from eoffice.people.models import Post
from workflows.engine.perform import perform, start
from workflows.letters.outgoing.inputs import SignInputs


class Writer(Quick):
    """Writes without delay or accident, as far as told."""

    def memo(self, at: dt.datetime, by: Post) -> Any:
        """Submitted, to the head of the unit or straight up."""
        yield at
        told = self.chance.choice(words.MEMOS)
        memo = start("memo", "draft", by, {"to": self.director.position, **told})
        yield (at := self.after(at, 10))
        return perform(memo, "submit", by), at

    def memo_to_read(self, who: Post, at: dt.datetime) -> Any:
        """Before the head of the unit: written by somebody of it."""
        peers = [p for p in self.office.workers() if who.unit_id in {None, p.unit_id} and p != who]
        return (yield from self.memo(at, peers[0]))

    def to_decide(self, _who: Post, at: dt.datetime) -> Any:
        """With the opinions asked for, before the director."""
        memo, at = yield from self.memo(at, self.some(1)[0])
        while memo.route:
            yield (at := self.after(at, 20))
            memo = perform(memo, "minute", self.asked(memo), {"text": self.says(words.OPINIONS)})
        return memo, at

    def memo_told(self, who: Post, at: dt.datetime) -> Any:
        """Decided, and not acknowledged by `who` yet."""
        memo, at = yield from self.to_decide(who, at)
        yield (at := self.after(at, 20))
        memo = perform(memo, "decide", self.director, {"decision": "permitted", "text": words.DECIDED})
        yield (at := self.after(at, 10))
        return perform(memo, "notify", self.clerk, {"recipients": [who.person_id]}), at

    def finished(self, who: Post, at: dt.datetime) -> Any:
        """Acknowledged by everybody."""
        memo, at = yield from self.memo_told(who, at)
        yield (at := self.after(at, 30))
        return perform(memo, "ack", who), at

    def looked_over(self, at: dt.datetime, *named: Post) -> Any:
        """An order of appointment, before the director."""
        yield at
        names = [{"person": one.person_id, "duty": "กรรมการ"} for one in named]
        by = self.some(1)[0]
        order = start("order", "draft", by, {**words.ORDER, "names": names})
        yield (at := self.after(at, 10))
        order = perform(order, "offer", by)
        yield (at := self.after(at, 20))
        return perform(order, "review", self.asked(order) if order.route else by), at

    def order_to_sign(self, _who: Post, at: dt.datetime) -> Any:
        """It waits for the signature."""
        return (yield from self.looked_over(at, *self.some(2)))

    def order_told(self, who: Post, at: dt.datetime) -> Any:
        """Circulated, and not acknowledged by `who` yet."""
        order, at = yield from self.looked_over(at, who)
        yield (at := self.after(at, 20))
        order = perform(order, "sign", self.director, SignInputs())
        for step in ("number", "circulate"):
            yield (at := self.after(at, 10))
            order = perform(order, step, self.clerk)
        return order, at

    def asked(self, item: Any) -> Post:
        """Who reads it next."""
        first = item.holder()
        posts = [post for post in self.office.posts.values() if first.role in post.roles]
        return next(post for post in posts if first.unit_id in {None, post.unit_id})

    def stands(self, who: str, stage: str, at: dt.datetime) -> Story:
        """A paper that stands still where `stage` leaves it."""
        yield from getattr(self, stage)(self.office.posts[who], at)


#: Whose desk, how far it came, how many working hours ago it was begun.
DESKS = (
    ("teacher1", "finished", 90),
    ("teacher2", "finished", 60),
    ("head.academic", "memo_to_read", 5),
    ("director", "to_decide", 6),
    ("director", "to_decide", 9),
    ("teacher1", "memo_told", 12),
    ("teacher3", "memo_told", 14),
    ("director", "order_to_sign", 7),
    ("teacher1", "order_told", 16),
    ("director2", "to_decide", 6),
    ("area.director", "to_decide", 8),
)


def memos_on_desks(office: Office, chance: Random, until: dt.datetime) -> Iterator[Story]:
    """The memos and orders of one office at the instant."""
    writer = Writer(office, chance)
    for who, stage, hours in DESKS:
        if who in office.posts:
            yield writer.stands(who, stage, writer.hours_before(until, hours))
