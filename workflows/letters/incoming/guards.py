"""Sentences why a step of an incoming letter is closed; an empty string means it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.classes import Secrecy
from eoffice.people.roles import Role
from workflows.letters.assignment.states import A
from workflows.letters.incoming.states import Channel, S

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.letters.models import IncomingLetter


#: Roles by which a registrar may also act.
BESIDES = (Role.DIRECTOR, Role.DEPUTY, Role.SECTION_HEAD, Role.UNIT_REGISTRAR)


def is_secret(letter: IncomingLetter) -> bool:
    """Of any class above the ordinary."""
    return letter.document.secrecy != Secrecy.NORMAL


def secret_registrar_only(letter: IncomingLetter, post: Post) -> str:
    """Secret letters are registered by their own registrar (ข้อ 35; secrecy regulation)."""
    if is_secret(letter) and not post.has(Role.SECRET_REGISTRAR):
        return _(
            "A secret letter is registered by the registrar of secret papers, with whom it waits now (ข้อ 35)."
        )
    if not is_secret(letter) and not post.has(Role.CENTRAL_REGISTRAR):
        return _("An ordinary letter is registered by the central registrar (ข้อ 38).")
    return ""


def the_right_registrar(letter: IncomingLetter, post: Post) -> str:
    """The secret registrar keeps to secret letters, the central one to those that are not; whoever the letter
    names, or acts by another role, is neither.
    """
    registrar = post.roles & {Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR}
    if len(registrar) != 1 or post.has(*BESIDES):
        return ""
    sentence = ""
    if is_secret(letter) and Role.CENTRAL_REGISTRAR in registrar and letter.entry_id:
        sentence = _("A secret letter is handled by the registrar of secret papers (ข้อ 35).")
    if not is_secret(letter) and Role.SECRET_REGISTRAR in registrar:
        sentence = _("An ordinary letter is handled by the central registrar (ข้อ 35).")
    # Asked last: lists ask for every row, and of almost none is there anything to refuse.
    named = bool(sentence) and any(row.belongs_to(post) for row in letter.assignments.live())
    return "" if named else sentence


def not_the_doer(letter: IncomingLetter, post: Post) -> str:
    """Whoever does the work doesn't extend its time."""
    if letter.assignments.live().filter(person=post.person_id).exists():
        return _("Whoever does the work cannot extend its time.")
    return ""


def every_lead_has_reported(letter: IncomingLetter) -> str:
    """A matter is filed when nobody still owes a result (ข้อ 54)."""
    waiting = letter.assignments.lead().filter(state__in=[A.ASSIGNED, A.IN_PROGRESS])
    names = ", ".join(row.who for row in waiting.select_related("person", "unit"))
    return _("Still to report: %(names)s.") % {"names": names} if names else ""


def waits_for_a_reply(letter: IncomingLetter) -> str:
    """Telling the sender once is enough; past the counter only whoever wrote an e-mail still waits for it."""
    if letter.acknowledged_at:
        return _("The sender was already told.")
    if letter.state != S.REGISTERED and letter.channel != Channel.EMAIL:
        return _("Only the sender of an e-mail still waits for a reply.")
    return ""


def names_somebody(letter: IncomingLetter) -> str:
    """Somebody waits to be told, or goes on as before under a changed order; not where all handed it back."""
    rows = letter.assignments.unfinished()
    if letter.route:  # it is with the director again
        rows = rows.filter(state=A.PLANNED)
    return "" if rows.exists() else _("The order names nobody yet.")
