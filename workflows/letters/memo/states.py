"""The states of a memo, and what each means to a figure (domain sheet 12.3, 12.6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflows.engine.rules.classes import StateClass as C


class M(models.TextChoices):
    """draft -> numbered -> submitted -> decided -> distributed -> done."""

    DRAFT = "draft", pgettext_lazy("state of a memo", "draft")
    NUMBERED = "numbered", _("numbered")
    SUBMITTED = "submitted", pgettext_lazy("state of a memo", "submitted")
    DECIDED = "decided", pgettext_lazy("state of a memo", "decided")
    DISTRIBUTED = "distributed", pgettext_lazy("state of a memo", "those concerned were told")
    DONE = "done", pgettext_lazy("state of a memo", "acknowledged by all")
    CANCELLED = "cancelled", pgettext_lazy("state of a memo", "withdrawn")


CLASSES = {
    M.DRAFT.value: C.DRAFT,
    M.NUMBERED.value: C.DRAFT,
    M.SUBMITTED.value: C.ACTIVE,
    M.DECIDED.value: C.DONE,
    M.DISTRIBUTED.value: C.DONE,
    M.DONE.value: C.DONE,
    M.CANCELLED.value: C.CANCELLED,
}
USUAL_WAY = (M.DRAFT, M.SUBMITTED, M.DECIDED, M.DISTRIBUTED, M.DONE)


class Timer(models.TextChoices):
    """Deadlines of single steps: they remind and escalate, and enter no rate."""

    SLA = "T-SLA", _("decide on the memo")
    DUE = "T-DUE", _("those concerned acknowledge")


class Template(models.TextChoices):
    """What a memo is about, and so which further fields it has."""

    GENERAL = "general", pgettext_lazy("memo", "General")
    MONEY = "money", pgettext_lazy("memo", "Money")
    LEAVE = "leave", pgettext_lazy("memo", "Leave")
    TRAVEL = "travel", pgettext_lazy("memo", "Travel on duty")


class Decision(models.TextChoices):
    """The word of the decision."""

    APPROVED = "approved", _("Approved")
    PERMITTED = "permitted", _("Permitted")
    ACKNOWLEDGED = "acknowledged", _("Noted")
    AS_PROPOSED = "as_proposed", _("To be done as proposed")
    NOT_APPROVED = "not_approved", _("Not approved")
    NOT_PERMITTED = "not_permitted", _("Not permitted")


#: As it stands on the paper.
WORD = {
    Decision.APPROVED: "อนุมัติ",
    Decision.PERMITTED: "อนุญาต",
    Decision.ACKNOWLEDGED: "ทราบ",
    Decision.AS_PROPOSED: "ดำเนินการตามเสนอ",
    Decision.NOT_APPROVED: "ไม่อนุมัติ",
    Decision.NOT_PERMITTED: "ไม่อนุญาต",
}
#: The words that don't grant what was asked.
REFUSED = (Decision.NOT_APPROVED, Decision.NOT_PERMITTED)
