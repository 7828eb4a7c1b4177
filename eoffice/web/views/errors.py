"""Pages for what went wrong: a sentence, what to do next, and the code in small print for support."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from documents.files.receive import too_large_sentence
from eoffice.common.errors import RuleBroken, TooLarge

#: The place of every page where a refusal is said: never in place of what somebody typed.
REFUSALS = "#refusal"


def refusal_page(request: HttpRequest, error: RuleBroken) -> HttpResponse:
    """What a rule refused, with the status and the sentence that the rule gave."""
    said = {"title": error.title, "detail": error.detail, "source": error.source, "code": error.code}
    return _show(request, error.status, {**said, "field_errors": error.errors})


def session_ended(request: HttpRequest) -> HttpResponse:
    """401 for a part of a page: asks to log in again in another tab, so that what was typed stays."""
    response = render(request, "web/parts/_session_ended.html", status=401)
    response.headers["HX-Retarget"] = REFUSALS
    response.headers["HX-Reswap"] = "innerHTML show:window:top"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for a body that was not read for its size; it may be too broken to ask it anything."""
    if isinstance(exception, RequestDataTooBig):
        return _bare(TooLarge.status, TooLarge.title, f"{too_large_sentence()} {_('Nothing was saved.')}")
    detail = _("Go back, reload the page and try again.")
    return _bare(400, _("This request cannot be read"), detail)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    detail = _("Your post does not have this right. Ask the administrator of your agency if you need it.")
    return _plain(request, 403, _("You may not open this page"), detail)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that lay open in another log-in."""
    detail = _("The page was open for too long, or in another log-in. Go back, reload it and send it again.")
    return _show(
        request,
        403,
        {"title": _("This form is out of date"), "detail": detail, "source": "", "code": "form_out_of_date"},
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; also for what one may not see, so that its existence doesn't leak."""
    detail = _("It may have been moved, the address may be mistyped, or it is not for your post to see.")
    return _plain(request, 404, _("There is no such page"), detail)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: the same thing tried too often."""
    return _plain(request, 429, _("Too many tries"), _("Please wait five minutes, then try again."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without database, session or shell: they may be what failed."""
    detail = _(
        "Nothing was saved half way. Go back and try again; if it stays, tell the administrator of your "
        "agency the time and the page."
    )
    return _bare(500, _("The system failed on this"), detail)


def _bare(status: int, title: object, detail: str) -> HttpResponse:
    said = {"title": title, "detail": detail, "code": status}
    return HttpResponse(render_to_string("web/errors/bare.html", said), status=status)


def _plain(request: HttpRequest, status: int, title: str, detail: str) -> HttpResponse:
    return _show(request, status, {"title": title, "detail": detail, "source": "", "code": status})


def _show(request: HttpRequest, status: int, said: dict[str, object]) -> HttpResponse:
    """The sentence as a page, or as a part where HTMX asked."""
    part = getattr(request, "htmx", False) and not request.htmx.boosted  # type: ignore[attr-defined]
    inside = getattr(getattr(request, "user", None), "is_authenticated", False)
    page = "web/errors/refusal.html" if inside else "web/errors/refusal_outside.html"
    template = "web/parts/_refusal.html" if part else page
    context = {**said, "status": status, "back": _page_before(request)}
    response = render(request, template, context, status=status)
    if part:
        response.headers["HX-Retarget"] = REFUSALS
        response.headers["HX-Reswap"] = "innerHTML show:window:top"  # where it can be seen
    return response


def _page_before(request: HttpRequest) -> str:
    """The page of ours that led here, or an empty string."""
    before = request.headers.get("Referer", "")
    return before if url_has_allowed_host_and_scheme(before, {request.get_host()}) else ""
