"""What a story about records needs beside the cast."""

from __future__ import annotations

import datetime as dt
from typing import Any

from documents.actions import numbers, papers
from documents.models import Document, Register
from eoffice.common.clock import BANGKOK
from eoffice.people.models import Post


def at(day: str, time: str = "09:00") -> dt.datetime:
    """`2026-11-23`, `09:00` in Bangkok."""
    return dt.datetime.fromisoformat(f"{day}T{time}:00").replace(tzinfo=BANGKOK)


def letter(clerk: Post, subject: str = "ขอเชิญประชุม", **fields: Any) -> Document:
    """A document as it came in."""
    told: dict[str, Any] = {"reference": "ศธ 04346/123", "sender_text": "สพม.ตัวอย่าง", **fields}
    return papers.record(post=clerk, subject=subject, **told)


def book(clerk: Post, run: str = "receive") -> Register:
    """A register of the clerk's agency."""
    return numbers.register_of(clerk.organisation, run)
