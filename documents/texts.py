"""One line of text as it comes in: normalised, without what no form can hold."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from eoffice.common.thai.normalise import normalise


class Words(serializers.CharField):
    """A line of Thai or other text, normalised (one spelling, nothing invisible)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_blank", options.get("required") is False)
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> str:
        """The normalised text; its length is checked as it is kept."""
        return normalise(super().to_internal_value(data))
