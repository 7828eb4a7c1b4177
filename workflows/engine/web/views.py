"""Pages of any tracked item: what it is, what can be done, the form of each step, the machine's picture."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from eoffice.common.numbers import whole_number
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.engine import picture
from workflows.engine.models import Tracked
from workflows.engine.registry import processes
from workflows.engine.step import Step, steps_of
from workflows.engine.web.form import StepForm
from workflows.engine.web.gate import item_at, model_at
from workflows.engine.web.life import life_line, rows_of, told
from workflows.engine.web.section import section_of
from workflows.engine.web.words import what_now


@office_page()
@require_GET
def item(request: PostedRequest, path: str, pk: int) -> HttpResponse:
    """An item of any process, from its declarations; processes with a page of their own lead there."""
    found = item_at(path, pk, request.post_held)
    if found.get_absolute_url() != request.path:
        return redirect(found)
    rows = rows_of(found)
    context = {
        "item": found,
        "points": life_line(found, rows, request.post_held),
        "happenings": told(rows, found),
        "section": section_of(found, request.post_held),
    }
    return render(request, "engine/item.html", context)


@office_page()
@require_GET
def steps(request: PostedRequest, path: str, pk: int) -> HttpResponse:
    """The steps section alone."""
    found = item_at(path, pk, request.post_held)
    return render(request, "engine/_steps.html", {"section": section_of(found, request.post_held)})


@vary_on_headers("HX-Request")
@office_page()
def step(request: PostedRequest, path: str, pk: int, name: str) -> HttpResponse:
    """The form of a step, as a page or a part of one; sent, it takes the step."""
    found = item_at(path, pk, request.post_held)
    return _step(request, found, _step_named(found, name, creates=False))


@office_page()
def begin(request: PostedRequest, path: str, name: str) -> HttpResponse:
    """The form that makes a new item of a process."""
    model = model_at(path)
    fresh = model(organisation_id=request.post_held.organisation_id)
    return _step(request, fresh, _step_named(fresh, name, creates=True))


def _step_named(found: Tracked, name: str, *, creates: bool) -> Step:
    spec = steps_of(type(found)).get(name)
    if spec is None or spec.by_system_alone or spec.creates != creates:
        raise Http404(name)
    return spec


def _step(request: PostedRequest, found: Tracked, spec: Step) -> HttpResponse:
    if request.method != "POST":
        made_for_it = found.page_of_step(spec.name) if found.pk and "form" not in request.GET else ""
        if made_for_it:
            return redirect(made_for_it)
        return _shown(request, StepForm(found, spec, request.post_held, given=request.GET.dict()))
    form = StepForm(found, spec, request.post_held, request.POST, request.FILES)
    if "more" in request.POST:
        return _shown(request, form)
    done = form.take()
    return _shown(request, form, status=422) if done is None else _taken(request, done)


def _shown(request: PostedRequest, form: StepForm, status: int = 200) -> HttpResponse:
    template = "engine/_form.html" if request.htmx else "engine/step.html"
    context = {"form": form, "item": form.item, "next": next_page(request)}
    return render(request, template, context, status=status)


def _taken(request: PostedRequest, done: Tracked) -> HttpResponse:
    """To where the form asked, or the steps that are open now; an item gone out of sight leads home."""
    manager = type(done)._default_manager
    seen = manager.visible_to(request.post_held).for_list().filter(pk=done.pk).first()  # type: ignore[attr-defined] # the queryset's
    sentence = what_now(seen if seen is not None else done)
    if seen is not None and not next_page(request) and request.headers.get("X-Refreshes"):
        messages.success(request, sentence)  # said by the page, which fetches itself anew
        return HttpResponse(headers={"HX-Trigger": "item-changed", "HX-Reswap": "none"})
    if request.htmx and seen is not None and not next_page(request):
        context = {"section": section_of(seen, request.post_held), "said": sentence}
        response = render(request, "engine/_steps.html", context)
        response.headers["HX-Trigger"] = "item-changed"
        response.headers["HX-Retarget"] = f"#steps-{done.path}-{done.pk}"
        response.headers["HX-Reswap"] = "outerHTML"
        return response
    messages.success(request, sentence)
    address = next_page(request) or (seen.get_absolute_url() if seen is not None else "/")
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def next_page(request: PostedRequest) -> str:
    """Where the form asked to go on, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else ""


@office_page()
@require_GET
def machines(request: PostedRequest) -> HttpResponse:
    """Every process, each with its picture."""
    return render(request, "engine/machines.html", {"models": processes()})


@office_page()
@require_GET
def machine(request: PostedRequest, path: str) -> HttpResponse:
    """The picture of one machine; `?item=` lights the present state of an item that one may see."""
    model = model_at(path)
    wanted = whole_number(request.GET.get("item", ""))
    lit = item_at(path, wanted, request.post_held) if wanted is not None else None
    visited = [row.target for row in rows_of(lit)] if lit is not None else []
    context = {
        "model": model,
        "item": lit,
        "drawing": picture.draw(model, lit.state if lit else "", visited),
        "steps": [spec for spec in steps_of(model).values() if not spec.inner],
    }
    return render(request, "engine/machine.html", context)
