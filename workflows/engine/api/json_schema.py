"""The inputs of a step as JSON Schema, from the very serializer that reads them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from workflows.engine.inputs import fields as f
from workflows.engine.inputs.serializer import serializer_class

if TYPE_CHECKING:
    from workflows.engine.models import Tracked
    from workflows.engine.step import Step

Schema = dict[str, Any]
Field = serializers.Field[Any, Any, Any, Any]


def inputs_schema(step: Step, item: Tracked) -> Schema:
    """The JSON Schema of the step's body, with the usual answers for this item."""
    schema = _object(serializer_class(step.inputs)())
    _tell_usual(schema, step.inputs, item)
    return schema


def _tell_usual(schema: Schema, inputs: Any, item: Tracked) -> None:
    """The usual answers for this item, as `default`; those of rows too."""
    for field in dataclasses.fields(inputs):
        ask, told = field.metadata["ask"], schema["properties"][field.name]
        if ask.rows is not None:
            _tell_usual(told["items"], ask.rows, item)
        usual = ask.default_for(item)
        if usual is not None:
            told["default"] = _plain(usual)


def _object(serializer: Any) -> Schema:
    properties = {name: of_field(field) for name, field in serializer.fields.items()}
    required = [name for name, field in serializer.fields.items() if field.required]
    return {"type": "object", "properties": properties, "required": required}


def of_field(field: Field) -> Schema:
    """The schema of one field."""
    schema = next(make(field) for kind, make in KINDS if isinstance(field, kind))
    if field.allow_null and "type" in schema:
        schema["type"] = [schema["type"], "null"]
    if field.allow_null and "anyOf" in schema:
        schema["anyOf"].append({"type": "null"})
    if field.label:
        schema["title"] = str(field.label)
    if field.help_text:
        schema["description"] = str(field.help_text)
    return schema


def _text(field: Any) -> Schema:
    shortest = {} if field.allow_blank else {"minLength": 1}
    return {"type": "string", "maxLength": field.max_length, **shortest}


def _choice(field: Any) -> Schema:
    choices = dict(field.ask.options() if isinstance(field, f.OneOfField) else field.choices)
    ids = [str(key) for key in choices]
    empty = ([""] if field.allow_blank else []) + ([None] if field.allow_null else [])
    labels = {str(key): str(label) for key, label in choices.items()}
    return {"enum": [*ids, *empty], "x-labels": labels}


def _number(field: Any) -> Schema:
    return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}


def _instant(_field: Any) -> Schema:
    return {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}


def _row(field: Any) -> Schema:
    return {"type": "integer", "minimum": 1, "x-of": WHERE.get(type(field).__name__) or field.process}


def _list(field: Any) -> Schema:
    shortest = {} if field.allow_empty else {"minItems": 1}
    return {"type": "array", "items": of_field(field.child), "maxItems": field.max_length, **shortest}


def _rows(field: Any) -> Schema:
    shortest = {} if field.allow_empty else {"minItems": 1}
    return {"type": "array", "items": _object(field.child), "maxItems": field.max_length, **shortest}


#: Where the ids of a field are found.
WHERE = {
    "PersonField": "people",
    "UnitField": "units",
    "FileField": "files",
    "OrganisationField": "organisations",
}
KINDS: list[tuple[type[Any], Callable[[Any], Schema]]] = [
    (serializers.ListSerializer, _rows),
    (serializers.ListField, _list),
    (f.RowField, _row),
    (serializers.ChoiceField, _choice),
    (f.PasswordField, lambda field: {"type": "string", "format": "password", "maxLength": field.max_length}),
    (f.SecretField, lambda field: {"type": "string", "format": "password", "maxLength": field.max_length}),
    (serializers.CharField, _text),
    (serializers.BooleanField, lambda _field: {"type": "boolean"}),
    (serializers.IntegerField, _number),
    (serializers.DateField, lambda _field: {"type": "string", "format": "date"}),
    (f.InstantField, _instant),
]


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return getattr(value, "pk", value)
