"""The central mailbox as the system reads it: look now, what lies among spam, what came about our letters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents.classes import Secrecy
from documents.files.serving import guarded
from eoffice.common import clock
from eoffice.people import audit
from eoffice.people.hidden import Hidden, seen_or_404
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from workflows.letters.actions.mailbox import must_look_after_it
from workflows.letters.incoming.states import S
from workflows.letters.intake.sweeping import ask_for_sweep
from workflows.letters.intake.taking import raw_of, take_in
from workflows.letters.models import IncomingLetter, MailAccount, MailMessage
from workflows.letters.models.mail import MailQuerySet

Kind = MailMessage.Kind
MOST_SHOWN = 50
#: What mails say of letters that we sent.
ABOUT_OURS = (Kind.FAILURE, Kind.DELAY, Kind.RECEIPT, Kind.AUTOMATIC)


def intake_of(post: Post, since: dt.datetime) -> dict[str, Any]:
    """What the page of the mailbox says about sweeps."""
    mails = _mails(post)
    about_ours = mails.filter(kind__in=ABOUT_OURS, found_at__gte=since)
    return {
        "account": MailAccount.objects.visible_to(post).filter(is_active=True).first(),
        "held": list(mails.held()[:MOST_SHOWN]),
        "unheld": _secret_mails_of_nobody(post),
        "notices": list(
            about_ours.select_related("recipient__party", "recipient__letter__document")[:MOST_SHOWN]
        ),
    }


def _secret_mails_of_nobody(post: Post) -> int:
    """How many secret mails wait for a registrar of secret papers whom the office has not appointed."""
    posts = Post.objects.in_force().filter(organisation=post.organisation_id)
    if posts.with_role(Role.SECRET_REGISTRAR).exists():
        return 0
    waiting = MailMessage.objects.filter(organisation=post.organisation_id, letter__state=S.ARRIVED)
    return waiting.exclude(secrecy=Secrecy.NORMAL).count()


@office_page()
@require_POST
def sweep(request: PostedRequest) -> HttpResponse:
    """Look into the mailbox now."""
    must_look_after_it(request.post_held)
    ask_for_sweep(request.post_held)
    messages.success(request, _("The mailbox is being looked into."))
    return redirect("letters:mailbox")


@office_page()
@require_GET
def state(request: PostedRequest) -> HttpResponse:
    """How it stands with the sweep; the page asks again while one goes on."""
    must_look_after_it(request.post_held)
    account = MailAccount.objects.visible_to(request.post_held).filter(is_active=True).first()
    answer = render(request, "letters/_sweep.html", {"account": account})
    if account is not None and account.asked_at is None:
        answer["HX-Refresh"] = "true"  # what it found stands in several places of the page
    return answer


@office_page()
@require_POST
def taken_in(request: PostedRequest, pk: int) -> HttpResponse:
    """What lay among spam is a letter."""
    letter = take_in(_held(request.post_held, pk), request.post_held)
    messages.success(request, _("Taken in as a letter. Check and register it."))
    return redirect(letter)


@office_page()
@require_POST
def dismissed(request: PostedRequest, pk: int) -> HttpResponse:
    """What lay among spam is spam. It stays where it is: nothing in the mailbox is removed."""
    found = _held(request.post_held, pk)
    found.settled_at, found.settled_by = clock.now(), request.post_held
    found.save(update_fields=["settled_at", "settled_by"])
    audit.note("mail_dismissed", post=request.post_held, subject=f"mail:{found.pk}")
    messages.success(request, _("Put away as spam."))
    return redirect("letters:mailbox")


@office_page()
@require_GET
def raw(request: PostedRequest, pk: int) -> HttpResponse:
    """The mail as it came, to be opened in a mail program; of a secret letter only for whom that is open.

    Every download is an audit event: nothing in it was checked.
    """
    found = seen_or_404(_mails(request.post_held), pk, request.post_held, kind="mail")
    if found.letter is not None:
        letter_open_to(found.letter, request.post_held)
    audit.note("mail_raw_open", post=request.post_held, subject=f"mail:{found.pk}")
    answer = HttpResponse(raw_of(found), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="mail-{found.pk}.eml"'
    return guarded(answer, sealed=True)  # type: ignore[return-value] # the same answer, with headers


def letter_open_to(letter: IncomingLetter, post: Post) -> None:
    """Raise Hidden unless the paper itself is open to `post`."""
    if not letter.document.is_open_to(post):
        raise Hidden(f"{letter.process}:{letter.pk}")


def mail_of(letter: IncomingLetter, post: Post) -> MailMessage | None:
    """The e-mail that a letter came in, for whoever may read the letter."""
    found = MailMessage.objects.filter(letter=letter).select_related("reply").first()
    return found if found is not None and letter.document.is_open_to(post) else None


def _mails(post: Post) -> MailQuerySet:
    return MailMessage.objects.visible_to(post)


def _held(post: Post, pk: int) -> MailMessage:
    must_look_after_it(post)
    return seen_or_404(_mails(post).held(), pk, post, kind="mail")
