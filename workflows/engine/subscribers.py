"""Readers of the log. Each reads on from its own cursor, in order, and handles a row twice as once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction

from eoffice.common import clock
from workflows.engine.models import ChainHead, SubscriberCursor, Transition

Handle = Callable[[Sequence[Transition]], None]
Ahead = Callable[[Sequence[Transition]], bool]
_subscribers: dict[str, Subscriber] = {}
# What the commit that is just going on has let read.
_commit = threading.local()


@dataclass(frozen=True)
class Subscriber:
    """A named reader. `handle` gets rows of one organisation in order, inside the cursor's transaction.

    `ahead` gets the same rows before, outside of it: for what takes transactions of its own (a circular to
    three hundred agencies). It does a part and answers whether there is more; it may be called for rows that
    were handled already, and by two at a time.
    """

    name: str
    handle: Handle
    batch: int = 500
    ahead: Ahead | None = None

    def read_on(self, organisation_id: int) -> int:
        """Read the organisation's log to its end; answers how many rows were handled.

        Where another worker is reading this very log it does nothing: that one will see our rows too.
        """
        total = 0
        while (handled := self._read_batch(organisation_id)) == self.batch:
            total += handled
        return total + handled

    def read_promptly(self, organisation_id: int) -> None:
        """What a request waits for before it is answered: the first part of what is ahead, or all."""
        if self.ahead is None:
            self.read_on(organisation_id)
        elif rows := self._unread(organisation_id):
            self.ahead(rows)

    def _unread(self, organisation_id: int) -> list[Transition]:
        mine = SubscriberCursor.objects.filter(subscriber=self.name, organisation_id=organisation_id)
        cursor = mine.first()
        return list(Transition.objects.after(organisation_id, cursor.number if cursor else 0)[: self.batch])

    def _read_batch(self, organisation_id: int) -> int:
        if self.ahead is not None and (unread := self._unread(organisation_id)):
            while self.ahead(unread):
                pass
        with transaction.atomic():
            cursor = self._locked_cursor(organisation_id)
            if cursor is None:
                return 0
            rows = list(Transition.objects.after(organisation_id, cursor.number)[: self.batch])
            if rows:
                self.handle(rows)
                cursor.number, cursor.moved_at = rows[-1].number, clock.now()
                cursor.save(update_fields=["number", "moved_at"])
            return len(rows)

    def _locked_cursor(self, organisation_id: int) -> SubscriberCursor | None:
        mine = SubscriberCursor.objects.filter(subscriber=self.name, organisation_id=organisation_id)
        if not mine.exists():
            SubscriberCursor.objects.bulk_create(
                [SubscriberCursor(subscriber=self.name, organisation_id=organisation_id)],
                ignore_conflicts=True,
            )
        # SQLite has one writer at a time anyway and knows no skipping.
        skip = connection.features.has_select_for_update_skip_locked
        return mine.select_for_update(skip_locked=skip).first()


def subscribe(name: str, handle: Handle, *, batch: int = 500, ahead: Ahead | None = None) -> Subscriber:
    """Register a reader; apps call this when they are ready."""
    _subscribers[name] = Subscriber(name, handle, batch, ahead)
    return _subscribers[name]


def get(name: str) -> Subscriber:
    """The reader of that name."""
    return _subscribers[name]


def names() -> list[str]:
    """Every reader, in the order they registered."""
    return list(_subscribers)


def read_after_commit(name: str, organisation_id: int) -> None:
    """Let a reader see what this transaction wrote once it is committed; once, however many steps ask.

    What it leaves undone the worker finds: the steps themselves are done, whatever becomes of this.
    """
    if not hasattr(_commit, "read"):
        _commit.read = set[tuple[str, int]]()
    transaction.on_commit(partial(_read_once, _commit.read, name, organisation_id), robust=True)


def _read_once(done: set[tuple[str, int]], name: str, organisation_id: int) -> None:
    _commit.__dict__.pop("read", None)
    if (name, organisation_id) not in done:
        done.add((name, organisation_id))
        get(name).read_promptly(organisation_id)


def read_all(organisation_id: int) -> int:
    """Let every reader read the organisation's log to its end."""
    return sum(subscriber.read_on(organisation_id) for subscriber in list(_subscribers.values()))


def organisations_behind() -> list[int]:
    """Organisations whose log holds rows that some reader has not seen."""
    cursors = dict[tuple[str, int], int]()
    for row in SubscriberCursor.objects.values_list("subscriber", "organisation_id", "number"):
        cursors[row[0], row[1]] = row[2]
    return [
        head.pk
        for head in ChainHead.objects.all()
        if any(cursors.get((name, head.pk), 0) < head.number for name in _subscribers)
    ]
