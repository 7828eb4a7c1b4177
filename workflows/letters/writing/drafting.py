"""What every draft needs: its writer, its usual way up, whoever may come to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions.papers import grant
from documents.classes import cleared_for
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.organisations.settings_of import settings_of
from eoffice.people.models import Post, User
from eoffice.people.roles import Role
from workflows.letters.writing.holders import usual_reviewer, usual_reviewers
from workflows.letters.writing.route import holders_of, pass_over_absent, stops_of

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.writing.fields import Written


def writer(act: Act) -> Post:
    """A paper is written by somebody."""
    if act.post is None:
        raise ValueError("a letter is written in the name of a post")
    return act.post


def usual_route(item: Written) -> list[dict[str, int | str]]:
    """Nobody to review it: straight up, unless the office wants every draft read.

    Raises InvalidInputs for `route` where somebody has to be named.
    """
    if role := usual_reviewer(item):
        return [{"role": role}]
    if settings_of(item.organisation).skip_absent_levels:
        return []
    sentence = _("Nobody else here reviews drafts: name who reads this one.")
    raise InvalidInputs(sentence, errors={"route": [sentence]})


def send_up(item: Written, people: Sequence[User], act: Act, named_route: str = "") -> None:
    """Set who reads it, and let them and whoever signs into the paper.

    People named come before a route named; without either it goes as such drafts usually go.
    """
    item.route = [{"person": person.pk} for person in people]
    if not people and named_route:
        item.route = stops_of(item, named_route)
        people = [post.person for stop in item.route if "person" in stop for post in holders_of(item, stop)]
    elif not people:
        item.route = usual_route(item)
    all_cleared(item, people)
    for person in {*people, *_let_in_by_role(item)}:
        grant(item.document, person, "review", act.user, at=act.at)
    pass_over_absent(item, act)


def know_the_writer(item: Written, post: Post, act: Act) -> None:
    """Whoever is cleared and writes a secret paper knows of it."""
    if item.document.is_secret:
        grant(item.document, post.person, "drafted", act.user, at=act.at)


def all_cleared(item: Written, people: Iterable[User], field: str = "route") -> None:
    """A secret paper is with nobody if it is with somebody who may not read it. Raises InvalidInputs."""
    for person in people:
        if item.document.is_secret and item.document.secrecy not in cleared_for(person.clearance):
            sentence = _("%(name)s is not appointed for this class of secrecy.") % {"name": person.name}
            raise InvalidInputs(sentence, source="ข้อ 29; ภาคผนวก 6 ข้อ 4.2.3", errors={field: [sentence]})


def _let_in_by_role(item: Written) -> list[User]:
    """Who reviews a secret draft by their role, or signs it: ordinary ones are open to them anyway."""
    if not item.document.is_secret:
        return []
    here = Post.objects.in_force().filter(organisation=item.organisation_id)
    posts = [*here.with_role(Role.DIRECTOR).select_related("person")]
    for stop in item.route:
        if "role" in stop:
            posts += usual_reviewers(item, str(stop["role"]))
    return [post.person for post in posts]


def not_ahead(told: dt.date | None) -> dt.date:
    """The date that a paper bears, today where none was told. Raises InvalidInputs for `dated_on`."""
    dated_on = told or clock.today()
    if dated_on > clock.today():
        sentence = _("A letter does not bear a date that lies ahead.")
        raise InvalidInputs(sentence, errors={"dated_on": [sentence]})
    return dated_on
