"""How figures look to an API client."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kpi.catalogue.read import Indicator, Words, catalogue
from kpi.queries.case_rows import CaseRow
from kpi.rules.figures import RATES
from kpi.rules.numbers import Status
from kpi.rules.verdicts import Outcome
from workflows.engine.may import state_label


class Shape(serializers.Serializer[Any]):
    """A serializer that only shows."""


class WordsShape(Shape):
    """The same in both languages."""

    th = serializers.CharField()
    en = serializers.CharField()


class NamedWordsShape(WordsShape):
    """An area with its name in both languages."""

    id = serializers.CharField()


class DutyShape(WordsShape):
    """A duty as printed."""

    number = serializers.CharField()


class TargetShape(Shape):
    """What a value must reach."""

    op = serializers.CharField()
    value = serializers.IntegerField()
    unit = serializers.CharField()


class IndicatorShape(Shape):
    """An indicator of the catalogue. Key indicators of a process have no area and no duty."""

    id = serializers.CharField()
    area = serializers.SerializerMethodField()
    duty = serializers.SerializerMethodField()
    standard = serializers.SerializerMethodField(help_text="The state the work should be in; never computed.")
    name = WordsShape()
    definition = WordsShape()
    kind = serializers.CharField()
    evaluator = serializers.CharField()
    target = serializers.SerializerMethodField()
    printed_target = serializers.IntegerField(allow_null=True)
    period = serializers.CharField(help_text="The usual period.")
    processes = serializers.ListField(child=serializers.CharField(), source="measured_from")
    companions = serializers.ListField(child=serializers.CharField())
    definition_version = serializers.IntegerField(source="version")

    @extend_schema_field(NamedWordsShape(allow_null=True))
    def get_area(self, indicator: Indicator) -> dict[str, str] | None:
        """The area, named."""
        if not indicator.area:
            return None
        return {"id": indicator.area, **_words(catalogue().areas[indicator.area])}

    @extend_schema_field(DutyShape(allow_null=True))
    def get_duty(self, indicator: Indicator) -> dict[str, str] | None:
        """The duty it belongs to."""
        return {"number": indicator.duty_number, **_words(indicator.duty)} if indicator.duty.th else None

    @extend_schema_field(WordsShape(allow_null=True))
    def get_standard(self, indicator: Indicator) -> dict[str, str] | None:
        """The organisation standard beside it."""
        return _words(indicator.standard) if indicator.standard.th else None

    @extend_schema_field(TargetShape())
    def get_target(self, indicator: Indicator) -> dict[str, Any]:
        """The target in force."""
        return {"op": ">=", "value": indicator.target, "unit": "percent"}


def _words(words: Words) -> dict[str, str]:
    return {"th": words.th, "en": words.en}


class ResultShape(Shape):
    """One computed indicator. `value` is null where nothing was counted, never 0."""

    id = serializers.CharField()
    indicator = serializers.CharField()
    name = serializers.CharField()
    period = serializers.CharField()
    unit = serializers.IntegerField(allow_null=True)
    as_of = serializers.DateTimeField()
    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField()
    value = serializers.CharField(allow_null=True, help_text="Percent with two decimals.")
    target = serializers.IntegerField()
    status = serializers.ChoiceField(choices=[str(status) for status in Status])
    small = serializers.BooleanField(help_text="Fewer than 5 counted: to be shown without colour.")
    definition_version = serializers.IntegerField()
    computed_at = serializers.DateTimeField()
    log_number = serializers.IntegerField(help_text="The log was read up to this chain number.")


class ResultListShape(Shape):
    """All results of a period."""

    results = ResultShape(many=True)
    next = serializers.CharField(allow_null=True)


class IndicatorListShape(Shape):
    """The catalogue."""

    results = IndicatorShape(many=True)
    next = serializers.CharField(allow_null=True)


class CaseShape(Shape):
    """A case behind a figure."""

    process = serializers.CharField()
    item = serializers.IntegerField(source="item.pk")
    title = serializers.CharField(source="item.headline")
    state = serializers.CharField(source="item.state")
    state_label = serializers.SerializerMethodField()
    state_class = serializers.CharField(source="item.state_class")
    outcome = serializers.ChoiceField(choices=[str(outcome) for outcome in Outcome], source="case.outcome")
    reason = serializers.CharField(source="case.why")
    at = serializers.DateTimeField(
        source="case.at", allow_null=True, help_text="Of the counted transition or stay, where it is one."
    )
    stay = serializers.CharField(
        source="case.state", help_text="The state stayed in, where a stay is counted."
    )
    working_minutes = serializers.IntegerField(source="spent_minutes", allow_null=True)
    opened_at = serializers.DateTimeField(source="item.opened_at", allow_null=True)
    due_at = serializers.DateTimeField(source="item.due_at", allow_null=True)
    transitions = serializers.SerializerMethodField(help_text="Where its transitions are.")

    def get_state_label(self, row: CaseRow) -> str:
        """The state in words."""
        return state_label(row.item, row.item.state)

    def get_transitions(self, row: CaseRow) -> str:
        """The address of the transitions."""
        return f"/api/v1/{row.item.path}/{row.item.pk}/transitions/"


class LineShape(Shape):
    """A process or key indicator that an indicator counts."""

    id = serializers.CharField()
    name = serializers.CharField()
    numerator = serializers.IntegerField(source="rate.numerator")
    denominator = serializers.IntegerField(source="rate.denominator")
    value = serializers.CharField(source="rate.percent", allow_null=True)
    target = serializers.IntegerField()
    status = serializers.CharField()


class CasesShape(Shape):
    """The rows behind a figure: counted is the denominator, marked the numerator."""

    results = CaseShape(many=True, source="rows")
    next = serializers.CharField(allow_null=True)
    marked = serializers.IntegerField()
    counted = serializers.IntegerField()
    excluded = serializers.IntegerField()
    hidden = serializers.IntegerField(help_text="Cases that you may not see.")
    lines = LineShape(many=True)


#: Numerator, denominator, percent. Said without `prefixItems`, which tools of today still trip over.
RATE: dict[str, Any] = {
    "type": "array",
    "description": "Numerator, denominator, percent with two decimals (null where nothing counts).",
    "items": {"type": ["integer", "string", "null"]},
    "minItems": 3,
    "maxItems": 3,
}
SPREAD: dict[str, Any] = {
    "type": "object",
    "properties": {name: {"type": ["integer", "null"]} for name in ("n", "p50", "p90", "total")},
}


def _by(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": schema}


#: The figures of kpi-log.md, for the description.
MEASURES: dict[str, Any] = {
    "type": "object",
    "properties": {
        "log_number": {"type": "integer", "description": "The log was read up to this chain number."},
        "as_of": {"type": "string", "format": "date-time"},
        "period": {"type": "array", "items": {"type": "string", "format": "date-time"}},
        **{name: {"type": "integer"} for name in ("cases", "events", "skipped_rows", "not_yet_due")},
        **{
            name: {"type": "integer"}
            for name in ("opened", "done", "reopened", "cancelled", "voided", "extended")
        },
        "backlog_start": {"type": "integer"},
        "backlog_end": {"type": "integer"},
        **dict.fromkeys(RATES, RATE),
        "overdue": RATE,
        "on_time_by_speed": _by(RATE),
        "dwell": _by(SPREAD),
        "running": _by(SPREAD),
        "clipped": _by({"type": "integer"}),
        "share": _by({"type": ["string", "null"]}),
        "cycle": SPREAD,
    },
}
