"""Work that was done on paper and is recorded later: when it happened, and who may say so."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from eoffice.common.errors import InvalidInputs
from workflows.engine.models import Tracked, Transition

if TYPE_CHECKING:
    from eoffice.people.models import Post
    from workflows.engine.act import Sitting
    from workflows.engine.inputs import StepInputs
    from workflows.engine.step import Step


def note_the_time(sitting: Sitting, step: Step, told: StepInputs, item: Tracked) -> bool:
    """Let the sitting be at the instant that the inputs state, if they state one; `recorded_at` stays now.

    Answers whether one was stated. The office says so by its roles, never whoever the item names: figures
    judge by the instant stated. Raises InvalidInputs where it lies ahead, or before something that
    happened to the item already.
    """
    at: dt.datetime | None = getattr(told, "occurred_at", None)
    if at is None:
        return False
    if not _may_say(step, sitting.on_behalf_of or sitting.post):
        raise _wrong(_("Whoever does the work cannot state its time; those who take the step by office can."))
    if not earliest(item) <= at <= sitting.recorded_at:
        raise _wrong(_("The time stated must lie between the last step and now."))
    sitting.at = at
    return True


def earliest(item: Tracked) -> dt.datetime:
    """The last thing that happened to the item."""
    rows = Transition.objects.of(item.process, item.pk)
    last: dt.datetime | None = rows.aggregate(last=Max("occurred_at"))["last"]
    return last or item.entered_at


def _may_say(step: Step, post: Post | None) -> bool:
    return post is not None and post.has(*step.by)


def _wrong(sentence: str) -> InvalidInputs:
    return InvalidInputs(sentence, errors={"occurred_at": [sentence]})
