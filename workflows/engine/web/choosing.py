"""What there is to choose from: people with their absences, units, items, files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from documents.models import FileRecord
from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.common.spoken_dates import short_day
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Delegation, Post
from workflows.engine.inputs.ask import Ask
from workflows.engine.models import Tracked
from workflows.engine.registry import by_process


@dataclass(frozen=True)
class Option:
    """One choice: its value, its words, the heading it stands under, and what to know before choosing it."""

    value: str
    label: str
    group: str = ""
    note: str = ""
    chosen: bool = False
    position: str = ""


def options_of(ask: Ask, item: Tracked, post: Post, chosen: list[str]) -> list[Option]:
    """The choices of a question of any kind; none for questions that are answered freely."""
    if ask.kind == "choice":
        offered = None if ask.offered is None else ask.offered(item, post)
        return [
            Option(str(value), str(label), chosen=str(value) in chosen)
            for value, label in ask.options()
            if offered is None or value in offered
        ]
    if ask.kind in {"person", "people"}:
        return people_of(item.organisation_id, chosen, roles=ask.roles)
    if ask.kind == "text" and ask.suggest is not None:
        return [Option(text, text, chosen=text in chosen) for text in ask.suggest(item)]
    if ask.kind in {"unit", "organisation"}:
        choices = units_of if ask.kind == "unit" else agencies
        return choices(item.organisation_id, chosen)
    return items_of(ask, item, post, chosen) if ask.kind == "item" else []


def people_of(
    organisation_id: int, chosen: list[str] | None = None, *, roles: tuple[str, ...] = ()
) -> list[Option]:
    """Everyone with a post in force (and one of `roles`, where there are any), by unit and name; whoever is
    away says until when and who acts.
    """
    away = absences(organisation_id)
    found: dict[int, Option] = {}
    posts = Post.objects.in_force().filter(organisation=organisation_id).select_related("person", "unit")
    posts = posts.with_role(*roles) if roles else posts
    for post in posts.order_by("unit", "person__first_name", "person__last_name"):
        value = str(post.person_id)
        found.setdefault(
            post.person_id,
            Option(
                value,
                post.person.name,
                group=post.unit.name if post.unit else _("Directors and registry"),
                note=away.get(post.person_id, ""),
                chosen=value in (chosen or []),
                position=post.position,
            ),
        )
    return list(found.values())


def absences(organisation_id: int) -> dict[int, str]:
    """Who is away now: person -> the sentence to show before somebody gives them work."""
    away = [Delegation.Kind.ABSENCE, Delegation.Kind.ACTING]
    rows = Delegation.objects.in_force(clock.now()).filter(
        principal__organisation=organisation_id, kind__in=away
    )
    return {
        row.principal.person_id: _absence(row) for row in rows.select_related("principal", "delegate__person")
    }


def _absence(row: Delegation) -> str:
    until = _("away until %(day)s") % {"day": short_day(row.ends_at)} if row.ends_at else _("away")
    if row.delegate is None:
        return until
    return _("%(away)s, %(name)s acts") % {"away": until, "name": row.delegate.person.name}


def units_of(organisation_id: int, chosen: list[str] | None = None) -> list[Option]:
    """The units of the agency that are at work."""
    rows = Unit.objects.filter(organisation=organisation_id, is_active=True)
    return [Option(str(unit.pk), unit.name, chosen=str(unit.pk) in (chosen or [])) for unit in rows]


def agencies(organisation_id: int, chosen: list[str] | None = None) -> list[Option]:
    """The other agencies of this server."""
    rows = Organisation.objects.filter(is_active=True).exclude(pk=organisation_id)
    return [Option(str(row.pk), row.name, chosen=str(row.pk) in (chosen or [])) for row in rows]


def items_of(ask: Ask, item: Tracked, post: Post, chosen: list[str]) -> list[Option]:
    """Items that the process itself proposes for this question, and those already chosen."""
    rows: list[Any] = list(item.proposed_for(ask, post))
    there = {str(row.pk) for row in rows}
    wanted = [whole_number(value) for value in chosen if value not in there]
    if wanted:
        model: Any = by_process(ask.options()[0][0])
        rows += model._default_manager.visible_to(post).filter(pk__in=[pk for pk in wanted if pk])
    return [Option(str(row.pk), row.headline(), chosen=str(row.pk) in chosen) for row in rows]


def files_chosen(values: list[str], post: Post) -> list[FileRecord]:
    """Files that were sent in already with a form that came back."""
    wanted = [number for value in values if (number := whole_number(value)) is not None]
    if not wanted:
        return []
    return list(FileRecord.objects.visible_to(post).filter(pk__in=wanted).select_related("blob"))
