"""Questions about orders and announcements."""

from __future__ import annotations

from workflows.letters.order.states import O
from workflows.letters.writing.named import CirculatedQuerySet
from workflows.letters.writing.queryset import WrittenQuerySet


class OrderQuerySet(CirculatedQuerySet):
    """Orders of one or several organisations."""

    unfinished = (O.DRAFT,)
    unsigned = (O.TO_SIGN, O.CANCELLED)
    told_in = (O.CIRCULATED,)


class AnnouncementQuerySet(WrittenQuerySet):
    """Announcements of one or several organisations."""

    unfinished = (O.DRAFT,)
    unsigned = (O.TO_SIGN, O.CANCELLED)
