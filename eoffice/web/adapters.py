"""What of allauth is ours: who may log in, how often one may try, how second factors are kept."""

from __future__ import annotations

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from eoffice.people import audit
from eoffice.people.addresses import address_of
from eoffice.people.lockout import WrongCredentials, log_in
from eoffice.people.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Accounts are opened by an agency's administrator, never by whoever passes by."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The user name or the password is wrong."),
        "too_many_login_attempts": _("Too many wrong codes. Please try again in five minutes."),
        "incorrect_password": _("The password is wrong."),
        "enter_current_password": _("The present password is wrong."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: str) -> User | None:
        """The person, or None. Raises TooManyTries, which the reader sees as a sentence with 429."""
        try:
            return log_in(
                credentials.get("username", ""), credentials.get("password", ""), address=address_of(request)
            )
        except WrongCredentials:
            return None

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the session list shows; a socket has none."""
        return address_of(request) or "127.0.0.1"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth ships no types
    """Second factors lie encrypted in the database, under the key that is kept outside it."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is wrong, or its half minute is over. Type the one shown now."),
    }

    def get_totp_label(self, user: User) -> str:
        """What the app on the phone shows."""
        return user.username

    def encrypt(self, text: str) -> str:
        """To be read again by `decrypt` only."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted."""
        return _box().decrypt(encrypted_text.encode()).decode()


class OtherLogInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Log-in by OIDC: for people the agency knows, by the e-mail address of their account."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join the log-in to the one account that has an e-mail address which the server vouches for.

        A mailbox that several people share names nobody.
        """
        if sociallogin.is_existing:
            return
        vouched = [address.email for address in sociallogin.email_addresses if address.verified]
        same = Q(pk__in=[])
        for address in filter(None, vouched):
            same |= Q(email__iexact=address)
        people = User.objects.filter(same, is_active=True)[:2]
        if len(people) == 1:
            sociallogin.connect(request, people[0])
            audit.note("oidc_joined", actor=people[0], address=address_of(request) or None)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever is not known by an address that the server vouches for stays outside."""
        return False


def _box() -> Fernet:
    key = hashlib.sha256(b"second factor:" + settings.FILE_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
