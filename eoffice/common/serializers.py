"""Fields of the API that read Thai as people type it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from eoffice.common.thai.normalise import normalise


class ThaiTextField(serializers.CharField):
    """Text in one spelling, without control characters; one line, or several with `lines`.

    `max_length` counts the normalised text, so that invisible characters neither help nor harm.
    """

    def __init__(self, *, lines: bool = False, **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(**kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The normalised text. Done before anything is asked of it: what is invisible is also blank."""
        if isinstance(data, str):
            data = normalise(data, keep_lines=self.lines)
        return super().run_validation(data)
