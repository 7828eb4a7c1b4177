"""What follows a log-in or a new password, wherever it was made."""

from __future__ import annotations

from allauth.account.signals import password_changed, password_set
from allauth.account.signals import user_logged_in as allauth_logged_in
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from eoffice.people import audit
from eoffice.people.addresses import address_of
from eoffice.people.models import AccessToken, User


@receiver(user_logged_in)
def speak_ones_language(request: HttpRequest | None, user: User, **kwargs: object) -> None:
    """The browser shows the language that the person chose last; the language middleware sets the cookie."""
    if request is not None:
        request.speaks = user.language  # type: ignore[attr-defined] # our own attribute


@receiver(allauth_logged_in)
def note_the_other_way_in(request: HttpRequest, user: User, **kwargs: object) -> None:
    """A log-in by OIDC is an audit event too; that by password is noted where the password is checked."""
    if kwargs.get("sociallogin") is not None:
        audit.note("log_in", actor=user, address=address_of(request) or None, way="oidc")


@receiver(user_logged_out)
def note_the_end(request: HttpRequest, user: User | None, **kwargs: object) -> None:
    """An auditor may ask when somebody left."""
    if user is not None:
        audit.note("log_out", actor=user, address=address_of(request) or None)


@receiver([password_changed, password_set])
def trust_the_new_password(request: HttpRequest, user: User, **kwargs: object) -> None:
    """A password of one's own ends the duty to choose one, and every program's token."""
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    user.must_change_password = False
    AccessToken.objects.filter(user=user).delete()
    audit.note("password_changed", actor=user, address=address_of(request) or None)
