"""The measures of one process: every figure of the measurement log, and the cases behind each."""

from __future__ import annotations

from django.db.models import Sum
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from kpi.api.asking import AS_OF, CURSOR, PAGE_SIZE, PERIOD, PROCESS, SPEED, UNIT, FiguresView
from kpi.api.shapes import MEASURES as SCHEMA
from kpi.api.shapes import CasesShape
from kpi.models import ItemFact
from kpi.queries.case_rows import page_of
from kpi.queries.freshness import log_number
from kpi.queries.measuring import Measured
from kpi.queries.question import Question, read_question
from kpi.rules.cases import MEASURES

ASKED = [PROCESS, PERIOD, UNIT, SPEED, AS_OF]


class MeasuresView(FiguresView):
    """The measures of a process."""

    @extend_schema(operation_id="kpi_measures", parameters=ASKED, responses={200: SCHEMA})
    def get(self, request: Request) -> Response:
        """Rates, counts, backlog and working times of one process in a period."""
        question = read_question(self.told(), self.post_held)
        number = log_number(question.organisation_id)
        figures = Measured(question.scope, [question.window]).tally(question.window).as_json()
        return Response({"log_number": number, **_asked(question), **figures})


class MeasureCasesView(FiguresView):
    """The cases behind a measure."""

    @extend_schema(
        operation_id="kpi_measures_cases",
        parameters=[
            *ASKED,
            OpenApiParameter("measure", str, required=True, enum=list(MEASURES)),
            OpenApiParameter("part", str, description="The state or speed class, where a measure has parts."),
            CURSOR,
            PAGE_SIZE,
        ],
        responses=CasesShape,
    )
    def get(self, request: Request) -> Response:
        """Rows counted, rows marked, rows left out and why."""
        question, told = read_question(self.told(), self.post_held), self.told()
        measure = told.get("measure", "")
        if measure not in MEASURES:
            known = {"measure": [_("One of: %(names)s.") % {"names": ", ".join(MEASURES)}]}
            raise InvalidInputs(_("These figures can't be asked for like this."), errors=known)
        start, size = self.paging()
        cases = Measured(question.scope, [question.window]).cases(
            measure, question.window, told.get("part", "")
        )
        page = page_of(((question.process, case) for case in cases), self.post_held, start=start, size=size)
        return Response(CasesShape({**vars(page), "next": self.next_address(page), "lines": []}).data)


def _asked(question: Question) -> dict[str, object]:
    facts = ItemFact.objects.of(question.organisation_id, question.process)
    if question.unit is not None:
        facts = facts.filter(unit=question.unit)
    if question.speed:
        facts = facts.filter(speed=question.speed)
    period = [
        at.astimezone(clock.BANGKOK).isoformat()
        for at in (question.period.starts_at, question.period.ends_at)
    ]
    return {
        "period": period,
        "as_of": question.as_of.astimezone(clock.BANGKOK).isoformat(),
        "cases": facts.count(),
        "events": facts.aggregate(all=Sum("event_count"))["all"] or 0,
        "skipped_rows": 0,
    }
