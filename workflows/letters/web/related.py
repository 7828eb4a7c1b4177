"""Letters that belong together: links both ways, and adding one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eoffice.common.errors import InvalidInputs
from eoffice.people.models import Post
from workflows.engine.models import Link, Tracked
from workflows.engine.registry import by_process
from workflows.letters.incoming.finding import letters_named
from workflows.letters.models import IncomingLetter


@dataclass(frozen=True)
class Related:
    """Another item and how it stands to this one."""

    how: str
    item: Tracked


def words_of(kind: str, *, outward: bool) -> str:
    """How a link reads from this end."""
    words = {
        ("duplicate_of", True): _("the same letter as"),
        ("duplicate_of", False): _("came again as"),
        ("answers", True): _("answers"),
        ("answers", False): _("answered by"),
        ("supersedes", True): _("supersedes"),
        ("supersedes", False): _("superseded by"),
        ("follows", True): _("follows"),
        ("follows", False): _("followed by"),
    }
    return words.get((kind, outward), pgettext("link", "related to"))


def related_to(item: Tracked, post: Post) -> list[Related]:
    """Linked items that `post` may see, in the order in which they were linked."""
    found: list[Related] = []
    for link in Link.objects.of(item.process, item.pk):
        outward = (link.from_process, link.from_item) == (item.process, item.pk)
        process, pk = (link.to_process, link.to_item) if outward else (link.from_process, link.from_item)
        manager: Any = by_process(process)._default_manager
        other = manager.visible_to(post).for_list().filter(pk=pk).first()
        if other is not None:
            found.append(Related(words_of(link.kind, outward=outward), other))
    return found


def letter_named(text: str, post: Post) -> IncomingLetter:
    """The letter that somebody means by its receive number (1284/2569, or 1284 of this year) or its ที่.

    Raises InvalidInputs where there is none to be seen, or more than one.
    """
    found = letters_named(text, post)
    if len(found) == 1:
        return found[0]
    sentence = (
        _("More than one letter has this ที่: give its receive number.")
        if found
        else _("No letter of that number is to be seen here. Write its receive number, e.g. 1284/2569.")
    )
    raise InvalidInputs(sentence, errors={"other": [sentence]})
