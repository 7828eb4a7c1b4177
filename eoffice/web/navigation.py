"""The rail, as data: what there is, for whom, behind which key.

An entry whose URL name does not resolve is left out, so that modules come and go without touching this file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import cast

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.people.models import Post
from eoffice.people.roles import READS_FIGURES, SEES_ALL_LETTERS, Role

OfPost = Callable[[Post], int]


@dataclass(frozen=True)
class Entry:
    """One line of the rail.

    `roles` empty: everyone. `unless`: dotted path of a function of the post that takes it away again. `key`:
    the letter after `g`. `count`: dotted path of a function that says how many things wait for the post.
    `bar`: also a button of the phone's bottom bar.
    """

    label: Promise | str
    url: str
    icon: str
    roles: frozenset[str] = frozenset()
    key: str = ""
    count: str = ""
    bar: bool = False
    unless: str = ""

    def address(self) -> str | None:
        """Where it leads, or None while that page does not exist."""
        return _address(self.url)

    def is_for(self, post: Post) -> bool:
        """Whether the post can use it."""
        if self.roles and not post.has(*self.roles):
            return False
        return not (self.unless and _function(self.unless)(post))

    def waiting(self, post: Post) -> int:
        """How many things of this kind wait for the post."""
        return _function(self.count)(post) if self.count else 0


@dataclass(frozen=True)
class Group:
    """Entries under one small heading (empty for the first)."""

    label: Promise | str
    entries: tuple[Entry, ...]


REGISTRY = frozenset({role.value for role in SEES_ALL_LETTERS}) | {
    Role.UNIT_REGISTRAR.value,
    Role.SECTION_HEAD.value,
    Role.SECRET_REGISTRAR.value,
}
ADMINISTRATION = frozenset({Role.SYSADMIN.value})
EXCHANGES = frozenset(
    {Role.CENTRAL_REGISTRAR.value, Role.SECRET_REGISTRAR.value, Role.SYSADMIN.value, Role.AUDITOR.value}
)
NO_LETTERS = "eoffice.web.search.has_no_letters"
WRITES_UNDER_LETTERS = frozenset({Role.DIRECTOR.value, Role.DEPUTY.value, Role.SECTION_HEAD.value})
SIGNS = frozenset({Role.DIRECTOR.value})

RAIL: tuple[Group, ...] = (
    Group(
        "",
        (
            Entry(
                _("My work"), "work", "home", key="w", count="workflows.engine.work.count_waiting", bar=True
            ),
            Entry(_("To order or minute"), "letters:desk", "gavel", roles=WRITES_UNDER_LETTERS),
            Entry(_("Signature book"), "outgoing:signing", "signature", roles=SIGNS),
            Entry(_("Incoming letters"), "letters:incoming", "inbox", key="r", bar=True, unless=NO_LETTERS),
            Entry(_("Assignments"), "letters:assignments", "checklist", unless=NO_LETTERS),
            Entry(_("Mailbox"), "letters:mailbox", "mail", roles=frozenset({Role.CENTRAL_REGISTRAR.value})),
            Entry(
                _("Through e-CMS"),
                "letters:exchange",
                "arrows-exchange",
                roles=EXCHANGES,
                count="workflows.letters.actions.exchanging.watching.troubles",
                unless="workflows.letters.actions.exchanging.watching.has_no_line",
            ),
            Entry(_("Outgoing letters"), "outgoing:list", "send", key="s", unless=NO_LETTERS),
            Entry(_("Memos and orders"), "memos:list", "writing", unless=NO_LETTERS),
            Entry(_("Registers and numbers"), "documents:registers", "book-2", roles=REGISTRY),
            Entry(_("Keeping and destroying"), "records:list", "archive"),
            Entry(_("Supplies"), "procurement:list", "shopping-cart", key="p"),
            Entry(_("Meetings"), "meetings:list", "users-group", key="m"),
            Entry(_("Figures"), "kpi:dashboard", "chart-bar", roles=frozenset(READS_FIGURES), key="k"),
        ),
    ),
    Group(
        pgettext_lazy("rail", "Office"),
        (
            Entry(_("Delegation and absence"), "people:delegations", "user-share"),
            Entry(_("Office calendar"), "organisations:calendar", "calendar"),
            Entry(_("People and posts"), "people:people", "users", roles=ADMINISTRATION),
            Entry(_("Units"), "people:units", "sitemap", roles=ADMINISTRATION),
            Entry(_("The agency"), "people:agency", "building", roles=ADMINISTRATION),
            Entry(_("Audit"), "people:audit", "shield-check", roles=ADMINISTRATION | {Role.AUDITOR.value}),
        ),
    ),
)


def rail_for(post: Post) -> list[tuple[Group, list[Entry]]]:
    """The groups and entries that the post can use, in order, without empty groups."""
    shown = ((group, [e for e in group.entries if e.address() and e.is_for(post)]) for group in RAIL)
    return [(group, entries) for group, entries in shown if entries]


@lru_cache(maxsize=256)
def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@lru_cache(maxsize=64)
def _function(path: str) -> OfPost:
    module, _dot, name = path.rpartition(".")
    return cast("OfPost", getattr(import_module(module), name))
