"""The states of a consultation, and what each means to a figure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from workflows.engine.rules.classes import StateClass as C


class K(models.TextChoices):
    """asked -> given; aside: withdrawn, lapsed."""

    ASKED = "asked", pgettext_lazy("consultation", "asked")
    GIVEN = "given", pgettext_lazy("consultation", "opinion given")
    WITHDRAWN = "withdrawn", pgettext_lazy("consultation", "withdrawn")
    LAPSED = "lapsed", pgettext_lazy("consultation", "gone on without it")


CLASSES = {
    K.ASKED.value: C.ACTIVE,
    K.GIVEN.value: C.DONE,
    K.WITHDRAWN.value: C.CANCELLED,
    K.LAPSED.value: C.CANCELLED,
}
USUAL_WAY = (K.ASKED, K.GIVEN)
