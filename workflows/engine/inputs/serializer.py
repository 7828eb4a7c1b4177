"""From a declaration of inputs to the serializer that checks, describes and reads them."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from workflows.engine.inputs import fields as f
from workflows.engine.inputs.ask import Ask

Field = serializers.Field[Any, Any, Any, Any]


def serializer_class(inputs: Any) -> type[serializers.Serializer[Any]]:
    """The serializer of an inputs class; it checks shape only and writes nothing."""
    return _serializer_class(inputs)


@functools.cache
def _serializer_class(inputs: Any) -> type[serializers.Serializer[Any]]:
    declared = {field.name: _field(field.metadata["ask"]) for field in dataclasses.fields(inputs)}
    # Two processes may both have, say, ReturnInputs: the description of the API tells them apart by folder.
    folder = inputs.__module__.split(".")[-2].title().replace("_", "")
    name = inputs.__name__ if folder in {"Engine", "Inputs"} else f"{folder}{inputs.__name__}"
    return type(name, (serializers.Serializer,), declared | {"__doc__": inputs.__doc__})


def _field(ask: Ask) -> Field:
    make = MAKERS[ask.kind]
    more: dict[str, Any] = {
        "required": ask.required and ask.default is None,
        "label": ask.label,
        "help_text": ask.help or None,
    }
    if not more["required"] and ask.kind not in {"flag", "files", "people", "rows", "texts"}:
        more["allow_null"] = True
    return make(ask, more)


def _text(ask: Ask, more: dict[str, Any]) -> Field:
    return f.WordsField(
        lines=ask.lines > 1, max_length=ask.max_length, allow_blank=not more["required"], **more
    )


def _choice(ask: Ask, more: dict[str, Any]) -> Field:
    return f.OneOfField(ask, allow_blank=not more["required"], **more)


def _flag(ask: Ask, more: dict[str, Any]) -> Field:
    return serializers.BooleanField(**(more | {"default": bool(ask.default), "required": False}))


def _number(ask: Ask, more: dict[str, Any]) -> Field:
    return f.WholeNumberField(min_value=ask.minimum, max_value=ask.maximum, **more)


def _several(child: Callable[[], Field]) -> Callable[[Ask, dict[str, Any]], Field]:
    def make(ask: Ask, more: dict[str, Any]) -> Field:
        limits: dict[str, Any] = {"allow_empty": not more["required"], "max_length": 500}
        return serializers.ListField(child=child(), error_messages=f.SEVERAL, **limits, **more)

    return make


def _texts(ask: Ask, more: dict[str, Any]) -> Field:
    child = f.WordsField(max_length=ask.max_length)
    return f.LinesField(child=child, allow_empty=not more["required"], max_length=100, **more)


def _rows(ask: Ask, more: dict[str, Any]) -> Field:
    assert ask.rows is not None
    limits: dict[str, Any] = {"many": True, "allow_empty": not more["required"], "max_length": 500}
    return serializer_class(ask.rows)(error_messages=f.SEVERAL, **limits, **more)


def _item(ask: Ask, more: dict[str, Any]) -> Field:
    return f.ItemField(ask.options()[0][0], **more)


MAKERS: dict[str, Callable[[Ask, dict[str, Any]], Field]] = {
    "text": _text,
    "choice": _choice,
    "flag": _flag,
    "number": _number,
    "day": lambda ask, more: f.DayField(**more),
    "instant": lambda ask, more: f.InstantField(**more),
    "person": lambda ask, more: f.PersonField(**more),
    "people": _several(f.PersonField),
    "unit": lambda ask, more: f.UnitField(**more),
    "organisation": lambda ask, more: f.OrganisationField(**more),
    "texts": _texts,
    "password": lambda ask, more: f.PasswordField(max_length=ask.max_length, **more),
    "secret": lambda ask, more: f.SecretField(max_length=ask.max_length, **more),
    "files": _several(f.FileField),
    "item": _item,
    "rows": _rows,
}
