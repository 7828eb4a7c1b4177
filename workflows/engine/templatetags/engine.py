"""Words and parts for pages that show tracked items: `{% load engine %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from workflows.engine import may
from workflows.engine.models import Tracked
from workflows.engine.step import Step
from workflows.engine.steps import likely_step
from workflows.engine.web import words
from workflows.engine.web.section import Offered, section_of

register = template.Library()


@register.filter
def worked(minutes: int | None) -> str:
    """Working time in words."""
    return words.worked(minutes)


@register.filter
def waits_for(item: Tracked) -> str:
    """Whom an item waits for, in words."""
    return words.waits_for(item)


@register.simple_tag
def state_word(of: Tracked | type[Tracked], state: str) -> str:
    """The word for a state of a process."""
    return str(_("any state")) if state == "*" else may.state_label(of, state)


@register.simple_tag
def who_takes(step: Step) -> str:
    """Who may take a step."""
    return may.takers(step)


@register.simple_tag(takes_context=True)
def steps_section(context: dict[str, Any], item: Tracked) -> SafeString:
    """The steps of an item, as a section that HTMX swaps."""
    request = context["request"]
    section = section_of(item, request.post_held)
    return SafeString(render_to_string("engine/_steps.html", {"section": section}, request=request))


@register.simple_tag(takes_context=True)
def next_step(context: dict[str, Any], item: Tracked, back: str = "", named: bool = False) -> SafeString:
    """The usual next step of an item as one small button, for lists; nothing where none is likely.

    Costs no query unless `named` asks the item whether it names the post. `back` is the page to return to.
    """
    request = context["request"]
    now = likely_step(item, request.post_held, named=named)
    if now is None:
        return SafeString("")
    said = {"offered": Offered.as_button(item, now), "next": back}
    return SafeString(render_to_string("engine/_next.html", said, request=request))
