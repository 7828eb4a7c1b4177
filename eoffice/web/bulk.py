"""One step to several items: what a rule refuses is listed with its reason, the rest is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from eoffice.common.errors import RuleBroken
from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from workflows.engine.models import Tracked
from workflows.engine.perform import perform
from workflows.engine.registry import processes
from workflows.engine.step import steps_of

#: More than a screen of rows is a mistake, or not a person.
MOST = 200


@dataclass(frozen=True)
class Refused:
    """An item on which the step was not taken, and the sentence why."""

    item: Tracked
    refusal: RuleBroken


@dataclass
class Outcome:
    """What became of a selection. `unknown` counts what is not there, or not for this post to see."""

    label: Any = ""
    done: list[Tracked] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unknown: int = 0


def take_on_all(refs: Iterable[str], step: str, post: Post, *, key: str = "") -> Outcome:
    """Take `step`, with its usual answers, on each item named `process:pk`; each in its own transaction.

    `key` is the form's: sent twice, it does everything once.
    """
    models = {model.process: model for model in processes()}
    outcome = Outcome()
    for ref in list(dict.fromkeys(refs))[:MOST]:
        process, _colon, pk = ref.partition(":")
        model = models.get(process)
        item = _visible(model, pk, post) if model is not None else None
        if model is None or item is None or step not in steps_of(model):
            outcome.unknown += 1
            continue
        outcome.label = steps_of(model)[step].label
        try:
            outcome.done.append(perform(item, step, post, {}, key=f"{key}:{ref}" if key else None))
        except RuleBroken as refusal:  # this one is refused; the others are not its affair
            outcome.refused.append(Refused(item, refusal))
    return outcome


def _visible(model: type[Tracked], pk: str, post: Post) -> Tracked | None:
    if (wanted := whole_number(pk)) is None:
        return None
    manager: Any = model._default_manager
    found: Tracked | None = manager.visible_to(post).for_list().filter(pk=wanted).first()
    return found
