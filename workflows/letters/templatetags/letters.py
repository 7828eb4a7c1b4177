"""Small parts of letters' pages: `{% load letters %}`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from documents.models import RegisterChange
from eoffice.common.thai.dates import day_in_bangkok, short_date
from eoffice.people.models import Post
from workflows.engine.step import steps_of
from workflows.engine.steps import StepNow, step_now
from workflows.engine.web.section import Offered
from workflows.letters.incoming.inputs import FIXABLE
from workflows.letters.models import Assignment, IncomingLetter

register = template.Library()
#: What somebody other than the assignee may do with an assignment.
OF_OTHERS = ("return", "extend")


@register.filter
def of(found: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds under the key; nothing where it holds nothing."""
    return found.get(key, "")


@register.simple_tag
def row_column(change: RegisterChange) -> str:
    """The name of the column of the book that was corrected."""
    return str(dict(FIXABLE).get(change.field, change.field))


@register.filter
def day_month(when: dt.date | dt.datetime | None) -> str:
    """22 พ.ย.: where there is no room for the year, which stands on pointing."""
    if when is None:
        return ""
    if not (get_language() or "th").startswith("th"):
        return f"{day_in_bangkok(when):%-d %b}"
    return short_date(when).rpartition(" ")[0]


@register.simple_tag(takes_context=True)
def steps_of_other(context: dict[str, Any], assignment: Assignment) -> SafeString:
    """Sending back and extending, as small links beside an assignment of somebody else."""
    post = context["request"].post_held
    steps = [spec for name, spec in steps_of(Assignment).items() if name in OF_OTHERS]
    likely = [
        spec for spec in steps if assignment.state in spec.sources and _might(spec.by, assignment, post)
    ]
    found = [now for now in (step_now(assignment, spec, post) for spec in likely) if now.open]
    return _rendered(context, "letters/_steps_of_other.html", item=assignment, found=found)


def _might(roles: frozenset[str], assignment: Assignment, post: Post) -> bool:
    return post.has(*roles) or assignment.assigned_by_id == post.pk


@register.simple_tag(takes_context=True)
def remind_button(context: dict[str, Any], letter: IncomingLetter) -> SafeString:
    """One reminder to all who have not acknowledged, for whoever may remind."""
    now: StepNow = step_now(letter, steps_of(IncomingLetter)["remind"], context["request"].post_held)
    if not now.open:
        return SafeString("")
    return _rendered(context, "letters/_remind.html", offered=Offered.as_button(letter, now))


def _rendered(context: dict[str, Any], name: str, **said: Any) -> SafeString:
    return SafeString(render_to_string(name, said, request=context["request"]))
