"""How far the facts have read the log."""

from __future__ import annotations

from kpi.actions.rebuild import FACTS
from workflows.engine.models import SubscriberCursor


def log_number(organisation_id: int) -> int:
    """The chain number up to which the facts have read the organisation's log; 0 before the first row."""
    cursors = SubscriberCursor.objects.filter(subscriber=FACTS, organisation_id=organisation_id)
    return cursors.values_list("number", flat=True).first() or 0
