"""What views of this app ask of a request."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from rest_framework.request import Request

from documents.models import Register, RegisterEntry
from eoffice.common.errors import InvalidInputs
from eoffice.common.numbers import whole_number
from eoffice.people.hidden import seen_or_404
from eoffice.people.models import Post


def post_of(request: Request) -> Post:
    """The post that the request acts from; the permission of every view has seen to it."""
    post: Post = request._request.post_held  # type: ignore[attr-defined] # set by the log-in
    return post


def register_seen(pk: int, post: Post) -> Register:
    """The register, if `post` may see it."""
    books = Register.objects.visible_to(post).select_related("organisation", "unit")
    return seen_or_404(books, pk, post, kind="register")


def entry_seen(pk: int, post: Post) -> RegisterEntry:
    """The row, if `post` may see it."""
    rows = RegisterEntry.objects.visible_to(post).select_related(
        "register__organisation", "reserved_for__person"
    )
    return seen_or_404(rows, pk, post, kind="register_entry", agency="register__organisation")


def day(request: Request, name: str) -> dt.date | None:
    """A day of the query, YYYY-MM-DD of the common era."""
    value = request.query_params.get(name, "")
    if not value:
        return None
    try:
        found = dt.date.fromisoformat(value)
    except ValueError as error:
        raise InvalidInputs(errors={name: [_("Write the day as YYYY-MM-DD.")]}) from error
    if not 1900 <= found.year <= 2400:
        raise InvalidInputs(errors={name: [_("Write the day as YYYY-MM-DD.")]})
    return found


def year(request: Request) -> int | None:
    """The BE year of the query."""
    told = request.query_params.get("year", "")
    if not told:
        return None
    value = whole_number(told, digits=4)
    if value is None or not 2400 <= value <= 3000:
        raise InvalidInputs(errors={"year": [_("The year is a Buddhist one: 2569.")]})
    return value
