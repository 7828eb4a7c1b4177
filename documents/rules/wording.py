"""What a paper that leaves the office says, as its drafter wrote it (sheet 2.1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

_LISTS_LATER = ("grounds", "names", "facts")
_LATER = (*_LISTS_LATER, "sheet")


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One state of a draft: every field that is printed but number and date, which come after the signature.

    `body` is clean text: a paragraph a line, list items beginning with their number, table rows with `|`.
    """

    kind: str
    subject: str
    addressee: str = ""
    salutation: str = ""
    body: str = ""
    closing: str = ""
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()  # of an order: why, and by which power; they stand before the text
    names: tuple[str, ...] = ()  # of an order: the people it names, a line each, after the text
    sheet: str = ""  # "a5": a short memo on half the paper (ข้อ 74, 76); empty: A4
    facts: tuple[str, ...] = ()  # lines under the text that come of the form: an amount, days, "ทั้งนี้ ตั้งแต่"

    def as_json(self) -> str:
        """One spelling for one wording: the same words give the same bytes, everywhere and always.

        Some fields came later: wordings without them keep the bytes that they were signed with.
        """
        told = {name: value for name, value in asdict(self).items() if value or name not in _LATER}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """SHA-256 of `as_json`: what a signature is bound to (sheet 9.2, type 2)."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()

    @classmethod
    def of_json(cls, text: str) -> Wording:
        """What `as_json` wrote, whatever older or newer version wrote it."""
        told: Mapping[str, Any] = json.loads(text)
        known = {field.name: told[field.name] for field in fields(cls) if field.name in told}
        for name in ("references", "enclosures", *_LISTS_LATER):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)


def changed_fields(old: Wording, new: Wording) -> list[str]:
    """The names of the fields in which two wordings differ, in the order of the paper."""
    return [field.name for field in fields(old) if getattr(old, field.name) != getattr(new, field.name)]
