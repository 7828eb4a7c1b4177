"""The way of one draft up: from a named route or from people named, stop by stop, past who is not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from eoffice.common.errors import InvalidInputs
from eoffice.organisations.settings_of import settings_of
from eoffice.people.absences import absent_people
from eoffice.people.acting import stand_ins
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.engine.inputs import StepInputs, ask
from workflows.letters.models.route import ReviewRoute
from workflows.letters.writing.holders import usual_reviewers

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.writing.fields import Written

Stop = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SkipInputs(StepInputs):
    """Who is passed over, and why."""

    note: str = ask.reason()


def names_for(item: Written) -> list[str]:
    """The routes by which the draft may go, each name once: the unit's own before the office's."""
    rows = ReviewRoute.objects.for_draft(item.process, item.organisation_id, item.unit_id)
    return list(dict.fromkeys(rows.values_list("name", flat=True)))


def usual_name(item: Written) -> str:
    """The route that such a draft usually goes: its unit's, else the office's; empty where there is none."""
    rows = ReviewRoute.objects.for_draft(item.process, item.organisation_id, item.unit_id)
    found = rows.filter(is_default=True).first()
    return found.name if found else ""


def named_route() -> Any:
    """The question for a route: one of those kept, by its name; people named besides come before it."""
    return ask.text(
        lazily("Route"),
        required=False,
        max_length=120,
        suggest=names_for,
        pick=True,
        default=usual_name,
        clears=True,
        keep=True,
        help=lazily("Used where nobody is named."),
    )


def stops_of(item: Written, name: str) -> list[Stop]:
    """The stops of the route as the draft carries them. Raises InvalidInputs where there is none of the name,
    or nobody is there for a stop that must not be passed over.
    """
    rows = ReviewRoute.objects.for_draft(item.process, item.organisation_id, item.unit_id)
    route = rows.filter(name=name).first()
    if route is None:
        sentence = _("There is no route of this name for such a draft.")
        raise InvalidInputs(sentence, errors={"named_route": [sentence]})
    posts = Post.objects.in_bulk([each.get("post", 0) for each in route.stops])
    found = [_carried(stop, posts) for stop in route.stops]
    for stop in found:
        if not may_pass_over(item, stop) and not holders_of(item, stop):
            sentence = _why_refused(stop)
            raise InvalidInputs(sentence, errors={"named_route": [sentence]})
    return found


def _carried(stop: Stop, posts: dict[int, Post]) -> Stop:
    """A stop as the draft keeps it: by person, so that it stays with whoever was meant, even who left."""
    more = {"optional": bool(stop.get("optional")), "by_route": True}
    if "role" in stop:
        return {"role": str(stop["role"]), **more}
    post = posts.get(int(stop.get("post", 0)))
    return {"person": post.person_id if post else 0, **more}


def _why_refused(stop: Stop) -> str:
    if "role" in stop:
        return _("Nobody holds the level “%(level)s” of this route.") % {"level": label_of(stop)}
    told = {"who": label_of(stop)}
    return _("%(who)s, named by this route, can't read this draft: have the route changed.") % told


def holders_of(item: Written, stop: Stop) -> list[Post]:
    """The posts that may read the draft at this stop; never its drafter's."""
    if "role" in stop:
        return list(usual_reviewers(item, str(stop["role"])))
    here = Post.objects.in_force().filter(organisation=item.organisation_id, person=stop["person"])
    return list(here.exclude(person=item.created_by_id).select_related("person"))


def may_pass_over(item: Written, stop: Stop) -> bool:
    """Whether the draft goes on without this stop where nobody is there."""
    return bool(stop.get("optional")) or settings_of(item.organisation).skip_absent_levels


def pass_over_absent(item: Written, act: Act) -> None:
    """Leave out stops at the front where nobody is there, each told in the history.

    Somebody is there who is not away, or for whom another acts. Only stops of a named route are left out:
    a person named for this very draft was named by somebody who saw that they are away.
    """
    while item.route and item.route[0].get("by_route") and may_pass_over(item, item.route[0]):
        stop = item.route[0]
        holders = holders_of(item, stop)
        away = absent_people(item.organisation_id, at=act.at, people=[post.person_id for post in holders])
        if any(
            post.person_id not in away or stand_ins(post, at=act.at, process=item.process) for post in holders
        ):
            return
        item.route = item.route[1:]
        note = _why_left_out(item, stop, is_held=bool(holders))
        act.then(item, "skip", SkipInputs(note=note))


def _why_left_out(item: Written, stop: Stop, *, is_held: bool) -> str:
    told = {"who": label_of(stop)}
    if is_held:
        return _("%(who)s is away and nobody acts: the draft goes on.") % told
    if "person" in stop and stop["person"] != item.created_by_id:
        return _("%(who)s holds no post here any more: the draft goes on.") % told
    return _("%(who)s: nobody but the drafter, the draft goes on.") % told


def goes_on(item: Written, act: Act) -> None:
    """The stop that read it is done; those who are away behind it are left out."""
    item.route = item.route[1:]
    pass_over_absent(item, act)


def label_of(stop: Stop) -> str:
    """The level or the person, in words."""
    if "role" in stop:
        return str(Role(stop["role"]).label)
    from eoffice.people.models import User

    person = User.objects.filter(pk=stop["person"]).first()
    return person.name if person else "–"
