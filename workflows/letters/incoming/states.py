"""The states of an incoming letter, and what each means to a figure (domain sheet 12.1, 12.6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.engine.rules.classes import StateClass as C


class S(models.TextChoices):
    """arrived -> checked -> registered -> submitted <-> minuted -> ordered -> ... -> closed."""

    ARRIVED = "arrived", _("arrived")
    CHECKED = "checked", _("checked")
    REGISTERED = "registered", _("registered")
    SUBMITTED = "submitted", _("submitted")
    MINUTED = "minuted", _("minuted")
    ORDERED = "ordered", _("ordered")
    DISTRIBUTED = "distributed", _("distributed")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("done")
    CLOSED = "closed", _("closed")
    WAITING_OUTSIDE = "waiting_outside", _("waiting for another agency")
    RETURNED_TO_SENDER = "returned_to_sender", _("returned to the sender")
    FORWARDED_OUT = "forwarded_out", _("forwarded to another agency")
    VOIDED = "voided", _("number voided")


CLASSES = {
    S.ARRIVED.value: C.DRAFT,
    S.CHECKED.value: C.DRAFT,
    S.REGISTERED.value: C.ACTIVE,
    S.SUBMITTED.value: C.ACTIVE,
    S.MINUTED.value: C.ACTIVE,
    S.ORDERED.value: C.ACTIVE,
    S.DISTRIBUTED.value: C.ACTIVE,
    S.IN_PROGRESS.value: C.ACTIVE,
    S.WAITING_OUTSIDE.value: C.PAUSED,
    S.DONE.value: C.DONE,
    S.CLOSED.value: C.DONE,
    S.FORWARDED_OUT.value: C.DONE,
    S.RETURNED_TO_SENDER.value: C.CANCELLED,
    S.VOIDED.value: C.VOID,
}

#: Somebody still has to do something that counts.
OPEN = tuple(state for state, kind in CLASSES.items() if kind.is_open)
#: The reply to an e-mail is owed until somebody gives it, the system or a registrar (appendix 7, 3.2, 3.8).
REPLY_OWED = (S.ARRIVED.value, S.CHECKED.value, *OPEN, S.DONE.value)
#: The way of a plain day, for the life line.
USUAL_WAY = (
    S.ARRIVED,
    S.CHECKED,
    S.REGISTERED,
    S.SUBMITTED,
    S.ORDERED,
    S.DISTRIBUTED,
    S.IN_PROGRESS,
    S.DONE,
    S.CLOSED,
)


class Timer(models.TextChoices):
    """Deadlines of single steps: they remind and escalate, and enter no rate."""

    ACK = "T-ACK", _("tell the sender that the e-mail was received")
    SLA = "T-SLA", _("take the letter up")
    DUE = "T-DUE", _("date in the letter")
    WITHIN = "T-WITHIN", _("must reach the addressee by")
    QUESTION = "T-15", _("answer within fifteen days")


class Channel(models.TextChoices):
    """How a letter came."""

    POST = "post", _("by post")
    HAND = "hand", _("by hand")
    EMAIL = "email", _("e-mail")
    SYSTEM = "system", _("this system")
    ECMS = "ecms", _("e-CMS")
    FAX = "fax", _("fax")
