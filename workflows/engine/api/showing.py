"""Showing items through serializers that a thread keeps.

A serializer copies each of its fields when it is made, which takes longer than to show one item by them.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rest_framework.serializers import Serializer

_kept = threading.local()


def shown(
    shape: type[Serializer[Any]], items: Sequence[Any], context: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The items as `shape`, which only shows, has them."""
    serializer = _serializer(shape)
    serializer._context = context  # what `Serializer.context` reads, of its nested ones too
    try:
        return [serializer.to_representation(item) for item in items]
    finally:
        serializer._context = {}  # a request and its items are not kept


def _serializer(shape: type[Serializer[Any]]) -> Any:
    by_shape: dict[Any, Any] = _kept.__dict__.setdefault("by_shape", {})
    found = by_shape.get(shape)
    if found is None:
        found = by_shape[shape] = shape()
    return found
