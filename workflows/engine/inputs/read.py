"""Reading what a page or an API client sent into a step's inputs."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from eoffice.common.errors import InvalidInputs
from eoffice.common.field_errors import flat_errors
from workflows.engine.inputs.declare import StepInputs
from workflows.engine.inputs.serializer import serializer_class

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.engine.models import Tracked
    from workflows.engine.step import Step


def read_inputs(step: Step, told: Mapping[str, Any], item: Tracked, post: Post | None) -> StepInputs:
    """The checked inputs of `step`; a form's QueryDict and a JSON object are read alike.

    Raises InvalidInputs with a sentence for each wrong field.
    """
    if not isinstance(told, Mapping):
        raise InvalidInputs(_("An object with the step's inputs is expected."), source=step.clause)
    serializer = serializer_class(step.inputs)(data=told, context={"item": item, "post": post})
    if not serializer.is_valid():
        raise InvalidInputs(
            _("Some fields need correction."),
            source=step.clause,
            errors=flat_errors(serializer.errors),
        )
    return build(step.inputs, serializer.validated_data, item)


def build(kind: type[StepInputs], values: Mapping[str, Any], item: Tracked) -> StepInputs:
    """An inputs object from checked values; what was left out takes its usual answer."""
    told: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        ask = field.metadata["ask"]
        value = values.get(field.name)
        if value in (None, "", []) and not (ask.clears and field.name in values):
            value = ask.default_for(item)
        if value is None:
            continue
        if ask.kind == "rows":
            value = tuple(build(ask.rows, each, item) for each in value)
        told[field.name] = tuple(value) if isinstance(value, list) else value
    return kind(**told)
