"""Finding a letter among those one may see: by its subject, its ที่, its sender, its receive number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Q

from documents.finding import holding
from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.normalise import normalise
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.letters.models import IncomingLetter

PAGE = 30
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
    condition = holding(asked, path="document__")
    if number := _NUMBER.fullmatch(to_arabic(" ".join(normalise(asked).split()))):
        exact = Q(receive_number=int(number[1]))
        condition |= exact & Q(receive_year=int(number[2])) if number[2] else exact
    rows = IncomingLetter.objects.visible_to(post).filter(condition)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    letters = list(rows.for_list().order_by("-pk")[: PAGE + 1])
    return Found(letters[:PAGE], letters[PAGE - 1].pk if len(letters) > PAGE else None)
