"""Errors of nested fields on one level, as API.md's `errors` (field -> list) shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def flat_errors(errors: Any, prefix: str = "") -> dict[str, list[str]]:
    """`{"assignees": [{}, {"person": ["…"]}]}` as `{"assignees[1].person": ["…"]}`."""
    found: dict[str, list[str]] = {}
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            found |= flat_errors(inner, _place(prefix, name))
    elif _nested(errors):
        for index, inner in enumerate(errors):
            found |= flat_errors(inner, f"{prefix}[{index}]")
    elif errors:
        sentences = errors if isinstance(errors, list | tuple) else [errors]
        found[prefix or "inputs"] = [str(sentence) for sentence in sentences]
    return found


def _place(prefix: str, name: Any) -> str:
    """Rows are counted from 0, in brackets; fields follow a full stop; the whole has its own name."""
    if name == "non_field_errors" and prefix:
        return prefix
    if str(name).isdigit():
        return f"{prefix}[{name}]"
    return f"{prefix}.{name}" if prefix else str(name)


def _nested(errors: Any) -> bool:
    several = isinstance(errors, list | tuple)
    return several and any(isinstance(each, Mapping | list | tuple) for each in errors)
