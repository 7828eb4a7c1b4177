"""Keeping review routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.organisations.models import Unit
from eoffice.people import audit
from eoffice.people.models import Post
from workflows.letters.models.route import LEVELS, ReviewRoute

MOST_STOPS = 8


@dataclass(frozen=True)
class RouteFacts:
    """What a route consists of; `unit` None is the whole office. A stop: {"post": id} or {"role": id}."""

    kind: str
    name: str
    unit: Unit | None
    stops: Sequence[Mapping[str, Any]]
    is_default: bool = False


@transaction.atomic
def keep_route(facts: RouteFacts, *, by: Post, route: ReviewRoute | None = None) -> ReviewRoute:
    """Make a route, or change one; drafts under way go on as they were submitted.

    Raises NotAllowed for whoever keeps none there, InvalidInputs for what it cannot hold.
    """
    found = route or ReviewRoute(organisation_id=by.organisation_id, made_by=by.person)
    if route is not None:
        _must_keep(route, by)
    found.kind, found.name, found.unit, found.is_default = (
        facts.kind,
        facts.name,
        facts.unit,
        facts.is_default,
    )
    _must_keep(found, by)
    found.stops = [_stop(each, by) for each in facts.stops]
    _check(found)
    found.changed_at = clock.now()
    found.save()
    if found.is_default:
        ReviewRoute.objects.filter(
            organisation=found.organisation_id, unit=found.unit, kind=found.kind, is_default=True
        ).exclude(pk=found.pk).update(is_default=False)
    audit.note("route_kept", post=by, subject=f"route:{found.pk}", name=found.name, kind=found.kind)
    return found


@transaction.atomic
def drop_route(route: ReviewRoute, *, by: Post) -> None:
    """Take a route away; drafts under way go on as they were submitted."""
    _must_keep(route, by)
    audit.note("route_dropped", post=by, subject=f"route:{route.pk}", name=route.name)
    route.delete()


def _must_keep(route: ReviewRoute, by: Post) -> None:
    if not route.is_kept_by(by):
        raise NotAllowed(
            _("Routes are kept by administrator, registry and directors; a unit's by its head too.")
        )


def _stop(told: Mapping[str, Any], by: Post) -> dict[str, Any]:
    optional = bool(told.get("optional"))
    if told.get("role"):
        if told["role"] not in [level.value for level in LEVELS]:
            raise InvalidInputs(errors={"stops": [_("There is no such level.")]})
        return {"role": str(told["role"]), "optional": optional}
    here = Post.objects.in_force().filter(organisation=by.organisation_id, pk=told.get("post") or 0)
    if not here.exists():
        raise InvalidInputs(errors={"stops": [_("This post is not held here now.")]})
    return {"post": int(told["post"]), "optional": optional}


def _check(route: ReviewRoute) -> None:
    errors: dict[str, list[str]] = {}
    if route.unit is not None and route.unit.organisation_id != route.organisation_id:
        errors["unit"] = [_("This unit belongs to another agency.")]
    if not 1 <= len(route.stops) <= MOST_STOPS:
        errors["stops"] = [_("A route has from one stop to %(most)s.") % {"most": MOST_STOPS}]
    same = ReviewRoute.objects.filter(
        organisation=route.organisation_id, unit=route.unit, kind=route.kind, name=route.name
    )
    if same.exclude(pk=route.pk).exists():
        errors["name"] = [_("There is a route of this name already.")]
    if errors:
        raise InvalidInputs(errors=errors)
