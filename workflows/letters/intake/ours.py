"""Message-IDs of our own: which letter to whom, or which automatic answer, a mail speaks of."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from workflows.letters.outgoing.mail import mark_of, signed_id

_LETTER = re.compile(r"<(eoffice\.(\d{1,18})\.(\d{1,18})\.\d{1,12})\.([0-9a-f]{16})@")
_ANSWER = re.compile(r"<(eoffice-answer\.\d{1,18})\.([0-9a-f]{16})@")


@dataclass(frozen=True)
class OurLetter:
    """A letter of ours as it was mailed to one recipient; `words` tell this attempt from later ones."""

    letter: int
    recipient: int
    words: str


def letter_in(text: str) -> OurLetter | None:
    """The first letter of ours whose id stands in the text with its rightful mark."""
    for words, letter, recipient, mark in _LETTER.findall(text):
        if hmac.compare_digest(mark, mark_of(words)):
            return OurLetter(int(letter), int(recipient), words)
    return None


def letter_among(ids: Iterable[str]) -> OurLetter | None:
    """The same, of several ids."""
    return letter_in("\n".join(f"{each}" for each in ids))


def is_answer_of_ours(ids: Iterable[str]) -> bool:
    """Whether one of the ids is that of an automatic answer of ours."""
    found = _ANSWER.findall("\n".join(ids))
    return any(hmac.compare_digest(mark, mark_of(words)) for words, mark in found)


def answer_id(message: int, address: str) -> str:
    """The id of the automatic answer to a mail."""
    return signed_id(f"eoffice-answer.{message}", address)
