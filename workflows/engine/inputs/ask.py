"""The kinds of things a step may ask for."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclasses.dataclass(frozen=True)
class Ask:
    """One question: its kind, label, and limits. `default` may be a function of the item."""

    kind: str
    label: Any
    required: bool = True
    help: Any = ""
    default: Any = None
    lines: int = 1
    max_length: int = 500
    choices: Sequence[tuple[str, Any]] | Callable[[], Sequence[tuple[str, Any]]] = ()
    rows: type | None = None
    minimum: int | None = None
    maximum: int | None = None
    keep: bool = True  # in the log, as evidence
    roles: tuple[str, ...] = ()  # of a person: whoever has none of them is not offered
    suggest: Callable[[Any], Sequence[str]] | None = None  # of words: answers known for this item
    pick: bool = False  # of words: a page lets one choose among the answers known, and write no other
    aside: bool = False  # seldom answered: a page folds it away
    secret: bool = False  # never shown again, kept or logged
    clears: bool = False  # sent empty it means nothing, not the usual answer
    offered: Callable[[Any, Any], Sequence[str]] | None = (
        None  # to (item, post) on a page; nothing: not asked
    )

    def default_for(self, item: Any) -> Any:
        """The usual answer for this item."""
        return self.default(item) if callable(self.default) else self.default

    def options(self) -> list[tuple[str, Any]]:
        """The choices, now."""
        return list(self.choices() if callable(self.choices) else self.choices)


def _field(ask: Ask, empty: Any = None) -> Any:
    # Required of whoever sends it, yet defaulted here: Python code names only what it means to say.
    usual = empty if ask.default is None or callable(ask.default) else ask.default
    return dataclasses.field(default=usual, metadata={"ask": ask})


def text(label: Any, *, required: bool = True, lines: int = 1, max_length: int = 500, **more: Any) -> Any:
    """Words; Thai is normalised on the way in. `lines` > 1 keeps line ends.

    Words stay out of the log unless `keep=True` says that they are evidence and no secret.
    """
    more.setdefault("keep", False)
    return _field(Ask("text", label, required=required, lines=lines, max_length=max_length, **more), "")


def texts(label: Any, *, required: bool = False, max_length: int = 500, **more: Any) -> Any:
    """Several short texts, on a page one a line; a tuple of `str`."""
    more.setdefault("keep", False)
    return _field(Ask("texts", label, required=required, max_length=max_length, **more), ())


def password(label: Any, **more: Any) -> Any:
    """The actor's own password once more, checked before the step is taken; nothing of it is kept."""
    return _field(Ask("password", label, keep=False, secret=True, max_length=200, **more), "")


def secret(label: Any, **more: Any) -> Any:
    """Something that opens something else, such as a passphrase; the step sees it, nothing of it is kept."""
    return _field(Ask("secret", label, required=False, keep=False, secret=True, max_length=500, **more), "")


def choice(label: Any, choices: Any, *, required: bool = True, **more: Any) -> Any:
    """One of a few ids."""
    return _field(Ask("choice", label, required=required, choices=choices, **more), "")


def flag(label: Any, *, default: bool = False, **more: Any) -> Any:
    """Yes or no."""
    return _field(Ask("flag", label, required=False, default=default, **more), default)


def number(label: Any, *, required: bool = True, minimum: int = 0, maximum: int = 10**9, **more: Any) -> Any:
    """A whole number."""
    return _field(Ask("number", label, required=required, minimum=minimum, maximum=maximum, **more))


def day(label: Any, *, required: bool = True, **more: Any) -> Any:
    """A day: Buddhist era on a page, ISO in the API; a `date` here."""
    return _field(Ask("day", label, required=required, **more))


def instant(label: Any, *, required: bool = True, **more: Any) -> Any:
    """A moment; where only a day is given it is the end of office hours. An aware `datetime` here."""
    return _field(Ask("instant", label, required=required, **more))


def person(label: Any, *, required: bool = True, **more: Any) -> Any:
    """Someone who holds a post in the item's organisation; a `User` here."""
    return _field(Ask("person", label, required=required, **more))


def people(label: Any, *, required: bool = True, **more: Any) -> Any:
    """Several such people; a tuple of `User`."""
    return _field(Ask("people", label, required=required, **more), ())


def unit(label: Any, *, required: bool = True, **more: Any) -> Any:
    """A unit of the item's organisation; a `Unit` here."""
    return _field(Ask("unit", label, required=required, **more))


def organisation(label: Any, *, required: bool = True, **more: Any) -> Any:
    """An agency of this server; an `Organisation` here."""
    return _field(Ask("organisation", label, required=required, **more))


def files(label: Any, *, required: bool = False, **more: Any) -> Any:
    """Files already sent in, that the actor may use; a tuple of `FileRecord`."""
    return _field(Ask("files", label, required=required, **more), ())


def item(label: Any, process: str, *, required: bool = True, **more: Any) -> Any:
    """Another tracked item that the actor may see; `process` is its id. The item here."""
    return _field(Ask("item", label, required=required, choices=[(process, "")], **more))


def rows(of: type, label: Any, *, required: bool = True, **more: Any) -> Any:
    """Several answers of the same shape (a `StepInputs` class); a tuple of them."""
    return _field(Ask("rows", label, required=required, rows=of, **more), ())


def reason(label: Any = None, *, required: bool = True) -> Any:
    """The note that the log shows beside the step."""
    return text(label or _("Reason"), required=required, lines=3, max_length=1000)


def on_paper() -> Any:
    """When the step was taken, where it was taken on paper and is recorded later: name it `occurred_at`.

    For steps by office that issue no number; the register's rows carry the time of the system (ข้อ 89/3).
    """
    help_ = _("Only where it was done before and could not be recorded then.")
    return instant(_("Done on paper at"), required=False, help=help_, aside=True, keep=False)
