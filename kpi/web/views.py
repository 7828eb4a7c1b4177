"""Pages of figures: the one to show at a meeting, the lists behind it, and the life of a case."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from eoffice.common.numbers import whole_number
from eoffice.organisations.models import Unit
from kpi.models import ItemFact
from kpi.queries.case_rows import CasePage, page_of
from kpi.queries.comparing import Compare
from kpi.queries.dashboard import dashboard_of
from kpi.queries.measuring import Measured
from kpi.queries.question import read_question
from kpi.queries.result_id import read_result_id
from kpi.queries.results import Results
from kpi.readers import must_read_figures
from kpi.rules.cases import MEASURES
from kpi.rules.numbers import status_of
from kpi.web import links, words
from kpi.web.answering import answering_told
from kpi.web.choices import choices_of
from kpi.web.indicators import indicator_rows
from kpi.web.lists import told_case, told_row
from kpi.web.pictures import pictures_of
from kpi.web.tiles import tiles_of
from workflows.engine.may import state_label
from workflows.engine.models import Tracked, Transition
from workflows.engine.registry import by_process

PAGE = 50


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The figures of a period: what an administrator shows at a meeting."""
    post = must_read_figures(getattr(request, "post_held", None))
    question = read_question(request.GET, post)
    compare = request.GET.get("compare", "")
    compare = compare if compare in set(Compare) else Compare.PREVIOUS
    page = dashboard_of(question, compare)
    pictures = pictures_of(page)
    context = {
        "page": page,
        "organisation": post.organisation,
        "process_name": words.process_name(question.process),
        "period_name": words.period_name(question.period),
        "choices": choices_of(question, compare),
        "tiles": tiles_of(page),
        "pictures": pictures,
        "drawn": {picture.name: picture.data for picture in pictures if picture.data},
        "indicators": indicator_rows(page.results),
        "answering": answering_told(question),
    }
    return render(request, "kpi/dashboard.html", context)


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The list behind a measure."""
    post = must_read_figures(getattr(request, "post_held", None))
    question = read_question(request.GET, post)
    measure, part = request.GET.get("measure", ""), request.GET.get("part", "")
    if measure not in MEASURES:
        raise Http404
    found = Measured(question.scope, [question.window]).cases(measure, question.window, part)
    start = _start(request)
    page = page_of(((question.process, case) for case in found), post, start=start, size=PAGE)
    context = {
        "title": words.MEASURES[measure],
        "part": words.SPEEDS.get(part) or words.states_of(question.process).get(part, ""),
        "question": question,
        "process_name": words.process_name(question.process),
        "period_name": words.period_name(question.period),
        "back": links.dashboard(question),
        **_listed(request, page, start),
    }
    return render(request, "kpi/cases.html", context)


@login_required
@require_safe
def result(request: HttpRequest, told: str) -> HttpResponse:
    """An indicator of the catalogue: what it is, what it came to, and what it counted."""
    post = must_read_figures(getattr(request, "post_held", None))
    asked = read_result_id(told)
    if asked is None:
        raise Http404
    unit = None
    if asked.unit_id is not None:
        unit = get_object_or_404(Unit, organisation=post.organisation_id, pk=asked.unit_id)
    results = Results(post.organisation_id, asked.period, asked.as_of, asked.unit_id)
    start = _start(request)
    page = page_of(results.cases(asked.indicator), post, start=start, size=PAGE)
    rate = results.rate(asked.indicator)
    context = {
        "indicator": asked.indicator,
        "rate": rate,
        "status_word": words.STATUSES[status_of(rate, asked.indicator.target)],
        "as_of": asked.as_of,
        "unit": unit,
        "period_name": words.period_name(asked.period),
        "lines": [(line, words.STATUSES[line.status]) for line in results.lines(asked.indicator)],
        **_listed(request, page, start),
    }
    return render(request, "kpi/result.html", context)


@login_required
@require_safe
def item(request: HttpRequest, process: str, pk: int) -> HttpResponse:
    """The life of a case: every transition, in words."""
    post = must_read_figures(getattr(request, "post_held", None))
    model = _model(process)
    manager: Any = model._default_manager
    found = get_object_or_404(manager.visible_to(post), pk=pk)
    rows = Transition.objects.of(process, pk).select_related("actor", "on_behalf_of__person", "unit")
    context = {
        "item": found,
        "process_name": words.process_name(process),
        "state_label": state_label(found, found.state),
        "fact": ItemFact.objects.filter(process=process, item=pk).first(),
        "rows": [told_row(model, row) for row in rows],
    }
    return render(request, "kpi/item.html", context)


def _model(process: str) -> type[Tracked]:
    try:
        return by_process(process)
    except KeyError:
        raise Http404 from None


def _start(request: HttpRequest) -> int:
    return whole_number(request.GET.get("start", ""), digits=8) or 0


def _listed(request: HttpRequest, page: CasePage, start: int) -> dict[str, Any]:
    """The rows in words, and the addresses of the pages beside."""
    return {
        "page": page,
        "rows": [told_case(row) for row in page.rows],
        "has_times": any(row.case.spent is not None for row in page.rows),
        "newer": _beside(request, max(0, start - PAGE)) if start else "",
        "older": _beside(request, page.following) if page.following is not None else "",
    }


def _beside(request: HttpRequest, start: int) -> str:
    told = request.GET.copy()
    told["start"] = str(start)
    return f"{request.path}?{told.urlencode()}"
