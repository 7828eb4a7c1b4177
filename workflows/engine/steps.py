"""What can be done with an item now, by whom, and if not, why not."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eoffice.common import clock
from eoffice.common.errors import RuleBroken
from workflows.engine.may import barred_by, check_open, in_whose_name
from workflows.engine.step import Step, steps_of

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.engine.models import Tracked


@dataclass(frozen=True)
class StepNow:
    """A step of the item's present state: open to this actor, or closed with the sentence why."""

    step: Step
    open: bool
    reason: str
    on_behalf_of: Post | None = None

    @property
    def name(self) -> str:
        """The step's id."""
        return self.step.name

    @property
    def label(self) -> Any:
        """The verb on its button."""
        return self.step.label

    @property
    def clause(self) -> str:
        """Its source in the regulation."""
        return self.step.clause

    @property
    def asks(self) -> bool:
        """Whether a form is needed before it can be taken."""
        return any(field.metadata["ask"].required for field in dataclasses.fields(self.step.inputs))


def steps_for(item: Tracked, post: Post) -> list[StepNow]:
    """Every step of the item's present state, those that only the system takes left out."""
    return [
        step_now(item, step, post)
        for step in steps_of(type(item)).values()
        if step.starts_in(item) and not step.by_system_alone
    ]


def step_now(item: Tracked, step: Step, post: Post) -> StepNow:
    """Whether `post` may take `step` on `item` now."""
    try:
        principal = in_whose_name(item, step, post, at=clock.now())
        check_open(item, step)
    except RuleBroken as refusal:
        return StepNow(step, open=False, reason=str(refusal))
    return StepNow(step, open=True, reason="", on_behalf_of=principal)


def usual_step(item: Tracked, post: Post) -> StepNow | None:
    """The step a plain day takes next, if it is open to the actor."""
    found = [now for now in steps_for(item, post) if now.open and now.step.usual]
    return found[0] if found else None


def likely_step(item: Tracked, post: Post, *, named: bool = False) -> StepNow | None:
    """The step a plain day takes next where the post's own roles suffice: for lists, asks no query.

    `named` asks the item as well whether it names the post. Guards are not asked; `perform` does.
    """
    for spec in steps_of(type(item)).values():
        if not spec.usual or item.state not in spec.sources or spec.by_system_alone:
            continue
        if post.organisation_id != item.organisation_id:
            continue
        by_name = named and spec.who is not None and spec.who(item, post)
        if (post.has(*spec.by) or by_name) and not barred_by(item, spec, post):
            return StepNow(spec, open=True, reason="")
    return None
