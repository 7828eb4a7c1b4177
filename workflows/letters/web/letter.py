"""The page of one letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents.models import RegisterChange
from eoffice.common import clock
from eoffice.people import audit
from eoffice.people.acting import acts_for
from eoffice.people.hidden import seen_or_404
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.models import Deadline, Transition
from workflows.engine.perform import perform
from workflows.engine.rules.classes import StateClass
from workflows.engine.web.life import life_line, rows_of, told
from workflows.engine.web.section import Section, section_of
from workflows.letters.actions.linking import link_items
from workflows.letters.actions.stamping import may_place, places_of
from workflows.letters.incoming.finding import copies_of
from workflows.letters.incoming.states import Channel, S, Timer
from workflows.letters.incoming.who import is_assignee
from workflows.letters.models import Assignment, IncomingLetter
from workflows.letters.web.intake import mail_of
from workflows.letters.web.paper import sheets_of
from workflows.letters.web.readers import Reader, readers_of
from workflows.letters.web.related import letter_named, related_to
from workflows.letters.writing.fields import Written

#: Steps that have their own place on the page: reading notes itself, one reminder stands with the readers.
ON_THEIR_OWN = frozenset({"read"})
MAY_BE_READ = (S.DISTRIBUTED, S.IN_PROGRESS)


@office_page()
@require_GET
def letter(request: PostedRequest, pk: int) -> HttpResponse:
    """The paper on one side, its life and what can be done on the other."""
    post = request.post_held
    found = letter_at(pk, post)
    note_opening(found, post)
    context = context_of(found, post) | {
        "sheets": sheets_of(found, post),
        "fresh": _is_unread(found, post),
        "stamp_at": places_of(found)["received"] if found.receive_number else None,
        "may_place": not may_place(found, post),
    }
    return render(request, "letters/letter.html", context)


@office_page()
@require_GET
def about(request: PostedRequest, pk: int) -> HttpResponse:
    """What the page says about the letter, fetched anew once a step was taken."""
    found = letter_at(pk, request.post_held)
    note_opening(found, request.post_held)
    return render(request, "letters/_about.html", context_of(found, request.post_held))


@office_page()
@require_POST
def read(request: PostedRequest, pk: int) -> HttpResponse:
    """Note that an assignee opened the letter; noted once, however often it is sent."""
    post = request.post_held
    found = letter_at(pk, post)
    if _is_unread(found, post):
        perform(found, "read", post, key=f"read:{found.pk}")
    return HttpResponse() if request.htmx else redirect(found)


@office_page()
@require_POST
def link(request: PostedRequest, pk: int) -> HttpResponse:
    """Join the letter to an earlier one, named by its number."""
    found = letter_at(pk, request.post_held)
    other = letter_named(request.POST.get("other", "")[:200], request.post_held)
    link_items(found, other, kind=request.POST.get("kind", "related"), post=request.post_held)
    messages.success(request, _("Linked to %(letter)s.") % {"letter": other.headline()})
    return redirect(f"{found.get_absolute_url()}#related")


@office_page()
@require_GET
def printed(request: PostedRequest, pk: int) -> HttpResponse:
    """The letter as it goes to paper: its register row, stamp, minutes; with its history where asked."""
    found = letter_at(pk, request.post_held)
    if found.document.is_secret:
        audit.note("secret_letter_print", post=request.post_held, subject=f"{found.process}:{found.pk}")
    context = context_of(found, request.post_held) | {
        "sheets": sheets_of(found, request.post_held),
        "with_history": "history" in request.GET,
        "printed_at": clock.now(),
    }
    return render(request, "letters/print.html", context)


def note_opening(letter: IncomingLetter | Written, post: Post) -> None:
    """Of a secret letter it is kept who read it, on whatever page."""
    if letter.document.is_secret:
        audit.note("secret_letter_open", post=post, subject=f"{letter.process}:{letter.pk}")


def letter_at(pk: int, post: Post) -> IncomingLetter:
    """The letter, if `post` may see it; else 404."""
    rows = IncomingLetter.objects.visible_to(post).for_list()
    found: IncomingLetter = seen_or_404(rows, pk, post, kind=IncomingLetter.process)
    return found


def context_of(found: IncomingLetter, post: Post) -> dict[str, Any]:
    """Everything the letter's page says of its life."""
    rows = rows_of(found)
    readers = readers_of(found)
    names = [post, *acts_for(post, at=clock.now(), process=Assignment.process)]
    section = section_of(found, post).without(ON_THEIR_OWN)
    mine = [_mine(reader, post) for reader in readers if _is_mine(reader, names)]
    return {
        "letter": found,
        "item": found,
        "subject": found.document.subject_for(post),
        "points": life_line(found, rows, post),
        "happenings": told(_with_assignments(rows, readers), found),
        "section": section,
        "minutes": found.endorsements.select_related("on_behalf_of__person"),
        "mine": mine,
        "usual": next((each.first for each in [*(of for _one, of in mine), section] if each.first), None),
        "may_answer": found.is_open and bool(found.entry_id) and not found.document.is_secret,
        "readers": readers,
        "unread": sum(reader.waits for reader in readers),
        "deadlines": _deadlines(found),
        "corrections": corrections_of(found),
        "related": related_to(found, post),
        "copies": _copies(found, post),
        "mail": mail_of(found, post) if found.channel == Channel.EMAIL else None,
        "exchanged": list(found.exchange_messages.order_by("pk")) if found.channel == Channel.ECMS else [],
    }


def corrections_of(found: IncomingLetter) -> list[RegisterChange]:
    """What was corrected in the letter's row of the book, old and new (ข้อ 38); of a secret row no words."""
    if found.entry is None:
        return []
    return list(found.entry.changes.select_related("by__person"))


def _is_unread(found: IncomingLetter, post: Post) -> bool:
    if found.state not in MAY_BE_READ or found.reads.filter(person=post.person_id).exists():
        return False
    return is_assignee(found, post)


def _is_mine(reader: Reader, names: list[Post]) -> bool:
    """Its own assignment, or one of somebody in whose name it acts."""
    return not reader.gone and any(reader.assignment.belongs_to(name) for name in names)


def _mine(reader: Reader, post: Post) -> tuple[Assignment, Section]:
    return reader.assignment, section_of(reader.assignment, post)


def _with_assignments(rows: list[Transition], readers: list[Reader]) -> list[Transition]:
    """The letter's transitions and its assignments', in the order of the log."""
    of = Transition.objects.filter(
        process=Assignment.process, item__in=[reader.assignment.pk for reader in readers]
    )
    names = of.select_related("actor", "post", "on_behalf_of__person")
    return sorted([*rows, *names], key=lambda row: row.number)


def _deadlines(found: IncomingLetter) -> list[tuple[str, Deadline]]:
    """Every timer of the letter with the due times that were once in force."""
    words = {**dict(Timer.choices), "due": _("to be finished")}
    rows = Deadline.objects.filter(process=found.process, item=found.pk).prefetch_related("changes")
    return [(str(words.get(row.timer, row.timer)), row) for row in rows]


def _copies(found: IncomingLetter, post: Post) -> list[IncomingLetter]:
    """What the letter may repeat; told while it is fresh, and never of one that is out of the way."""
    if found.state_class not in {StateClass.DRAFT, StateClass.ACTIVE}:
        return []
    same = copies_of(found, post)
    return [other for other in same if other.state_class != StateClass.CANCELLED]
