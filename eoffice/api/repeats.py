"""`Idempotency-Key`: a POST that comes again answers as it did the first time, and is done once.

The key is written in the transaction of what it names: a request that died or was refused leaves it free,
and a repeat that comes while the first still runs waits for its answer.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException

from documents.sealing import seal, unseal
from eoffice.api.auth import identify
from eoffice.api.problem import problem, problem_of
from eoffice.common.errors import IdempotencyMismatch
from eoffice.common.once import once, one_transaction
from eoffice.people.models import User

HEADER = "Idempotency-Key"
LONGEST = 200
#: What of an answer's headers is told again.
KEPT = ("Content-Type", "ETag", "Location", "Content-Language", "Cache-Control")
#: Paths whose answers hold a secret, which is never kept.
EXEMPT = ("/api/v1/auth/",)
#: Paths that use the key themselves: checking a file takes seconds, and holds no transaction open.
BY_THEMSELVES = ("/api/v1/files/",)
View = Callable[..., HttpResponse]


class Refused(Exception):
    """Carries a refusal out of the transaction, which then leaves nothing behind."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


class RepeatsMiddleware:
    """Runs the view of a POST below `/api/` at most once for each key of a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The answer of a keyed POST; None lets every other request go its way."""
        key = request.headers.get(HEADER, "")
        if request.method != "POST" or not key or not request.path_info.startswith("/api/"):
            return None
        if request.path_info.startswith(EXEMPT):
            return None
        if len(key) > LONGEST or not key.isprintable():
            sentence = _("A request key is at most %(longest)d printable characters.") % {"longest": LONGEST}
            return problem(422, detail=sentence, errors={HEADER: [sentence]})
        if request.path_info in BY_THEMSELVES:
            return None
        try:
            return _answer(request, key, lambda: view(request, *args, **kwargs))
        except (OperationalError, InterfaceError) as error:
            return problem_of(error)  # around the view, where nobody else turns it into a refusal


def _answer(request: HttpRequest, key: str, do: Callable[[], HttpResponse]) -> HttpResponse | None:
    try:
        person = _person(request)
        what = person and _what(request)
    except (APIException, SuspiciousOperation, MultiPartParserError):
        return None  # the view meets the same fault, and says so in its own words
    if person is None:
        return None
    try:
        with transaction.atomic(), one_transaction():
            return _told(request, once(person.pk, key, what, lambda: _keep(request, do())))
    except Refused as refused:
        return refused.response
    except IdempotencyMismatch as error:
        return problem_of(error)


def _person(request: HttpRequest) -> User | None:
    known = identify(request)
    user = known[0] if known else getattr(request, "user", None)
    return user if isinstance(user, User) else None


def _what(request: HttpRequest) -> list[str]:
    """What was asked, so that the same key with another question is noticed."""
    post = getattr(request, "post_held", None)
    wanted = request.headers.get("X-Post", "")
    return [request.get_full_path(), str(post.pk if post else ""), wanted, _digest(request)]


def _digest(request: HttpRequest) -> str:
    """Of the body; of a form its parts, since its boundary differs from one sending to the next.

    Reading it here also keeps a slow upload from holding the transaction open.
    """
    if not (request.content_type or "").startswith("multipart/"):
        return hashlib.sha256(request.body).hexdigest()
    digest = hashlib.sha256(repr(sorted(request.POST.lists())).encode("utf-8", "replace"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            _add(digest, name, file)
    return digest.hexdigest()


def _add(digest: Any, name: str, file: UploadedFile[Any]) -> None:
    digest.update(f"\n{name}\n{file.name}\n{file.size}\n".encode("utf-8", "replace"))
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)


def _keep(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    """The answer as JSON; a refusal leaves the key free."""
    render = getattr(response, "render", None)
    if render is not None:
        render()
    if response.status_code >= 400:
        raise Refused(response)
    request.first_answer = response  # type: ignore[attr-defined] # our own attribute
    headers = {name: response.headers[name] for name in KEPT if name in response.headers}
    # Sealed: an answer may hold the subject of a secret paper, or a one-time password.
    sealed = base64.b64encode(seal(response.content.decode())).decode()
    return {"status": response.status_code, "headers": headers, "sealed": sealed}


def _told(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    """The answer itself the first time, what was kept of it from then on."""
    first: HttpResponse | None = getattr(request, "first_answer", None)
    if first is not None:
        return first
    again = HttpResponse(unseal(base64.b64decode(kept["sealed"])), status=kept["status"])
    for name, value in kept["headers"].items():
        again[name] = value
    again["Idempotency-Replayed"] = "true"
    return again
