"""The log, deadlines, links and cursors of every tracked process."""

from workflows.engine.models.deadline import Deadline, DeadlineChange
from workflows.engine.models.link import Link
from workflows.engine.models.log import ChainHead, Transition
from workflows.engine.models.notice import Notice
from workflows.engine.models.subscriber import SubscriberCursor
from workflows.engine.models.tracked import Holder, Tracked, TrackedQuerySet

__all__ = [
    "ChainHead",
    "Deadline",
    "DeadlineChange",
    "Holder",
    "Link",
    "Notice",
    "SubscriberCursor",
    "Tracked",
    "TrackedQuerySet",
    "Transition",
]
