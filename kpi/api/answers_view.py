"""The time to answer (T-15)."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kpi.api.asking import AS_OF, PERIOD, SPEED, UNIT, FiguresView
from kpi.queries.answering import answering_of
from kpi.queries.freshness import log_number
from kpi.queries.question import read_question
from workflows.engine.api.shapes import Shape


class WaitedShape(Shape):
    """Working minutes from receipt to answer."""

    n = serializers.IntegerField()
    p50 = serializers.IntegerField(allow_null=True)
    p90 = serializers.IntegerField(allow_null=True)
    total = serializers.IntegerField()


class AnswersShape(Shape):
    """Questions whose fifteen days ended in the period, and how long answers took."""

    log_number = serializers.IntegerField()
    answered_in_time = serializers.ListField(help_text='[numerator, denominator, "percent"]')
    waited = WaitedShape()


class AnswersView(FiguresView):
    """The time to answer."""

    @extend_schema(
        operation_id="kpi_answers",
        parameters=[PERIOD, UNIT, SPEED, AS_OF],
        responses={200: AnswersShape},
    )
    def get(self, request: Request) -> Response:
        """Of questions received: how many were answered within fifteen days, and after what time."""
        question = read_question({**self.told(), "process": "incoming_letter"}, self.post_held)
        found = answering_of(question)
        assert found is not None
        shown = {
            "log_number": log_number(question.organisation_id),
            "answered_in_time": found.rate.as_json(),
            "waited": found.waited,
        }
        return Response(AnswersShape(shown).data)
