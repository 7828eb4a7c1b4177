"""Sentences why a step of a paper is closed; an empty string means it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from workflows.letters.writing.fields import Written


def says_something(item: Written) -> str:
    """Neither a text nor a finished file is no item."""
    newest = item.document.texts.last()
    if (newest is not None and newest.wording.body.strip()) or item.document.file_links.exists():
        return ""
    return _("The draft has neither text nor file yet.")
