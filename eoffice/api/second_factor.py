"""The second factor of a log-in by program: the code of an authenticator app, or a spare code."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from eoffice.common.errors import RuleBroken
from eoffice.people.models import User

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


class SecondFactorNeeded(RuleBroken):
    """The password was right; the code is missing or wrong."""

    code = "second_factor_needed"
    status = 401
    title = _("Please give the code of your second factor.")


def check_second_factor(person: User, code: str) -> None:
    """Raise SecondFactorNeeded where the person set up a second factor and `code` is none of it."""
    kept = list(Authenticator.objects.filter(user=person, type__in=KINDS))
    if not kept:
        return
    for authenticator in kept:
        if code and authenticator.wrap().validate_code(code):
            authenticator.record_usage()
            return
    raise SecondFactorNeeded
