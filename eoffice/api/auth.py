"""Who asks: a bearer token, or the session of a browser with its CSRF token; and from which post."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from eoffice.common import clock
from eoffice.people.middleware import post_of_session
from eoffice.people.models import AccessToken, Post, User
from eoffice.people.posts import choose_among, choose_post, posts_of_token

#: The person, and the digest of the token that was shown; None for a session.
Who = tuple[User, str | None]


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer TOKEN`."""

    def authenticate(self, request: Request) -> Who | None:
        """The token's person, acting from the post of `X-Post` or the first one held."""
        return identify(request._request)

    def authenticate_header(self, request: Request) -> str:
        """So that a refusal is 401 and says how to log in."""
        return 'Bearer realm="eoffice"'


class BrowserAuthentication(SessionAuthentication):
    """A browser that is logged in; whatever changes something needs the CSRF token."""

    def authenticate(self, request: Request) -> Who | None:
        """The session's person, acting from `X-Post` or the post chosen in the session."""
        user = getattr(request._request, "user", None)
        if not isinstance(user, User) or not user.is_active:
            return None
        self.enforce_csrf(request)
        _act_from(request._request, user, post_of_session(request._request))
        return (user, None)

    def enforce_csrf(self, request: Request) -> None:
        """As REST framework's, with a code and a sentence of our own."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise PermissionDenied(
                _("The page has expired. Load it again and repeat what you did."), code="csrf_failed"
            ) from error


def identify(request: HttpRequest) -> Who | None:
    """The person of the bearer token, looked up once in a request; None where no token was sent.

    Raises AuthenticationFailed for a token that is unknown or has run out.
    """
    known: Who | None = getattr(request, "token_identity", None)
    if known is not None:
        return known
    scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    digest = AccessToken.digest_of(value.strip())
    posts = posts_of_token(digest, clock.now())
    user = posts[0].person if posts else _user_without_post(digest)
    _act_from(request, user, None, posts)
    request.token_identity = (user, digest)  # type: ignore[attr-defined] # our own attribute
    return user, digest


def _user_without_post(digest: str) -> User:
    found = AccessToken.objects.select_related("user").filter(digest=digest).first()
    if found is None or found.expires_at <= clock.now() or not found.user.is_active:
        raise AuthenticationFailed(
            _("This token is unknown or has run out. Please log in again."), "bad_token"
        )
    return found.user


def _act_from(request: HttpRequest, user: User, usual: Post | None, held: Sequence[Post] = ()) -> None:
    """Set `request.post_held`: the post that is asked for, which must be held, or `usual`, or the first."""
    wanted = request.headers.get("X-Post", "").strip()
    if usual is not None and wanted in {"", str(usual.pk)}:
        post: Post | None = usual
    else:
        post = choose_among(held, wanted) if held else choose_post(user, wanted or None)
    if wanted and (post is None or str(post.pk) != wanted):
        raise PermissionDenied(
            _("You do not hold the post %(post)s.") % {"post": wanted[:20]}, "post_not_held"
        )
    request.post_held = post  # type: ignore[attr-defined] # our own attribute
