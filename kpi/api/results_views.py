"""Indicators: what they are, what they came to, and the cases behind."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from eoffice.common import clock
from eoffice.organisations.models import Unit
from kpi.api.asking import AREA, AS_OF, CURSOR, PAGE_SIZE, PERIOD, PROCESS, UNIT, FiguresView
from kpi.api.shapes import CasesShape, IndicatorListShape, IndicatorShape, ResultListShape, ResultShape
from kpi.catalogue.read import Indicator, catalogue
from kpi.queries.case_rows import page_of
from kpi.queries.freshness import log_number
from kpi.queries.question import Question, read_question
from kpi.queries.result_id import ResultId, read_result_id
from kpi.queries.results import Results
from kpi.rules.numbers import status_of


class IndicatorsView(FiguresView):
    """The catalogue."""

    @extend_schema(
        operation_id="kpi_indicators_list", parameters=[AREA, PROCESS], responses=IndicatorListShape
    )
    def get(self, request: Request) -> Response:
        """Every indicator that is measured: area, duty, standard, definition, target, kind."""
        told = self.told()
        found = catalogue().asked(area=told.get("area", ""), process=told.get("process", ""))
        return Response({"results": IndicatorShape(found, many=True).data, "next": None})


class ResultsView(FiguresView):
    """Indicators computed for a period."""

    @extend_schema(
        operation_id="kpi_results_list",
        parameters=[PERIOD, AREA, PROCESS, UNIT, AS_OF],
        responses=ResultListShape,
    )
    def get(self, request: Request) -> Response:
        """Every indicator for a period, with n of d and how it stands to its target."""
        told = self.told()
        question = read_question(told, self.post_held)
        number, results = log_number(question.organisation_id), results_of(question)
        found = catalogue().asked(area=told.get("area", ""), process=told.get("process", ""))
        shown = [told_result(indicator, question, results, number) for indicator in found]
        return Response({"results": ResultShape(shown, many=True).data, "next": None})


class ResultView(FiguresView):
    """One computed indicator."""

    @extend_schema(operation_id="kpi_results_retrieve", responses=ResultShape)
    def get(self, request: Request, id: str) -> Response:  # noqa: A002 -- the name in the address
        """The same indicator for the same period, read up to the same instant."""
        asked, question = self.asked(id)
        number, results = log_number(question.organisation_id), results_of(question)
        return Response(ResultShape(told_result(asked.indicator, question, results, number)).data)

    def asked(self, text: str) -> tuple[ResultId, Question]:
        """What the id asks of the reader's own agency. Raises Http404."""
        asked = read_result_id(text)
        unit = None
        if asked is not None and asked.unit_id is not None:
            units = Unit.objects.filter(organisation=self.post_held.organisation_id)
            unit = units.filter(pk=asked.unit_id).first()
        if asked is None or (unit is None) != (asked.unit_id is None) or asked.as_of > clock.now():
            raise Http404
        return asked, Question(self.post_held.organisation_id, "", asked.period, asked.as_of, unit)


class ResultCasesView(ResultView):
    """The cases behind an indicator."""

    @extend_schema(operation_id="kpi_results_cases", parameters=[CURSOR, PAGE_SIZE], responses=CasesShape)
    def get(self, request: Request, id: str) -> Response:  # noqa: A002 -- the name in the address
        """Rows counted, rows marked, rows left out and why; for an indicator of indicators, its lines."""
        asked, question = self.asked(id)
        start, size = self.paging()
        results = results_of(question)
        page = page_of(results.cases(asked.indicator), self.post_held, start=start, size=size)
        shown = {**vars(page), "next": self.next_address(page), "lines": results.lines(asked.indicator)}
        return Response(CasesShape(shown).data)


def results_of(question: Question) -> Results:
    """The results of the question's period."""
    unit_id = question.unit.pk if question.unit is not None else None
    return Results(question.organisation_id, question.period, question.as_of, unit_id)


def told_result(indicator: Indicator, question: Question, results: Results, number: int) -> dict[str, Any]:
    """One result, as its shape shows it."""
    rate = results.rate(indicator)
    unit_id = question.unit.pk if question.unit is not None else None
    return {
        "id": str(ResultId(indicator, question.period, question.as_of, unit_id)),
        "indicator": indicator.id,
        "name": str(indicator.name),
        "period": question.period.name,
        "unit": unit_id,
        "as_of": question.as_of,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "value": rate.percent,
        "target": indicator.target,
        "status": status_of(rate, indicator.target),
        "small": rate.is_small,
        "definition_version": indicator.version,
        "computed_at": clock.now(),
        "log_number": number,
    }
