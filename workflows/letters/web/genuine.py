"""The public page under the QR code of a paper: no log-in, nothing secret, not to be guessed at."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from eoffice.common.errors import RuleBroken
from eoffice.people.addresses import address_of
from workflows.letters.genuine import find

#: Looks of one address in a minute, and of them those under codes that are none.
MOST_LOOKS, MOST_GUESSES = 60, 10


class TooManyLooks(RuleBroken):
    """One address asks more often than people do."""

    code = "too_many_looks"
    status = 429
    title = _("Too many papers were asked about from here. Please try again in a minute.")


@require_http_methods(["GET", "HEAD", "POST"])
def genuine(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the paper is genuine. A file that is sent is compared by its SHA-256 and kept nowhere."""
    _refuse_too_many(request, "looks", MOST_LOOKS)
    _refuse_too_many(request, "guesses", MOST_GUESSES, count=False)
    found = find(code)
    if found is None:
        _refuse_too_many(request, "guesses", MOST_GUESSES)
        return _answer(request, {"found": None}, status=404)
    sent = request.FILES.get("file") if request.method == "POST" else None
    same = None if sent is None else _digest(sent.chunks()) in found.hashes
    return _answer(request, {"found": found, "same": same, "sent": sent.name if sent else ""}, status=200)


def _answer(request: HttpRequest, context: dict[str, object], *, status: int) -> HttpResponse:
    answer = render(request, "letters/genuine.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _digest(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _refuse_too_many(request: HttpRequest, what: str, most: int, *, count: bool = True) -> None:
    """Counted by the minute and the address, in the cache: where that is away nobody is kept out."""
    key = f"verify:{what}:{address_of(request) or 'here'}:{int(time.time() // 60)}"
    cache.add(key, 0, timeout=120)
    found = _counted(key) if count else int(cache.get(key) or 0)
    if found > most or (not count and found >= most):
        raise TooManyLooks


def _counted(key: str) -> int:
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two lines
        return 1
