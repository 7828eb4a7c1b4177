"""What every page gets: strict headers, Thai first, and refusals said as sentences."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from eoffice.common.errors import RuleBroken
from eoffice.people.models import User
from eoffice.web.language import remember_language
from eoffice.web.views.errors import refusal_page, session_ended

GetResponse = Callable[[HttpRequest], HttpResponse]

#: Nothing inline, nothing from outside, no eval. `data:` pictures are the arrows and ticks of Tabler's forms.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
}


def content_security_policy() -> str:
    """The header's value; forms may lead to ourselves and to the log-in server that the settings name."""
    server = urlsplit(settings.OIDC_SERVER)
    log_in_server = [f"{server.scheme}://{server.netloc}"] if server.netloc else []
    form_action = " ".join(["'self'", *log_in_server, *settings.CSP_FORM_ACTION])
    return "; ".join(f"{name} {value}" for name, value in {**POLICY, "form-action": form_action}.items())


def security_headers(get_response: GetResponse) -> GetResponse:
    """Adds the headers that Django's own middleware lacks. A view that set its own policy keeps it."""
    policy = content_security_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response.headers and getattr(request, "user", None) is not None:
            # A shared PC in a registry: the next person's Back button must show nothing.
            response.headers["Cache-Control"] = "private, no-cache"
        return response

    return middleware


class LanguageMiddleware(LocaleMiddleware):
    """Thai unless the reader switched; the browser's own languages count for API clients only.

    School PCs often run an English Windows, and would otherwise greet a Thai clerk in English.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Choose the language of this request."""
        if request.path_info.startswith("/api/"):
            super().process_request(request)
            return
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Tell caches what the page depends on."""
        patch_vary_headers(response, ["Cookie"])
        if request.path_info.startswith("/api/"):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        speaks = getattr(request, "speaks", "")  # set at log-in
        if speaks in dict(settings.LANGUAGES):
            remember_language(response, speaks)
        return response


class RefusalMiddleware:
    """A broken rule becomes a page, or a part of one to HTMX; an ended log-in never loses what was typed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        to_login = isinstance(response, HttpResponseRedirect) and response.url.startswith(settings.LOGIN_URL)
        if to_login and getattr(request, "htmx", False):
            return session_ended(request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show a RuleBroken; leave everything else to Django."""
        return refusal_page(request, error) if isinstance(error, RuleBroken) else None


def new_password_first(get_response: GetResponse) -> GetResponse:
    """Whoever logged in with a one-time password chooses one of their own before anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        user = getattr(request, "user", None)
        elsewhere = not path.startswith(("/api/", "/account/", "/language/", "/logout/", settings.STATIC_URL))
        if elsewhere and isinstance(user, User) and user.must_change_password:
            return HttpResponseRedirect(reverse("account_change_password"))
        return get_response(request)

    return middleware
