"""The components as template tags: `{% load ui %}`. The page /styleguide/ shows every one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eoffice.common import clock, spoken_dates
from eoffice.people.models import Post, User
from eoffice.web import words
from eoffice.web.icons import ICONS
from workflows.engine.models import Tracked

register = template.Library()

SPEEDS = {"urgent": _("urgent"), "very_urgent": _("very urgent"), "most_urgent": _("most urgent")}
SECRECIES = {"confidential": _("confidential"), "secret": _("secret"), "top_secret": _("top secret")}
STATE_CLASSES = frozenset({"draft", "active", "paused", "done", "cancelled", "void"})


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon, silent to screen readers: a word always stands beside it or in the button's label."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"add the icon {name!r} to eoffice/web/icons.txt")
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("web/icons.svg"),
        name,
    )


@register.filter
def said_day(when: dt.date | None) -> str:
    """22 พ.ย. 69, where the page has no room for more."""
    return spoken_dates.short_day(when) if when else ""


@register.filter
def said(when: dt.date | None) -> str:
    """22 พ.ย. 69 09.30 น.: as `moment`, where only words are wanted."""
    return spoken_dates.short(when) if when else ""


@register.filter
def said_time(when: dt.time | None) -> str:
    """09.30 น."""
    return "" if when is None else spoken_dates.clock_time(when)


@register.filter
def day_heading(day: dt.date) -> str:
    """The day over its lines."""
    return words.heading(day)


@register.simple_tag
def speed(value: str) -> SafeString | str:
    """The badge of the speed class; nothing for an ordinary letter."""
    if value not in SPEEDS:
        return ""
    return format_html('<span class="speed speed-{}">{}</span>', value, SPEEDS[value])


@register.simple_tag
def secrecy(value: str) -> SafeString | str:
    """The badge of the secrecy class; nothing for an open letter."""
    if value not in SECRECIES:
        return ""
    return format_html('<span class="secrecy secrecy-{}">{}{}</span>', value, icon("lock"), SECRECIES[value])


@register.simple_tag
def state(state_class: str, label: object) -> SafeString:
    """A state: a dot (its class) and the word of the machine."""
    kind = state_class if state_class in STATE_CLASSES else "active"
    return format_html('<span class="state state-{}">{}</span>', kind, label)


@register.simple_tag
def due(when: dt.date | dt.datetime | Tracked | None, closed: bool = False) -> SafeString | str:
    """When something is due, with a sign and a colour; once closed, only the date.

    Of an item that was given more time too late, the time it missed, and until when it now has.
    """
    if when is None:
        return ""
    if isinstance(when, Tracked):
        return _due_of(when)
    if closed:
        return moment(when)
    told = words.due(when, clock.now())
    return format_html(
        '<span class="due due-{}">{}<time datetime="{}" title="{}">{}</time></span>',
        told.urgency,
        icon(told.sign),
        told.iso,
        told.full,
        told.words,
    )


def _due_of(item: Tracked) -> SafeString | str:
    if item.missed_due_at is None or not item.is_open:
        return due(item.due_at, closed=not item.is_open)
    until = spoken_dates.short(item.due_at or item.missed_due_at)
    given = gettext("more time until %(when)s") % {"when": until}
    return format_html('{} <span class="quiet small">{}</span>', due(item.missed_due_at), given)


@register.simple_tag
def moment(when: dt.date | dt.datetime | None) -> SafeString | str:
    """A day or an instant, short, with the full date on pointing."""
    if when is None:
        return ""
    said_short = spoken_dates.short(when)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', when.isoformat(), words.full(when), said_short
    )


@register.inclusion_tag("web/components/_person.html")
def person(who: Post | User | None, note: object = "") -> dict[str, object]:
    """A person chip: sign, name, position. `note` stands behind it ("absent until …")."""
    post = who if isinstance(who, Post) else None
    user = who.person if isinstance(who, Post) else who
    return {
        "initial": _initial(user.first_name) if user else "",
        "name": user.name if user else "",
        "position": post.position if post else "",
        "note": note,
    }


def _initial(name: str) -> str:
    """The first consonant of a Thai name; leading vowels are written before it."""
    return next((letter for letter in name if letter not in "เแโใไ"), "")


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """A form field: label, control, help and errors, tied together for screen readers.

    Options: `icon` (sign before the control), `kind="date"` (Buddhist date), `autofocus`, `rows`.
    """
    widget = bound.field.widget
    attrs: dict[str, str | bool] = {"class": _control_class(widget)}
    if options.get("autofocus"):
        attrs["autofocus"] = "autofocus"
    if options.get("rows"):
        attrs["rows"] = str(options["rows"])
    if options.get("kind") == "date":
        attrs |= {"autocomplete": "off", "spellcheck": "false", "data-thai-date": ""}
    many = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    context = {
        "field": bound,
        "control": "" if many else bound.as_widget(attrs=attrs),
        "many": many,
        "checkbox": isinstance(widget, CheckboxInput),
        "icon": options.get("icon", ""),
        "date": options.get("kind") == "date",
    }
    return SafeString(render_to_string("web/components/_field.html", context))


def _control_class(widget: object) -> str:
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.simple_block_tag
def card(content: str, title: object = "", css: str = "") -> SafeString:
    """A white card; `title` becomes its heading."""
    context = {"content": content, "title": title, "css": css}
    return SafeString(render_to_string("web/components/_card.html", context))


@register.simple_block_tag
def dialog(content: str, name: str, title: object) -> SafeString:
    """A dialog with the id `name`, opened by `<a href="…" data-dialog="name">`.

    The link's address must be a page with the same form, so that it works without script.
    """
    context = {"content": content, "name": name, "title": title}
    return SafeString(render_to_string("web/components/_dialog.html", context))
