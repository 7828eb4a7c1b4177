"""Every refusal as RFC 9457 `application/problem+json`, with a sentence fit to show."""

from __future__ import annotations

import errno
import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions

from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken, TooLarge, UnsupportedType
from eoffice.common.field_errors import flat_errors
from eoffice.people.hidden import Hidden, note_hidden

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"

#: What is said where nothing more is known: code and sentence by status.
KNOWN: dict[int, tuple[str, Any]] = {
    400: ("unreadable", _("The request could not be read.")),
    401: ("not_authenticated", _("Please log in.")),
    403: ("not_allowed", _("You may not do this.")),
    404: ("not_found", _("There is nothing here, or nothing that you may see.")),
    405: ("method_not_allowed", _("This address does not take this kind of request.")),
    406: ("not_acceptable", _("The answer is not available in the form that was asked for.")),
    409: ("conflict", _("This cannot be done now.")),
    411: ("length_required", _("The length of the body must be told.")),
    413: ("too_large", _("The request is too large.")),
    415: ("unsupported_type", _("A body of this type is not accepted here.")),
    422: ("invalid", _("Some fields need correction.")),
    429: ("too_many", _("Too many requests. Please wait a moment.")),
    500: ("fault", _("Something went wrong here. It was noted; nothing was changed by this request.")),
    503: ("unavailable", _("The office cannot answer just now. Nothing was changed; please try again.")),
    507: ("no_space", _("There is no space left to store this. Nothing was changed.")),
}


#: Titles that refusals by our own rules bear too.
TITLES: dict[int, Any] = {
    401: _("Please log in"),
    403: NotAllowed.title,
    413: TooLarge.title,
    415: UnsupportedType.title,
    422: InvalidInputs.title,
}


def problem(
    status: int,
    *,
    detail: object = "",
    code: str = "",
    title: object = "",
    source: str = "",
    errors: Mapping[str, Sequence[str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """One refusal; what is left out is filled in from the status."""
    usual_code, usual_sentence = KNOWN.get(status, KNOWN[400 if status < 500 else 500])
    code = code or usual_code
    body: dict[str, Any] = {
        "type": f"urn:eoffice:problem:{code}",
        "title": str(title or TITLES.get(status, "")) or HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail or usual_sentence),
        "code": code,
        "source": source or None,
        "errors": errors or {},
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=MEDIA_TYPE, status=status)
    for name, value in (headers or {}).items():
        response[name] = value
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers.setdefault("WWW-Authenticate", 'Bearer realm="eoffice"')
    return response


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """REST framework's exception handler: the problem for `error`, or None for a fault of ours (500)."""
    if isinstance(error, Hidden):
        note_hidden(context["request"]._request, error)
    return problem_of(error)


def problem_of(error: Exception) -> HttpResponse | None:
    """The refusal that an exception means; None where it means a fault."""
    if isinstance(error, RuleBroken):
        return _of_rule(error)
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    return _of_django(error)


def _of_rule(error: RuleBroken) -> HttpResponse:
    wait = getattr(error, "retry_after", None)
    return problem(
        error.status,
        detail=error.detail,
        code=error.code,
        title=error.title,
        source=error.source,
        errors=error.errors,
        headers={"Retry-After": str(wait)} if wait else None,
    )


def _of_framework(error: exceptions.APIException) -> HttpResponse:
    if isinstance(error, exceptions.ValidationError):
        return problem(422, errors=flat_errors(error.detail))
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(error.auth_header)  # type: ignore[attr-defined] # set by the view
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait))  # type: ignore[attr-defined] # of Throttled
    code = str(getattr(error.detail, "code", ""))
    usual = KNOWN.get(error.status_code, ("", ""))
    own = code not in {type(error).default_code, "error", "parse_error", "permission_denied"}
    said = error.detail if own or isinstance(error, exceptions.ParseError) else usual[1]
    return problem(error.status_code, detail=said, code=code if own else usual[0], headers=headers)


#: Django's own exceptions by the status they mean; the first that fits counts.
MEANS: list[tuple[type[Exception], int]] = [
    (Http404, 404),
    (PermissionDenied, 403),
    (RequestDataTooBig, 413),
    (SuspiciousOperation, 400),
]


def _of_django(error: Exception) -> HttpResponse | None:
    if isinstance(error, DjangoValidationError):
        return problem(422, errors=_messages(error))
    if isinstance(error, OperationalError | InterfaceError):
        logger.error("The database did not do what was asked.", exc_info=error)
        return problem(503, headers={"Retry-After": "5"})
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        logger.error("The disk is full.", exc_info=error)
        return problem(507)
    status = next((status for kind, status in MEANS if isinstance(error, kind)), None)
    return problem(status) if status else None


def _messages(error: DjangoValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return {name: [str(text) for text in texts] for name, texts in error.message_dict.items()}
    return {"inputs": [str(text) for text in error.messages]}
