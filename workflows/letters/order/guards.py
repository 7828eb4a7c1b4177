"""Sentences why a step of an announcement is closed; an empty string means it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from workflows.letters.models import Announcement
    from workflows.letters.writing.fields import Written


def is_posted(item: Announcement) -> str:
    """What was taken down is no longer posted."""
    return _("The announcement was taken down already.") if item.taken_down_at else ""


def others_read_on(item: Written) -> str:
    """A stop of the route that is not the last."""
    return "" if len(item.route) > 1 else _("Nobody else of the route reads it after this.")


def reads_last(item: Written) -> str:
    """Approved for the signature it is by the last of the route."""
    return _("Others of the route read it after this.") if len(item.route) > 1 else ""
