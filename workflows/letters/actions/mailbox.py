"""The mailbox is looked into twice each working day (appendix 6, 4.1.2; appendix 7, 2)."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.each import one_by_one
from eoffice.common.errors import NotAllowed
from eoffice.organisations.calendar import office_clock
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.engine.models import Notice
from workflows.letters.models import MailAccount, MailboxCheck

SOURCE = "ภาคผนวก 7 ข้อ 2"
#: Until when each half of a working day must have had its look.
HALVES = (("am", dt.time(0), dt.time(12)), ("pm", dt.time(12), dt.time(16, 30)))
STILL_NOBODY = dt.timedelta(hours=1)  # so long after, those who direct the office hear of it


def must_look_after_it(post: Post) -> None:
    """Raise NotAllowed unless the mailbox is the post's to look after."""
    if not post.has(Role.CENTRAL_REGISTRAR):
        raise NotAllowed(_("The central registrar looks after the mailbox."), source=SOURCE)


def note_check(post: Post, *, found: int = 0) -> MailboxCheck:
    """`post` looked into the inbox and the spam folder just now."""
    return MailboxCheck.objects.create(
        organisation_id=post.organisation_id, by=post, checked_at=clock.now(), found=found
    )


def tell_of_missed_checks(now: dt.datetime | None = None) -> int:
    """T-SWEEP: tell the registrars of each office with a mailbox whose half-day passed without a look.

    An hour later, if still nobody has looked, also those who direct the office, and the administrator of a
    mailbox that can't be reached.
    """
    moment = (now or clock.now()).astimezone(clock.BANGKOK)
    over = [half for half in HALVES if moment.time() >= half[2]]
    if not over:
        return 0
    offices = Organisation.objects.filter(is_active=True).exclude(email="")
    return one_by_one(offices, lambda office: _tell(office, over[-1], moment), what="mailbox")


def _tell(office: Organisation, half: tuple[str, dt.time, dt.time], now: dt.datetime) -> int:
    name, begins, ends = half
    if not office_clock(office.pk).is_working_day(now.date()):
        return 0
    since = dt.datetime.combine(now.date(), begins, tzinfo=clock.BANGKOK)
    until = dt.datetime.combine(now.date(), ends, tzinfo=clock.BANGKOK)
    looks = office.mailbox_checks.that_count()
    if looks.filter(checked_at__gte=since, checked_at__lt=until).exists():
        return 0
    about = f"mailbox:{now:%Y-%m-%d} {name}"
    told = _notices(office, (Role.CENTRAL_REGISTRAR,), about, now)
    if now >= until + STILL_NOBODY and not looks.filter(checked_at__gte=until).exists():
        told += _notices(office, _superiors(office), about, now)
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    return len(told)


def _superiors(office: Organisation) -> tuple[Role, ...]:
    """Who hears of it an hour later; of a server that is away also whoever can mend that."""
    away = MailAccount.objects.filter(organisation=office, is_active=True).exclude(trouble="").exists()
    return (Role.DEPUTY, Role.DIRECTOR, *((Role.SYSADMIN,) if away else ()))


def _notices(office: Organisation, roles: tuple[Role, ...], about: str, now: dt.datetime) -> list[Notice]:
    posts = Post.objects.in_force().filter(organisation=office).with_role(*roles)
    return [
        Notice(
            organisation=office,
            person_id=post.person_id,
            kind=Notice.Kind.MAILBOX,
            about=about,
            at=now,
            item=0,
        )
        for post in posts
    ]
