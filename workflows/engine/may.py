"""Whether somebody may take a step now, and if not, the sentence why."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eoffice.common.errors import NotAllowed, TransitionRefused
from eoffice.people.acting import acting_for, principals_of
from eoffice.people.roles import Role

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.engine.models import Tracked
    from workflows.engine.step import Step


def in_whose_name(
    item: Tracked, step: Step, post: Post, *, at: dt.datetime, on_behalf_of: Post | None = None
) -> Post | None:
    """The post in whose name `post` takes the step: None means its own.

    Raises NotAllowed where neither its own roles, nor what the item says of it, nor a delegation lets it.
    """
    if on_behalf_of is None and _may(item, step, post):
        return _unless_barred(item, step, post, None)
    principal = on_behalf_of or acting_for(post, step.by, at=at, process=item.process)
    if principal is None or not _may(item, step, principal):
        raise NotAllowed(who_may(step), source=step.clause)
    if on_behalf_of is not None and not _stands_in(post, on_behalf_of, item, at):
        raise NotAllowed(
            _("No delegation in force lets you act for %(name)s.") % {"name": on_behalf_of.person.name},
            source=step.clause,
        )
    return _unless_barred(item, step, post, principal)


def _unless_barred(item: Tracked, step: Step, post: Post, principal: Post | None) -> Post | None:
    if step.bars is not None and (sentence := step.bars(item, principal or post)):
        raise NotAllowed(sentence, source=step.clause)
    return principal


def _may(item: Tracked, step: Step, post: Post) -> bool:
    if step.by_system_alone or post.organisation_id != item.organisation_id:
        return False
    return post.has(*step.by) or (step.who is not None and step.who(item, post))


def _stands_in(post: Post, principal: Post, item: Tracked, at: dt.datetime) -> bool:
    return any(d.principal_id == principal.pk for d in principals_of(post, at=at, process=item.process))


def who_may(step: Step) -> str:
    """The sentence that names who takes the step."""
    if step.by_system_alone:
        return _("The system takes the step “%(step)s” by itself.") % {"step": step.label}
    names = ", ".join(str(Role(role).label) for role in sorted(step.by) if role != Role.SYSTEM)
    if step.who is not None:
        names = ", ".join(filter(None, [names, _("whoever it is assigned to")]))
    return _("Only the %(roles)s may take the step “%(step)s”.") % {"roles": names, "step": step.label}


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
