"""Verbs about a person's account: open, correct, close, and a new password for who forgot theirs."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken
from eoffice.people import audit
from eoffice.people.actions.duties import Duties, keep_an_administrator, note_post
from eoffice.people.actions.hiring import hire
from eoffice.people.administration import must_administer, must_keep_account_of
from eoffice.people.lockout import forget_name
from eoffice.people.models import AccessToken, Clearance, Post, User
from eoffice.people.one_time import one_time_password

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,59}", re.ASCII)


@dataclass(frozen=True)
class Particulars:
    """What is known of a person, apart from what they do."""

    title: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""


def subject_of(person: User) -> str:
    """How audit events name the person."""
    return f"person:{person.pk}"


def proper_username(text: str) -> str:
    """The user name as it is kept: small Latin letters, digits and . _ - @, 3 to 60 of them.

    Raises InvalidInputs. Capitals become small: a phone writes the first letter large by itself.
    """
    username = text.strip().lower()
    if not _USERNAME.fullmatch(username):
        sentence = _("Use 3 to 60 small Latin letters, digits and . _ - @, beginning with a letter or digit.")
        raise InvalidInputs(sentence, errors={"username": [sentence]})
    return username


@transaction.atomic
def open_account(username: str, particulars: Particulars, duties: Duties, *, by: Post) -> tuple[Post, str]:
    """A new person with a first post in the agency of `by`. Answers the post and the one-time password.

    The password is shown once and must be changed at the first log-in.
    """
    must_administer(by)
    duties.check(by.organisation_id)
    username = proper_username(username)
    password = one_time_password()
    try:
        with transaction.atomic():
            post = hire(
                by.organisation,
                username=username,
                **asdict(particulars),
                password=password,
                must_change_password=True,
                unit=duties.unit,
                roles=duties.roles,
                position=duties.position,
                starts_on=duties.starts_on,
                ends_on=duties.ends_on,
            )
    except IntegrityError as error:
        raise username_taken(username) from error
    audit.note("person_created", post=by, subject=subject_of(post.person), username=username)
    note_post("post_given", post, by=by)
    return post, password


def username_taken(username: str) -> InvalidInputs:
    """The refusal of a user name that somebody has."""
    sentence = _("The user name %(name)s is taken. Choose another.") % {"name": username}
    return InvalidInputs(sentence, errors={"username": [sentence]})


@transaction.atomic
def correct_particulars(person: User, particulars: Particulars, *, by: Post) -> None:
    """Correct name and addresses; the audit event says which fields changed, from what to what.

    Another e-mail address ends the log-in that was joined by the old one.
    """
    must_keep_account_of(person, by)
    changed = {
        name: [getattr(person, name), value]
        for name, value in asdict(particulars).items()
        if getattr(person, name) != value
    }
    if not changed:
        return
    for name, (_old, new) in changed.items():
        setattr(person, name, new)
    person.save(update_fields=list(changed))
    if "email" in changed:
        _part_from_other_log_ins(person)
    audit.note("person_changed", post=by, subject=subject_of(person), changed=changed)


@transaction.atomic
def deactivate(person: User, *, by: Post, reason: str = "") -> None:
    """Close the account at once: every session and token ends. Nothing the person did is removed."""
    must_keep_account_of(person, by)
    if person.pk == by.person_id:
        raise NotAllowed(_("Nobody closes the own account. Ask another administrator."))
    if not person.is_active:
        return
    keep_an_administrator(by.organisation, without=Post.objects.filter(person=person))
    person.is_active = False
    person.save(update_fields=["is_active"])
    AccessToken.objects.filter(user=person).delete()
    audit.note("person_deactivated", post=by, subject=subject_of(person), reason=reason)


@transaction.atomic
def reactivate(person: User, *, by: Post) -> None:
    """Open a closed account again; posts that ended meanwhile stay ended."""
    must_keep_account_of(person, by)
    if person.is_active:
        return
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.note("person_reactivated", post=by, subject=subject_of(person))


@transaction.atomic
def reset_password(person: User, *, by: Post) -> str:
    """A one-time password in place of a forgotten one; every session and token of the person ends.

    So does a log-in elsewhere (OIDC) that was joined to the account: whoever has it must show anew that the
    address is theirs.
    """
    must_keep_account_of(person, by)
    if person.pk == by.person_id:
        raise NotAllowed(_("Change your own password on the page of your account."))
    if not person.is_active:
        raise RuleBroken(_("The account is closed. Open it again first."), code="account_closed")
    password = one_time_password()
    person.set_password(password)  # ends sessions: their hash holds the password's
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    AccessToken.objects.filter(user=person).delete()
    _part_from_other_log_ins(person)
    forget_name(person.username)  # whoever forgot it tried too often
    audit.note("password_reset", post=by, subject=subject_of(person))
    return password


def _part_from_other_log_ins(person: User) -> None:
    SocialAccount.objects.filter(user=person).delete()


@transaction.atomic
def set_clearance(person: User, clearance: str, *, order_number: str, by: Post) -> None:
    """Appoint a person to handle papers up to a class, by the order of the head of the agency.

    Never one's own: who runs the system must not open its secret papers alone (secrecy regulation 2544;
    sheet 10.1). Taking a clearance away needs no order.
    """
    must_keep_account_of(person, by)
    if person.pk == by.person_id:
        raise NotAllowed(
            _("Nobody sets the own clearance: another administrator of the agency must do it."),
            source="ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544",
        )
    if clearance not in Clearance.values:
        sentence = _("There is no such clearance.")
        raise InvalidInputs(sentence, errors={"clearance": [sentence]})
    if clearance != Clearance.NORMAL and not order_number.strip():
        sentence = _("Give the number of the order that appoints the person.")
        raise InvalidInputs(sentence, errors={"order_number": [sentence]})
    before = [person.clearance, person.clearance_order]
    person.clearance, person.clearance_order = clearance, order_number.strip()
    person.save(update_fields=["clearance", "clearance_order"])
    after = [person.clearance, person.clearance_order]
    if before != after:
        audit.note("clearance_set", post=by, subject=subject_of(person), before=before, after=after)
