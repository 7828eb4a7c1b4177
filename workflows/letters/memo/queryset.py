"""Questions about memos."""

from __future__ import annotations

from workflows.letters.memo.states import M
from workflows.letters.writing.named import CirculatedQuerySet


class MemoQuerySet(CirculatedQuerySet):
    """Memos of one or several organisations."""

    unfinished = (M.DRAFT, M.NUMBERED)
    unsigned = (M.SUBMITTED, M.CANCELLED)
    told_in = (M.DISTRIBUTED,)
