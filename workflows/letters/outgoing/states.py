"""The states of an outgoing letter, and what each means to a figure (domain sheet 12.2, 12.6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.classes import Kind
from workflows.engine.rules.classes import StateClass as C


class S(models.TextChoices):
    """draft -> reviewing -> to_sign -> signed -> numbered -> ready -> sent -> acknowledged -> closed."""

    DRAFT = "draft", pgettext_lazy("state of an outgoing letter", "draft")
    REVIEWING = "reviewing", _("under review")
    TO_SIGN = "to_sign", _("waiting for the signature")
    SIGNED = "signed", _("signed")
    NUMBERED = "numbered", _("numbered")
    READY = "ready", _("ready to send")
    SENT = "sent", pgettext_lazy("state of an outgoing letter", "sent")
    ACKNOWLEDGED = "acknowledged", _("acknowledged by all")
    CLOSED = "closed", pgettext_lazy("state of an outgoing letter", "closed")
    RETURNED = "returned", _("sent back for correction")
    FAILED = "failed", _("could not be sent")
    CANCELLED = "cancelled", pgettext_lazy("state of an outgoing letter", "cancelled")


CLASSES = {
    S.DRAFT.value: C.DRAFT,
    S.REVIEWING.value: C.ACTIVE,
    S.RETURNED.value: C.ACTIVE,
    S.TO_SIGN.value: C.ACTIVE,
    S.SIGNED.value: C.ACTIVE,
    S.NUMBERED.value: C.ACTIVE,
    S.READY.value: C.ACTIVE,
    S.SENT.value: C.DONE,
    S.FAILED.value: C.DONE,
    S.ACKNOWLEDGED.value: C.DONE,
    S.CLOSED.value: C.DONE,
    S.CANCELLED.value: C.CANCELLED,
}
OPEN = tuple(state for state, kind in CLASSES.items() if kind.is_open)
#: It left the house.
OUT = (S.SENT, S.FAILED, S.ACKNOWLEDGED)
USUAL_WAY = (
    S.DRAFT,
    S.REVIEWING,
    S.TO_SIGN,
    S.SIGNED,
    S.NUMBERED,
    S.READY,
    S.SENT,
    S.ACKNOWLEDGED,
    S.CLOSED,
)


class Timer(models.TextChoices):
    """Deadlines of single steps: they remind and escalate, and enter no rate."""

    RESERVED = "T-RSV", _("the number is signed for")
    DELIVERY = "T-DELIV", _("the recipient acknowledges")


#: Kinds that travel as letters (sheet 2); orders and announcements have machines of their own.
KINDS = [
    (kind.value, kind.label)
    for kind in (Kind.EXTERNAL_LETTER, Kind.INTERNAL_LETTER, Kind.STAMPED_LETTER, Kind.OTHER)
]


#: The readers of the log by which agencies of one server reach each other.
DELIVERY, RETURNS = "delivery", "returns"
#: The reader that makes the paper of a letter once it has its number.
PAPERS = "papers"


class Sent(models.TextChoices):
    """How it stands with one recipient."""

    WAITING = "waiting", _("not sent yet")
    SENT = "sent", pgettext_lazy("to one recipient", "sent")
    FAILED = "failed", pgettext_lazy("to one recipient", "failed")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("to one recipient", "acknowledged")
    REJECTED = "rejected", pgettext_lazy("to one recipient", "rejected")


#: The reader that writes down what is to be said through e-CMS.
EXCHANGE = "exchange"


class Exchanged(models.TextChoices):
    """How a letter through e-CMS stands with one recipient (domain sheet 9.1)."""

    SENT = "sent", pgettext_lazy("through e-CMS", "sent")
    RECEIVE_NOTIFIED = "receive_notified", _("arrived at the recipient")
    ACCEPTED = "accepted", _("registered by the recipient")
    REJECTED = "rejected", pgettext_lazy("through e-CMS", "rejected by the recipient")
    INVALID_LETTER = "invalid_letter", _("a wrong letter, says the recipient")
    INVALID_ACCEPT_ID = "invalid_accept_id", _("the receive number was wrong")
    DELETE_REQUESTED = "delete_requested", _("withdrawn to be sent again")
