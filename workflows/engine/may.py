"""Whether somebody may take a step now, and if not, the sentence why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import NotAllowed, TransitionRefused
from eoffice.people.acting import acts_for
from eoffice.people.roles import Role

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.engine.act import Sitting
    from workflows.engine.models import Tracked
    from workflows.engine.step import Step


def in_whose_name(
    item: Tracked, step: Step, post: Post, *, at: dt.datetime, on_behalf_of: Post | None = None
) -> Post | None:
    """The post in whose name `post` takes the step: None means its own.

    What a delegation in force gives is what its principal might do: by role, or because the item names
    the principal. Raises NotAllowed where neither the post itself nor a principal may.
    """
    barred = ""
    for principal in _names(item, post, at, on_behalf_of):
        if _may(item, step, principal or post):
            sentence = barred_by(item, step, post, principal)
            if not sentence:
                return principal
            barred = barred or sentence
    raise NotAllowed(barred or _why_not(item, step, on_behalf_of), source=step.clause)


def acted_then(item: Tracked, step: Step, sitting: Sitting) -> None:
    """Raise NotAllowed unless the actor might take the step, in the same name, at the sitting's instant too:
    nobody signs for a time before the post or the order (sheet 12.5).
    """
    post, principal = sitting.post, sitting.on_behalf_of
    if post is None:
        return
    if not post.is_in_force(sitting.at.astimezone(clock.BANGKOK).date()):
        raise NotAllowed(_("You did not hold this post yet at that time."), source=step.clause)
    if in_whose_name(item, step, post, at=sitting.at, on_behalf_of=principal) != principal:
        raise NotAllowed(who_may(step), source=step.clause)


def barred_by(item: Tracked, step: Step, post: Post, principal: Post | None = None) -> str:
    """The sentence that keeps out one whose role suffices: the name acted in, or the person who acts."""
    sentence = step.bars(item, principal or post) if step.bars is not None else ""
    if not sentence and step.never is not None:
        sentence = step.never(item, post) or (principal and step.never(item, principal))
    return str(sentence or "")


def _names(item: Tracked, post: Post, at: dt.datetime, on_behalf_of: Post | None) -> Iterator[Post | None]:
    """The own name (None), then those of the principals; with `on_behalf_of` that one alone."""
    if on_behalf_of is None:
        yield None
    for principal in acts_for(post, at=at, process=item.process):
        if on_behalf_of is None or principal == on_behalf_of:
            yield principal


def _why_not(item: Tracked, step: Step, on_behalf_of: Post | None) -> str:
    if on_behalf_of is not None and _may(item, step, on_behalf_of):
        return _("No delegation in force lets you act for %(name)s.") % {"name": on_behalf_of.person.name}
    return who_may(step)


def _may(item: Tracked, step: Step, post: Post) -> bool:
    if step.by_system_alone or post.organisation_id != item.organisation_id:
        return False
    return post.has(*step.by) or (step.who is not None and step.who(item, post))


def who_may(step: Step) -> str:
    """The sentence that names who takes the step."""
    if step.by_system_alone:
        return _("The system takes the step “%(step)s” by itself.") % {"step": step.label}
    return _("Only the %(roles)s may take the step “%(step)s”.") % {"roles": takers(step), "step": step.label}


def takers(step: Step) -> str:
    """Those who take the step, named alone."""
    if step.by_system_alone:
        return str(Role.SYSTEM.label)
    names = [str(Role(role).label) for role in sorted(step.by) if role != Role.SYSTEM]
    return ", ".join([*names, _("whoever it is assigned to")] if step.who is not None else names)


def check_open(item: Tracked, step: Step) -> None:
    """Raise TransitionRefused where the state or a guard closes the step."""
    if not step.starts_in(item):
        raise TransitionRefused(
            _("“%(step)s” is not possible: the matter is now “%(state)s”.")
            % {"step": step.label, "state": state_label(item, item.state)},
            source=step.clause,
        )
    for guard in step.needs:
        if sentence := guard(item):
            raise TransitionRefused(sentence, source=step.clause)


def state_label(item: Tracked | type[Tracked], state: str) -> str:
    """The word for a state, as the machine file declares it."""
    return str(dict(item.states.choices).get(state, state))
