"""Which state of an item a client has seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflows.engine.models import Tracked

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
NEVER = -1  # a version that no item ever has


def etag_of(item: Tracked) -> str:
    """The item's tag: it changes with every step."""
    return f'"{item.process}-{item.pk}-{item.version}"'


def version_wanted(if_match: str, item: Tracked) -> int | None:
    """The version that an `If-Match` header insists on: None for any, NEVER for one that has passed."""
    told = if_match.strip()
    if told in {"", "*"}:
        return None
    return item.version if etag_of(item) in {f'"{tag}"' for tag in _TAG.findall(told)} else NEVER
