"""The templates of an office and its units."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents.rules.merging import AT_USE, ON_PAPER
from eoffice.common.numbers import whole_number
from eoffice.people.hidden import seen_or_404
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from workflows.letters.actions.templates import drop_template, keep_template, words_of
from workflows.letters.models.template import FIELDS, KEEPERS, DraftTemplate, TemplateKind
from workflows.letters.viewers import WRITTEN
from workflows.letters.web.drafts.template_form import TemplateForm


@office_page()
@require_GET
def templates(request: PostedRequest) -> HttpResponse:
    """All that one may begin from, by kind."""
    post = request.post_held
    rows = list(DraftTemplate.objects.visible_to(post).for_list())
    groups = [
        (kind, [(row, row.is_kept_by(post)) for row in rows if row.kind == kind.value])
        for kind in TemplateKind
    ]
    context = {"groups": groups, "may_route": post.has(*KEEPERS, Role.SECTION_HEAD)}
    return render(request, "letters/drafts/templates.html", context)


@office_page()
def new(request: PostedRequest) -> HttpResponse:
    """A new one: `?kind=`, or with the words of a draft, `?from=<process>:<id>`."""
    post = request.post_held
    draft = _draft(request.GET.get("from", ""), post)
    kind = draft.process if draft is not None else request.GET.get("kind", "")
    if kind not in FIELDS:
        raise Http404
    first: dict[str, Any] = {"unit": post.unit_id}
    if draft is not None:
        first |= {f"w_{name}": text for name, text in words_of(draft).items()}
        first["name"] = draft.document.subject[:120]
    return _edit(request, kind, None, first)


@office_page()
def template(request: PostedRequest, pk: int) -> HttpResponse:
    """One of them, to change or take away."""
    found = _seen(request, pk)
    first: dict[str, Any] = {"name": found.name, "unit": found.unit_id}
    first |= {f"w_{name}": text for name, text in found.words.items()}
    return _edit(request, found.kind, found, first)


def _edit(
    request: PostedRequest, kind: str, found: DraftTemplate | None, first: dict[str, Any]
) -> HttpResponse:
    form = TemplateForm(posted(request), kind=kind, post=request.post_held, initial=first)
    if form.is_bound and right(form):
        with refusals_in(form):
            keep_template(form.facts(), by=request.post_held, template=found)
            messages.success(request, _("Saved."))
            return redirect("drafts:templates")
    context = {"row": found, "kind": TemplateKind(kind).label, "names": (*AT_USE, *ON_PAPER)}
    return page_of_form(request, "letters/drafts/template.html", form, **context)


@office_page()
@require_POST
def drop(request: PostedRequest, pk: int) -> HttpResponse:
    """Take it away."""
    drop_template(_seen(request, pk), by=request.post_held)
    messages.success(request, _("The template was taken away."))
    return redirect("drafts:templates")


def _seen(request: PostedRequest, pk: int) -> DraftTemplate:
    rows = DraftTemplate.objects.visible_to(request.post_held)
    found: DraftTemplate = seen_or_404(rows, pk, request.post_held, kind="template")
    return found


def _draft(told: str, post: Post) -> Any:
    """The draft that is meant, as far as `post` may see it and its paper."""
    process, _colon, key = told.partition(":")
    model: Any = next((model for model in WRITTEN if model.process == process), None)
    if not told:
        return None
    pk = whole_number(key)
    found = model.objects.visible_to(post).for_list().filter(pk=pk).first() if model and pk else None
    if found is None:
        raise Http404
    return found
