"""Entering a letter at the counter: received, checked and registered in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eoffice.common.models import DoneOnce
from eoffice.people.models import Post
from workflows.engine.perform import perform, start
from workflows.letters.incoming.guards import secret_registrar_only
from workflows.letters.models import IncomingLetter


@dataclass(frozen=True)
class Entered:
    """The letter, and the sentence why it has no number yet; empty where it has one."""

    letter: IncomingLetter
    waits: str = ""


def enter(post: Post, told: Mapping[str, Any], *, key: str) -> Entered:
    """Take in a letter, note that it is in order, and give it its number.

    Each step is a transaction and a row of the log of its own, under a key made from `key`: sent again after
    a lost line it goes on where it stopped, and never registers twice. A secret letter stays for its
    registrar (ข้อ 35).
    """
    letter: IncomingLetter = start("incoming_letter", "arrive", post, told, key=f"{key}:arrive")
    letter = perform(letter, "check", post, {}, key=f"{key}:check")
    if sentence := secret_registrar_only(letter, post):
        return Entered(letter, str(sentence))
    return Entered(perform(letter, "register", post, {}, key=f"{key}:register"))


def was_begun(post: Post, key: str) -> bool:
    """Whether the letter sent under `key` was taken in already: then this is the same form again."""
    return DoneOnce.objects.filter(person_id=post.person_id, key=f"{key}:arrive").exists()


def enter_as_copy(post: Post, told: Mapping[str, Any], first: IncomingLetter, *, key: str) -> IncomingLetter:
    """Take in what came again by another way: joined to the first copy, and no number is used."""
    letter: IncomingLetter = start("incoming_letter", "arrive", post, told, key=f"{key}:arrive")
    return perform(letter, "duplicate", post, {"first": first.pk}, key=f"{key}:duplicate")
