"""One step for several letters: what refused is told with its reason, the rest is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eoffice.common.errors import RuleBroken
from eoffice.people.models import Post
from workflows.engine.perform import perform
from workflows.letters.incoming.states import S
from workflows.letters.models import IncomingLetter

#: What a bulk action takes, in order; a step is passed over where the letter is beyond it already.
TOGETHER: dict[str, tuple[str, ...]] = {
    "check": ("check",),
    "register": ("check", "register"),
    "submit": ("check", "register", "submit"),
    "distribute": ("distribute",),
    "order": ("order",),
    "minute": ("minute",),
}
_BEYOND = {"check": {S.CHECKED, S.REGISTERED}, "register": {S.REGISTERED}}


@dataclass(frozen=True)
class Refused:
    """A letter that stayed where it was, and the sentence why."""

    letter: IncomingLetter
    reason: str
    clause: str


@dataclass
class Outcome:
    """What was done, and what was refused."""

    done: list[IncomingLetter] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def take_together(
    letters: Iterable[IncomingLetter],
    action: str,
    post: Post,
    inputs: Mapping[str, Any] | None = None,
    *,
    key: str,
) -> Outcome:
    """Take the steps of `action` on each letter, in the order given: numbers follow the order of receipt.

    Each letter is a transaction of its own, under a key of its own; `inputs` go to the last step.
    """
    outcome = Outcome()
    for letter in letters:
        try:
            outcome.done.append(_one(letter, TOGETHER[action], post, inputs or {}, f"{key}:{letter.pk}"))
        except RuleBroken as refusal:
            outcome.refused.append(Refused(letter, str(refusal), refusal.source))
    return outcome


def _one(
    letter: IncomingLetter, steps: Sequence[str], post: Post, inputs: Mapping[str, Any], key: str
) -> IncomingLetter:
    for step in steps:
        if letter.state in _BEYOND.get(step, ()) and step != steps[-1]:
            continue
        letter = perform(letter, step, post, inputs if step == steps[-1] else {}, key=f"{key}:{step}")
    return letter
