"""Sentences why a step of an announcement is closed; an empty string means it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from workflows.letters.models import Announcement


def is_posted(item: Announcement) -> str:
    """What was taken down is no longer posted."""
    return _("The announcement was taken down already.") if item.taken_down_at else ""
