"""What every page of a form does with a refusal: show it in the form, with what was typed still there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from eoffice.common.errors import InvalidInputs, RuleBroken


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, or None where the page is only opened (an empty form was sent, too)."""
    return request.POST if request.method == "POST" else None


def right(*forms: Form) -> bool:
    """Whether all forms are filled in rightly. Every one is looked at, not only as far as the first wrong."""
    return not [form for form in forms if not form.is_valid()]


@contextmanager
def refusals_in(*forms: Form) -> Iterator[None]:
    """What a rule refuses inside the block is told in the forms, and the page goes on behind it.

    A sentence about a field stands at that field, any other on top of the first form, with its clause.
    """
    try:
        yield
    except RuleBroken as refused:
        _tell(forms, refused)


def page_of_form(request: HttpRequest, template: str, *forms: Form, **context: object) -> HttpResponse:
    """The page, with 422 where a form refuses a field and 403 or 409 where a rule refused the whole."""
    refused = next((form for form in forms if form.is_bound and form.errors), None)
    status = getattr(refused, "refused_status", InvalidInputs.status) if refused else 200
    return render(request, template, {"form": forms[0], "forms": forms, **context}, status=status)


def _tell(forms: Sequence[Form], refused: RuleBroken) -> None:
    told = False
    for field, sentences in refused.errors.items():
        form = next((form for form in forms if field in form.fields), None)
        if form is not None:
            told = True
            for sentence in sentences:
                form.add_error(field, sentence)
    if not told:
        clause = f" ({refused.source})" if refused.source else ""
        forms[0].add_error(None, f"{refused}{clause}")
        forms[0].refused_status = refused.status  # type: ignore[attr-defined] # read by page_of_form
