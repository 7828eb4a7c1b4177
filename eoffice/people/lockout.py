"""Guessing passwords: who tried too often waits. One rule for the log-in page and the API.

Five failures (LOGIN_TRIES) of a user name from one address close that pair for fifteen minutes
(LOGIN_LOCK_SECONDS). Ten times as many close the user name from everywhere, twenty times as many close the
address for every name, so that neither many machines nor many names get round it. A log-in that works
forgets the pair's failures. Rows lie in the database: every web process counts the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from eoffice.common import clock
from eoffice.common.errors import RuleBroken
from eoffice.people import audit
from eoffice.people.models import LoginTries, User

PER_NAME = 10
PER_ADDRESS = 20


class WrongCredentials(RuleBroken):
    """No such user, a wrong password, or an account that is closed; which of them is not told."""

    code = "wrong_credentials"
    status = 401
    title = _("The user name or the password is wrong.")


class TooManyTries(RuleBroken):
    """Too many failed log-ins; `retry_after` are the seconds until the next try counts."""

    code = "too_many_tries"
    status = 429
    title = _("Too many failed log-ins")

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        minutes = math.ceil(retry_after / 60)
        super().__init__(
            _("Too many failed log-ins. Please try again in %(minutes)d minutes.") % {"minutes": minutes}
        )


def log_in(
    username: str, password: str, *, address: str = "", also: Callable[[User], None] | None = None
) -> User:
    """The person whose user name and password these are.

    The try is counted before the password is looked at: a hundred tries at the same instant are a hundred.
    `also` looks at a second factor, and raises; a wrong one counts as a failed try.
    Raises WrongCredentials or TooManyTries.
    """
    count_try(username, address)
    user: User | None = User.objects.filter(username=username.strip().lower()).first()
    if (
        not check_password(password, user.password if user else _nobody())
        or user is None
        or not user.is_active
    ):
        audit.note("log_in_failed", address=address or None, tried=digest_of(username)[:12])
        raise WrongCredentials
    if also is not None:
        also(user)
    forget_tries(username, address)
    audit.note("log_in", actor=user, address=address or None)
    return user


@transaction.atomic
def count_try(username: str, address: str) -> None:
    """Count a try as failed until `forget_tries` says otherwise. Raises TooManyTries."""
    now, name = clock.now(), digest_of(username)
    row = _locked_row(name, address[:64])
    since = now - dt.timedelta(seconds=settings.LOGIN_LOCK_SECONDS)
    if row.last_at <= since:
        row.failures = 0
    _refuse_if_too_many(row, since)
    row.failures, row.last_at = row.failures + 1, now
    row.save(update_fields=["failures", "last_at"])


def refuse_if_locked(username: str, address: str) -> None:
    """Raise TooManyTries where this name or place failed too often; counts nothing."""
    name = digest_of(username)
    row = LoginTries.objects.filter(username=name, address=address).first()
    since = clock.now() - dt.timedelta(seconds=settings.LOGIN_LOCK_SECONDS)
    if row is not None and row.last_at > since:
        _refuse_if_too_many(row, since)


def forget_tries(username: str, address: str) -> None:
    """The log-in worked: what failed before was a slip of the finger."""
    LoginTries.objects.filter(username=digest_of(username), address=address[:64]).delete()


def forget_name(username: str) -> None:
    """Open a user name again everywhere: the administrator vouches for the person."""
    LoginTries.objects.filter(username=digest_of(username)).delete()


def digest_of(username: str) -> str:
    """What is kept of a user name that was tried."""
    return hashlib.sha256(username.strip().casefold().encode()).hexdigest()


def _locked_row(name: str, address: str) -> LoginTries:
    row = None
    while row is None:  # a log-in that works removes it meanwhile
        fresh = LoginTries(username=name, address=address, last_at=clock.now())
        LoginTries.objects.bulk_create([fresh], ignore_conflicts=True)
        row = LoginTries.objects.select_for_update().filter(username=name, address=address).first()
    return row


def _refuse_if_too_many(row: LoginTries, since: dt.datetime) -> None:
    tries = settings.LOGIN_TRIES
    lately = LoginTries.objects.filter(Q(username=row.username) | Q(address=row.address), last_at__gt=since)
    found = lately.aggregate(
        name=Sum("failures", filter=Q(username=row.username), default=0),
        address=Sum("failures", filter=Q(address=row.address) & ~Q(address=""), default=0),
    )
    by_name = found["name"] >= tries * PER_NAME
    if row.failures >= tries or by_name or found["address"] >= tries * PER_ADDRESS:
        last_at = row.last_at if row.failures >= tries else clock.now()
        raise TooManyTries(max(1, math.ceil((last_at - since).total_seconds())))


def _nobody() -> str:
    """A hash that no password fits, as dear to check as a real one: the time taken tells nothing."""
    global _unusable  # noqa: PLW0603 -- made once in a process, because it is dear to make
    if not _unusable:
        _unusable = make_password("nobody")
    return _unusable


_unusable = ""
