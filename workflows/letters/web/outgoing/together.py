"""Several letters signed at one go: marked on a list, then watched while the worker signs."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from eoffice.common.errors import InvalidInputs
from eoffice.common.numbers import whole_number
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from workflows.letters.actions.folders import MOST, hand_over, waiting_letters
from workflows.letters.models import OutgoingLetter
from workflows.letters.models.folder import FolderRow, SigningFolder
from workflows.letters.outgoing.inputs import certificates_of, usual_certificate


@office_page()
def together(request: PostedRequest) -> HttpResponse:
    """Mark what is to be signed, and sign it with one password."""
    post, sent = request.post_held, request.POST
    marked = {pk for told in sent.getlist("letter") if (pk := whole_number(told)) is not None}
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            folder = hand_over(
                sorted(marked),
                post,
                password=sent.get("password", ""),
                certificate=sent.get("certificate", "none") or "none",
                passphrase=sent.get("passphrase", ""),
                key=sent.get("key", "") or uuid.uuid4().hex,
            )
            return redirect("outgoing:folder", key=folder.key)
        except InvalidInputs as refused:  # shown in the form, with what was marked
            errors = dict(refused.errors) or {"letters": [str(refused)]}
    fresh = OutgoingLetter(organisation=post.organisation)
    waiting = waiting_letters(post)
    context = {
        "rows": waiting.for_list()[:MOST],  # type: ignore[attr-defined] # our queryset
        "marked": marked,
        "errors": errors,
        "key": sent.get("key", "") or uuid.uuid4().hex,
        "offered": certificates_of(fresh, post),
        "chosen": sent.get("certificate", "") or usual_certificate(fresh),
        "signs": post.has(Role.DIRECTOR),
    }
    return render(request, "letters/outgoing/together.html", context, status=422 if errors else 200)


@office_page()
@require_safe
def folder(request: PostedRequest, key: uuid.UUID) -> HttpResponse:
    """How far the worker is, and what it could not sign and why."""
    found = SigningFolder.objects.filter(key=key, post=request.post_held).first()
    if found is None:
        raise Http404
    rows = list(found.rows.select_related("letter__document"))
    by_result = {name: [row for row in rows if row.result == name] for name in FolderRow.Result.values}
    settled = len(rows) - len(by_result["waiting"])
    context = {
        "folder": found,
        "total": len(rows),
        "settled": settled,
        "done": by_result["done"],
        "refused": by_result["refused"],
        "running": bool(by_result["waiting"]),
    }
    part = getattr(request, "htmx", False)
    answer = render(
        request, "letters/outgoing/_folder.html" if part else "letters/outgoing/folder.html", context
    )
    answer["Vary"] = "HX-Request"
    return answer
