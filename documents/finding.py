"""Finding papers by words: one meaning for the page, the API and every list of a process."""

from __future__ import annotations

from django.db.models import Q

from documents.rules.keys import reference_key, text_key
from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.normalise import normalise

LONGEST = 200  # characters of a question that are looked for


def holding(asked: str, *, path: str = "", sender: bool = True) -> Q:
    """The condition on papers (found at `path` from the row) that hold every word of `asked`.

    A word stands in the subject, the ที่ or (unless told: of one's own letters it says nothing) the sender,
    however spaces and digits are written. Secret papers are found by their ที่ only: their subject is sealed.
    Nothing is found by nothing, or by signs alone.
    """
    words = normalise(asked)[:LONGEST].split()
    condition = Q(pk__in=[]) if not words else Q()
    for word in words:
        condition &= _in_any_part(word, path, sender=sender)
    glued = to_arabic("".join(words))  # a ที่ may be written with spaces inside
    if any(letter.isalnum() for letter in glued):
        condition |= Q(**{f"{path}reference_key__contains": glued})
    return condition


def _in_any_part(word: str, path: str, *, sender: bool) -> Q:
    text, reference = text_key(word), reference_key(word)
    condition = Q(pk__in=[])
    if text:
        condition |= Q(**{f"{path}subject_key__contains": text})
    if text and sender:
        condition |= Q(**{f"{path}sender_key__contains": text})
    if reference:
        condition |= Q(**{f"{path}reference_key__contains": reference})
    return condition
