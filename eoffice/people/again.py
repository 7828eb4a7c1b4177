"""Asking somebody who is logged in for the password once more, before a signature (sheet 9.2, type 2)."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.hashers import check_password

from eoffice.common.afterwards import afterwards
from eoffice.people import audit
from eoffice.people.lockout import count_try, refuse_if_locked
from eoffice.people.models import User

#: In place of an address: a wrong password before a signature counts whatever machine it comes from.
PLACE = "signing"


def is_password_of(person: User, password: str) -> bool:
    """Whether it is. A wrong one is kept as a failed try, even though the step it was for is undone.

    Raises TooManyTries where there were too many already.
    """
    refuse_if_locked(person.username, PLACE)
    if check_password(password, person.password):
        return True
    afterwards(partial(_note_failure, person))
    return False


def _note_failure(person: User) -> None:
    count_try(person.username, PLACE)
    audit.note("signing_password_wrong", actor=person)
