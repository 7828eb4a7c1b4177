"""Questions about outgoing letters."""

from __future__ import annotations

from workflows.letters.outgoing.states import S
from workflows.letters.writing.queryset import WrittenQuerySet


class OutgoingQuerySet(WrittenQuerySet):
    """Outgoing letters of one or several organisations."""

    unfinished = (S.DRAFT, S.RETURNED)
    unsigned = (S.REVIEWING, S.TO_SIGN)
