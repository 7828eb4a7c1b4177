"""The event log as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from eoffice.common import clock
from eoffice.people import audit
from kpi.api.asking import PROCESS, FiguresView
from kpi.measurement_log.rows import RawRow
from kpi.queries.event_log import as_csv, as_ocel, as_xes, rows_of
from kpi.queries.question import read_question

FORMATS = {"csv": "text/csv; charset=utf-8", "xes": "application/xml", "ocel": "application/json"}
ENDINGS = {"csv": "csv", "xes": "xes", "ocel": "json"}


class EventLogView(FiguresView):
    """Events of a process, to be measured or mined elsewhere."""

    @extend_schema(
        operation_id="kpi_event_log",
        parameters=[
            PROCESS,
            OpenApiParameter(
                "from", OpenApiTypes.DATE, description="Items of which something happened since."
            ),
            OpenApiParameter("to", OpenApiTypes.DATE, description="And before this day."),
            OpenApiParameter("format", str, enum=list(FORMATS), description="csv unless told."),
        ],
        responses={(200, "text/csv"): str, (200, "application/xml"): str, (200, "application/json"): dict},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Whole lives of items: ids, times, states and due times; neither persons nor words."""
        told = self.told()
        kind = told.get("format", "csv")
        if kind not in FORMATS:
            names = ", ".join(FORMATS)
            raise serializers.ValidationError({"format": [_("One of: %(names)s.") % {"names": names}]})
        question = read_question({"process": told.get("process", "")}, self.post_held)
        rows = rows_of(
            question.organisation_id, question.process, since=self._day("from"), until=self._day("to")
        )
        audit.note("event_log_exported", post=self.post_held, process=question.process, format=kind)
        response = StreamingHttpResponse(_written(kind, rows, question.process), content_type=FORMATS[kind])
        response["Content-Disposition"] = f'attachment; filename="{question.process}.{ENDINGS[kind]}"'
        return response

    def _day(self, name: str) -> dt.datetime | None:
        text = self.request.query_params.get(name, "")
        if not text:
            return None
        try:
            day = dt.date.fromisoformat(text)
            return dt.datetime.combine(day, dt.time(), clock.BANGKOK).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            raise serializers.ValidationError({name: [_("A day as YYYY-MM-DD is expected.")]}) from None


def _written(kind: str, rows: Iterator[RawRow], process: str) -> Iterator[str]:
    if kind == "ocel":
        return as_ocel(rows, process)
    return as_csv(rows) if kind == "csv" else as_xes(rows)
