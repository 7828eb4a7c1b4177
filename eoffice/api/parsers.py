"""Reading JSON bodies: whatever cannot be kept in a database is unreadable (400), never a fault of ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    """UTF-8 JSON without NaN, half characters (lone surrogates) or nesting beyond reason."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value, or ParseError."""
        raw: bytes = stream.read()
        if not raw.strip():
            return {}
        try:
            return _read(raw)
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is not readable as JSON.")) from error


def _read(raw: bytes) -> Any:
    value = json.loads(raw.decode(), parse_constant=_refuse)
    if b"\\u" in raw:  # an escape can name half a character, which UTF-8 cannot write
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")
