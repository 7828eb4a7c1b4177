"""Beginning a draft from a template: what it asks first, then the writing page with its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from documents.rules import merging
from eoffice.common.errors import InvalidInputs
from eoffice.common.numbers import whole_number
from eoffice.common.thai.normalise import normalise
from eoffice.people.hidden import seen_or_404
from eoffice.people.posts import PostedRequest
from workflows.letters.actions.templates import begun
from workflows.letters.models import IncomingLetter
from workflows.letters.models.template import DraftTemplate

#: Before the place of an answer in the address, in the order in which the template asks.
ANSWER = "f"


@dataclass(frozen=True)
class Asked:
    """One name that the template asks, its place in the address, and what was answered."""

    name: str
    field: str
    value: str
    error: str


def offered(request: PostedRequest, kind: str) -> list[DraftTemplate]:
    """The templates from which a draft of this kind may begin."""
    return list(DraftTemplate.objects.visible_to(request.post_held).filter(kind=kind).for_list())


def words_of_template(
    request: PostedRequest, kind: str, answered: IncomingLetter | None = None
) -> Mapping[str, str] | HttpResponse:
    """What `?template=` gives the fields; a page instead where it asks something first."""
    wanted = whole_number(request.GET.get("template", ""))
    if not wanted:
        return {}
    rows = DraftTemplate.objects.visible_to(request.post_held).filter(kind=kind)
    template = seen_or_404(rows, wanted, request.post_held, kind="template")
    names = merging.asked_in(template.texts())
    fields = {name: f"{ANSWER}{place}" for place, name in enumerate(names)}
    told = {name: normalise(request.GET.get(field, "")[:500]) for name, field in fields.items()}
    try:
        return begun(template, request.post_held, told, answered)
    except InvalidInputs as wrong:
        first = not any(field in request.GET for field in fields.values())
        asked = [
            Asked(name, field, told[name], "" if first else "".join(wrong.errors.get(name, [])))
            for name, field in fields.items()
        ]
        context = {"template": template, "asked": asked, "answers": answered and answered.pk}
        return render(request, "letters/drafts/ask.html", context, status=200 if first else 422)
