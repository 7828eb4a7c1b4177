"""What is known of the signatures in a file, beside it on the page of its letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from documents.actions.looking import signatures_in
from documents.models import SignatureCheck
from documents.web.finding import file_at
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page


@dataclass(frozen=True)
class Shown:
    """One signature in words. `verdict`: as `verdict_of` says."""

    verdict: str
    subject: str
    issuer: str
    serial: str
    at: dt.datetime | None
    is_stamped: bool
    covers_all: bool


#: What is told of an untouched signature, the worst first.
_MATTERS = (
    ("changed_after", "later"),
    ("revoked", "revoked"),
    ("expired", "expired"),
    ("trusted", "good"),
    ("ended", "ended"),
)


def verdict_of(found: dict[str, Any]) -> str:
    """What matters most about it: unreadable, broken, one of _MATTERS, or unknown."""
    if not found["readable"]:
        return "unreadable"
    if not found["intact"]:
        return "broken"
    return next((verdict for told, verdict in _MATTERS if found[told]), "unknown")


def shown(check: SignatureCheck) -> list[Shown]:
    """The signatures in their order."""
    return [_shown(one) for one in check.found]


def _shown(one: dict[str, Any]) -> Shown:
    told = one["stamped_at"] or one["signed_at"]
    return Shown(
        verdict_of(one),
        one["subject"],
        one["issuer"],
        one["serial"],
        parse_datetime(told) if told else None,
        bool(one["stamped_at"]),
        one["covers_all"],
    )


@office_page()
@require_safe
def signatures(request: PostedRequest, pk: int) -> HttpResponse:
    """The signatures of a file: part of a page, or without script a page. `?anew=1` looks again."""
    record = file_at(pk, request.post_held)
    check = signatures_in(record.blob, request.post_held.organisation_id, anew="anew" in request.GET)
    part = getattr(request, "htmx", False)
    template = "documents/_signatures.html" if part else "documents/signatures.html"
    context = {"record": record, "check": check, "rows": shown(check)}
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response
