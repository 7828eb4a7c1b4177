"""The base of every step's inputs."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.db import models


@dataclasses.dataclass(frozen=True, kw_only=True)
class StepInputs:
    """What a step is told, checked: declare fields with `ask.text(...)`, `ask.person(...)` and so on."""

    def evidence(self) -> dict[str, Any]:
        """What of the inputs the log keeps, as JSON: no secret text, files by id."""
        return {
            field.name: _as_json(getattr(self, field.name))
            for field in dataclasses.fields(self)
            if field.metadata["ask"].keep and getattr(self, field.name) not in (None, "", ())
        }


@dataclasses.dataclass(frozen=True, kw_only=True)
class NoInputs(StepInputs):
    """For a step that asks nothing."""


def _as_json(value: Any) -> Any:
    if isinstance(value, StepInputs):
        return value.evidence()
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_as_json(each) for each in value]
    return value
