"""The mailbox: two looks each working day, and who must still be told that their mail came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.common.numbers import whole_number
from eoffice.common.thai.digits import to_arabic
from eoffice.organisations.calendar import office_clock
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine.models import Deadline
from workflows.letters.actions.mailbox import HALVES, must_look_after_it, note_check
from workflows.letters.incoming.states import Timer
from workflows.letters.models import IncomingLetter, MailboxCheck
from workflows.letters.web.intake import intake_of

LATELY = 14
MOST_FOUND = 9999


@dataclass(frozen=True)
class Half:
    """Half a working day: by when it must have had its look, and the looks it had."""

    name: str
    until: dt.time
    checks: list[MailboxCheck]
    now: bool
    missed: bool


@office_page()
def mailbox(request: PostedRequest) -> HttpResponse:
    """Today's two looks, the last weeks', and the replies that are due."""
    post = request.post_held
    must_look_after_it(post)
    if request.method == "POST":
        return _checked(request)
    now = clock.now().astimezone(clock.BANGKOK)
    since = dt.datetime.combine(now.date() - dt.timedelta(days=LATELY), dt.time(), tzinfo=clock.BANGKOK)
    checks = MailboxCheck.objects.visible_to(post).filter(checked_at__gte=since).select_related("by__person")
    context = {
        "halves": _halves([check for check in checks if not check.trouble], now),
        "working": office_clock(post.organisation_id).is_working_day(now.date()),
        "address": post.organisation.email,
        "checks": checks,
        "replies": replies_due(post),
        **intake_of(post, since),
    }
    return render(request, "letters/mailbox.html", context)


def _checked(request: PostedRequest) -> HttpResponse:
    told = whole_number(to_arabic(request.POST.get("found", "")).strip() or "0")
    if told is None or told > MOST_FOUND:
        sentence = _("How many letters were found? A whole number, please.")
        raise InvalidInputs(sentence, errors={"found": [sentence]})
    note_check(request.post_held, found=told)
    messages.success(request, _("The look into the mailbox is noted."))
    return redirect("letters:mailbox")


def _halves(checks: list[MailboxCheck], now: dt.datetime) -> list[Half]:
    today = [check for check in checks if check.checked_at.astimezone(clock.BANGKOK).date() == now.date()]
    names = {"am": _("Morning"), "pm": _("Afternoon")}
    found = []
    for name, begins, ends in HALVES:
        last = dt.time.max if name == "pm" else ends
        mine = [
            check for check in today if begins <= check.checked_at.astimezone(clock.BANGKOK).time() < last
        ]
        found.append(
            Half(names[name], ends, mine, begins <= now.time() < last, not mine and now.time() >= ends)
        )
    return found


def replies_due(post: Post) -> list[tuple[IncomingLetter, Deadline]]:
    """Letters by e-mail whose sender was not told yet (T-ACK), the soonest due first."""
    running = Deadline.objects.filter(
        organisation=post.organisation_id,
        process=IncomingLetter.process,
        timer=Timer.ACK,
        stopped_at=None,
    ).order_by("due_at")[:100]
    timers = {row.item: row for row in running}
    seen = IncomingLetter.objects.visible_to(post).for_list().filter(pk__in=timers)
    return sorted(((letter, timers[letter.pk]) for letter in seen), key=lambda pair: pair[1].due_at)
