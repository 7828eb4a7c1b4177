"""Looking into the mailbox: at the office's two times on working days, and when somebody asks.

What is due is a row with a time. A sweep that fails is told and tried again, ever more seldom; one that comes
through finds whatever came meanwhile, since every mail is known by where it lies.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field

import structlog
from django.utils.translation import gettext as _
from django.utils.translation import override
from imapclient import IMAPClient

from eoffice.common import clock, jobs
from eoffice.common.each import one_by_one
from eoffice.common.errors import RuleBroken, TransitionRefused
from eoffice.organisations.calendar import office_clock
from eoffice.people import audit
from eoffice.people.models import Post
from workflows.letters.intake import server
from workflows.letters.intake.server import Folder, MailboxTrouble
from workflows.letters.intake.taking import Found, Outcome, Place, take
from workflows.letters.models import MailAccount, MailboxCheck, MailPlace

log = structlog.get_logger(__name__)
TASK = "slow.sweep_mailboxes"
MOST_AT_ONCE = 200
LONGEST = dt.timedelta(minutes=15)  # a sweep that is at it for so long has died
PAUSES = (5, 15, 30, 60)  # minutes until a sweep that failed is tried again
BACK = dt.timedelta(days=45)  # so far back a mail may lie that was moved into a folder since
MOST_COUNTED = 9999


@dataclass
class Swept:
    """What a sweep found so far."""

    counts: Counter[str] = field(default_factory=Counter)
    is_unfinished: bool = False
    failures: list[Exception] = field(default_factory=list)


def ask_for_sweep(post: Post) -> None:
    """Let the mailbox be looked into as soon as a worker can. Asked twice it is one.

    Raises TransitionRefused where no mailbox is set up.
    """
    account = MailAccount.objects.filter(organisation=post.organisation_id, is_active=True)
    if not account.update(asked_at=clock.now(), asked_by=post):
        sentence = _("No mailbox is set up. The administrator does that under “The agency”.")
        raise TransitionRefused(sentence, code="no_mailbox")
    audit.note("mailbox_sweep_asked", post=post, subject=f"organisation:{post.organisation_id}")
    jobs.enqueue(TASK)


def sweep_due(now: dt.datetime | None = None) -> int:
    """Look into every mailbox that is due; answers how many letters were taken in."""
    moment = now or clock.now()
    accounts = MailAccount.objects.free(moment).filter(organisation__is_active=True)
    found = [row.pk for row in accounts.select_related("organisation") if is_due(row, moment)]
    return one_by_one(found, lambda pk: _sweep(pk, moment), what="mailbox")


def is_due(account: MailAccount, now: dt.datetime) -> bool:
    """Asked for, or a time of the office has passed since the last sweep; not while a failed one rests."""
    if account.asked_at is not None:
        return True
    if account.next_try_at is not None and account.next_try_at > now:
        return False
    wanted = last_time(account, now)
    return wanted is not None and (account.swept_at is None or account.swept_at < wanted)


def last_time(account: MailAccount, now: dt.datetime) -> dt.datetime | None:
    """The last of the office's times that has passed, on whatever working day of the last fortnight."""
    days = office_clock(account.organisation_id)
    here = now.astimezone(clock.BANGKOK)
    for back in range(15):
        day = here.date() - dt.timedelta(days=back)
        if not days.is_working_day(day):
            continue
        for time in sorted((account.morning_at, account.afternoon_at), reverse=True):
            at = dt.datetime.combine(day, time, tzinfo=clock.BANGKOK)
            if at <= now:
                return at
    return None


def _sweep(pk: int, now: dt.datetime) -> int:
    """One mailbox, by nobody else meanwhile."""
    until = now + LONGEST + dt.timedelta(microseconds=uuid.uuid4().int % 1000)
    if not MailAccount.objects.free(now).filter(pk=pk).update(busy_until=until):
        return 0
    account = MailAccount.objects.select_related("organisation", "asked_by", "set_by").get(pk=pk)
    swept = Swept()
    try:
        with override("th"):
            trouble = _look(account, swept)
            _write_down(account, swept, trouble, began=now)
    finally:
        MailAccount.objects.filter(pk=pk, busy_until=until).update(busy_until=None)
    if swept.failures:
        raise ExceptionGroup("mails that could not be taken in; they are tried again", swept.failures)
    return swept.counts[Outcome.TAKEN]


def _look(account: MailAccount, swept: Swept) -> str:
    """Every folder; answers the trouble, if any. What was taken in before it stays taken in."""
    try:
        with server.opened(account) as client:
            for folder in server.folders_of(client, account):
                _look_into(client, folder, account, swept)
    except MailboxTrouble as trouble:
        return str(trouble)
    except RuleBroken as refused:  # no room for files, no scanner: the mails wait where they are
        return str(refused)
    if swept.failures:
        failed = len(swept.failures)
        return _("%(count)s mails could not be taken in; they are tried again.") % {"count": failed}
    return ""


def _look_into(client: IMAPClient, folder: Folder, account: MailAccount, swept: Swept) -> None:
    validity = server.select(client, folder)
    since = account.since
    if account.swept_at is not None:
        since = max(since, (account.swept_at - BACK).date())
    uids = server.uids_since(client, since - dt.timedelta(days=1))
    known = MailPlace.objects.filter(
        organisation=account.organisation_id, folder=folder.name, validity=validity, uid__in=uids
    )
    there = set(known.values_list("uid", flat=True))
    fresh = [uid for uid in uids if uid not in there]
    room = max(0, MOST_AT_ONCE - sum(swept.counts.values()) - len(swept.failures))
    swept.is_unfinished |= len(fresh) > room
    for found in server.fetch(client, folder, validity, fresh[:room]):
        if found.arrived_at.astimezone(clock.BANGKOK).date() < account.since:
            continue
        outcome = _take(account, found, swept)
        if outcome is not None and outcome is not Outcome.HELD:
            server.mark_seen(client, found.place.uid)


def _take(account: MailAccount, found: Found, swept: Swept) -> Outcome | None:
    """One mail; one that fails stops none behind it, and all failures are raised at the end."""
    try:
        outcome = take(account, found)
    except RuleBroken as refused:
        if refused.status >= 500:  # no room, no scanner: every mail behind it would meet the same
            raise
        swept.failures.append(refused)
        return None
    except Exception as error:  # each mail is on its own; all of it is raised again by `_sweep`
        error.add_note(f"mail in {_where(found.place)}")
        swept.failures.append(error)
        return None
    swept.counts[outcome] += 1
    return outcome


def _where(place: Place) -> str:
    return f"{place.folder}, uid {place.uid}"


def _write_down(account: MailAccount, swept: Swept, trouble: str, *, began: dt.datetime) -> None:
    """The sweep as a row of the log of looks, and when the next one is due."""
    counts = {name.value: min(swept.counts[name], MOST_COUNTED) for name in Outcome}
    found = min(sum(counts.values()), MOST_COUNTED)
    vain = _last_in_vain(account) if trouble and not found else None
    if vain is not None:
        MailboxCheck.objects.filter(pk=vain.pk).update(
            checked_at=began, ended_at=clock.now(), trouble=trouble[:300], tries=vain.tries + 1
        )
    else:
        MailboxCheck.objects.create(
            organisation=account.organisation,
            by=account.asked_by if account.asked_at else None,
            checked_at=began,
            ended_at=clock.now(),
            is_sweep=True,
            found=found,
            trouble=trouble[:300],
            **counts,
        )
    _plan_the_next(account, swept, trouble, began=began)
    log.info("mailbox_swept", organisation=account.organisation_id, trouble=bool(trouble), **counts)


def _last_in_vain(account: MailAccount) -> MailboxCheck | None:
    """The last sweep, if it failed as well and found nothing: a server away for a day is one row."""
    last = account.organisation.mailbox_checks.filter(is_sweep=True).order_by("-checked_at", "-pk").first()
    return last if last is not None and last.trouble and not last.found else None


def _plan_the_next(account: MailAccount, swept: Swept, trouble: str, *, began: dt.datetime) -> None:
    """After trouble a pause; an unfinished sweep goes on at once, in the next round."""
    rows = MailAccount.objects.filter(pk=account.pk)
    if trouble:
        pause = dt.timedelta(minutes=PAUSES[min(account.tries, len(PAUSES) - 1)])
        rows.update(trouble=trouble[:300], tries=account.tries + 1, next_try_at=began + pause)
    else:
        rows.update(trouble="", tries=0, next_try_at=None)
    if swept.is_unfinished and not trouble:
        return
    if not trouble:
        rows.update(swept_at=began)
    # Whoever asked after this sweep began gets another one.
    rows.filter(asked_at=account.asked_at).update(asked_at=None, asked_by=None)
