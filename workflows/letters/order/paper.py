"""How orders and announcements lie on their papers (forms 4 and 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.rules.wording import Wording
from workflows.letters.writing.paper import without_owner

if TYPE_CHECKING:
    from documents.rendering.papers import Paper
    from workflows.letters.writing.fields import Written


def order(item: Written, wording: Wording) -> Paper:
    """คำสั่ง (ข้อ 16)."""
    from documents.rendering import papers

    return papers.Order(
        **without_owner(item, wording), number=item.document.reference, subject=wording.subject
    )


def announcement(item: Written, wording: Wording) -> Paper:
    """ประกาศ (ข้อ 20)."""
    from documents.rendering import papers

    return papers.Announcement(
        **without_owner(item, wording), number=item.document.reference, subject=wording.subject
    )
