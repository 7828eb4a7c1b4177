"""The states of an assignment (domain sheet 12.1, 12.6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflows.engine.rules.classes import StateClass as C


class A(models.TextChoices):
    """planned -> assigned -> in_progress -> done."""

    PLANNED = "planned", _("planned")
    ASSIGNED = "assigned", _("assigned")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("done")
    DECLINED = "declined", _("handed back")
    CANCELLED = "cancelled", pgettext_lazy("assignment", "cancelled")


CLASSES = {
    A.PLANNED.value: C.DRAFT,
    A.ASSIGNED.value: C.ACTIVE,
    A.IN_PROGRESS.value: C.ACTIVE,
    A.DONE.value: C.DONE,
    A.DECLINED.value: C.CANCELLED,
    A.CANCELLED.value: C.CANCELLED,
}


class Part(models.TextChoices):
    """What an assignee has to do."""

    LEAD = "lead", _("leads")
    CO = "co", _("takes part")
    CC = "cc", _("for information")
