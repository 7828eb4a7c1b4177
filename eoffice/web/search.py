"""Finding a letter among those one may see: by its subject, its ที่, its sender, its receive number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Q

from documents.rules.keys import reference_key, text_key
from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.normalise import normalise
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.letters.models import IncomingLetter

PAGE = 30
LONGEST = 200
_NUMBER = re.compile(r"(\d{1,9})(?:\s*/\s*(25\d\d))?")


@dataclass(frozen=True)
class Found:
    """One page of results, newest first. `older` is the id to go on from, or None at the end."""

    letters: list[IncomingLetter]
    older: int | None


def has_no_letters(post: Post) -> bool:
    """Whether letters are nothing to the post: it keeps the system, and is named in none (sheet 10.1)."""
    if post.roles != {Role.OFFICER, Role.SYSADMIN}:
        return False
    return not IncomingLetter.objects.visible_to(post).exists()


def letters_found(asked: str, post: Post, *, before: int | None = None) -> Found:
    """Letters that `post` may see and that hold every word of `asked`; nothing for nothing.

    A number alone (1284, ๑๒๘๔/๒๕๖๙) finds the letter of that receive number as well. Secret letters are found
    by their ที่ and number only: their subject is sealed.
    """
    words = normalise(asked)[:LONGEST].split()
    condition = Q()
    for word in words:
        condition &= _holds(word)
    glued = to_arabic("".join(words))  # a ที่ may be written with spaces inside
    if any(letter.isalnum() for letter in glued):
        condition |= Q(document__reference_key__contains=glued)
    if number := _NUMBER.fullmatch(to_arabic(" ".join(words))):
        exact = Q(receive_number=int(number[1]))
        condition |= exact & Q(receive_year=int(number[2])) if number[2] else exact
    if not condition:
        return Found([], None)
    rows = IncomingLetter.objects.visible_to(post).filter(condition)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    letters = list(rows.for_list().order_by("-pk")[: PAGE + 1])
    return Found(letters[:PAGE], letters[PAGE - 1].pk if len(letters) > PAGE else None)


def _holds(word: str) -> Q:
    """A word in the subject, the sender or the ที่. A word of signs alone holds nowhere."""
    text, reference = text_key(word), reference_key(word)
    condition = Q(pk__in=[])
    if text:
        condition |= Q(document__subject_key__contains=text) | Q(document__sender_key__contains=text)
    if reference:
        condition |= Q(document__reference_key__contains=reference)
    return condition
