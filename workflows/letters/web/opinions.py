"""The opinions asked over a paper, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eoffice.people.models import Post
from workflows.engine.step import steps_of
from workflows.engine.steps import step_now
from workflows.letters.models import Consultation

STEPS = ("give", "withdraw", "remind")


@dataclass(frozen=True)
class OpinionShown:
    """One of them, and which of its steps are open to the reader."""

    row: Consultation
    steps: list[Any]


def opinions_on(item: Any, post: Post) -> list[OpinionShown]:
    """In the order of asking; none where the paper is not open to `post`."""
    if not item.document.is_open_to(post):
        return []
    specs = steps_of(Consultation)
    found = []
    for row in Consultation.objects.visible_to(post).about(item).for_list():
        now = [step_now(row, specs[name], post) for name in STEPS] if row.is_open else []
        found.append(OpinionShown(row, [each for each in now if each.open]))
    return found
