"""The states of orders and announcements, and what each means to a figure (domain sheet 12.3, 12.6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflows.engine.rules.classes import StateClass as C


class O(models.TextChoices):  # noqa: E742 -- as the other machines name their states
    """draft -> to_sign -> signed -> issued -> circulated -> done."""

    DRAFT = "draft", pgettext_lazy("state of an order", "draft")
    TO_SIGN = "to_sign", _("waiting for the signature")
    SIGNED = "signed", _("signed")
    ISSUED = "issued", pgettext_lazy("state of an order", "issued")
    CIRCULATED = "circulated", pgettext_lazy("state of an order", "circulated")
    DONE = "done", pgettext_lazy("state of an order", "acknowledged by all")
    SUPERSEDED = "superseded", pgettext_lazy("state of an order", "superseded")
    CANCELLED = "cancelled", pgettext_lazy("state of an order", "withdrawn")


CLASSES = {
    O.DRAFT.value: C.DRAFT,
    O.TO_SIGN.value: C.ACTIVE,
    O.SIGNED.value: C.ACTIVE,
    O.ISSUED.value: C.DONE,
    O.CIRCULATED.value: C.DONE,
    O.DONE.value: C.DONE,
    O.SUPERSEDED.value: C.DONE,
    O.CANCELLED.value: C.CANCELLED,
}
USUAL_WAY = (O.DRAFT, O.TO_SIGN, O.SIGNED, O.ISSUED, O.CIRCULATED, O.DONE)


class N(models.TextChoices):
    """Of an announcement: draft -> to_sign -> signed -> published."""

    DRAFT = "draft", pgettext_lazy("state of an order", "draft")
    TO_SIGN = "to_sign", _("waiting for the signature")
    SIGNED = "signed", _("signed")
    PUBLISHED = "published", pgettext_lazy("state of an announcement", "published")
    CANCELLED = "cancelled", pgettext_lazy("state of an order", "withdrawn")


NOTICE_CLASSES = {
    N.DRAFT.value: C.DRAFT,
    N.TO_SIGN.value: C.ACTIVE,
    N.SIGNED.value: C.ACTIVE,
    N.PUBLISHED.value: C.DONE,
    N.CANCELLED.value: C.CANCELLED,
}
NOTICE_WAY = (N.DRAFT, N.TO_SIGN, N.SIGNED, N.PUBLISHED)


class Timer(models.TextChoices):
    """Deadlines of single steps: they remind and escalate, and enter no rate."""

    DUE = "T-DUE", _("those named acknowledge")
