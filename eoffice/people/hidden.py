"""What is there, but not for this post to see: answered as if it were not (404), and noted (sheet 4.2)."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from eoffice.people.models import Post

T = TypeVar("T", bound=Model)


class Hidden(Http404):
    """A thing of the asker's own agency that they may not see; `subject` is what the audit notes."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


def note_hidden(request: HttpRequest, error: Hidden) -> None:
    """Let the audit know of it once the request is answered."""
    request.refused_item = lambda: error.subject  # type: ignore[attr-defined] # read by the middleware


def seen_or_404(rows: QuerySet[T], pk: int, post: Post, *, kind: str, agency: str = "organisation") -> T:
    """The row of `rows`, which are those that `post` may see. Raises Hidden, or Http404 where there is none.

    `kind` stands in the audit before the id; `agency` is the path from a row to whose it is.
    """
    found = rows.filter(pk=pk).first()
    if found is not None:
        return found
    everything: Any = rows.model._base_manager
    if everything.filter(pk=pk, **{agency: post.organisation_id}).exists():
        raise Hidden(f"{kind}:{pk}")
    raise Http404
