"""What the public page says of a paper: whether it is genuine, and nothing that is secret."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.models import DocumentFile, PublicCode, Signature
from eoffice.organisations.models import Organisation
from workflows.engine.models import Link
from workflows.engine.rules.classes import StateClass
from workflows.letters.memo.states import REFUSED as MEMO_REFUSED
from workflows.letters.models import Announcement, Memo, Order, OutgoingLetter
from workflows.letters.order.states import N, O
from workflows.letters.writing.fields import Written

KINDS: tuple[type[Written], ...] = (OutgoingLetter, Order, Announcement, Memo)
#: Links by which a later paper takes the place of this one.
_REPLACING = ("supersedes", "recalls")


class Standing(models.TextChoices):
    """How it stands with the paper now."""

    GENUINE = "genuine", _("This paper is genuine and in force")
    NOT_NUMBERED = "not_numbered", _("Signed, but its number was not given yet")
    NOT_PUBLISHED = "not_published", _("Signed, but not published yet")
    NOT_GRANTED = "not_granted", _("This memo is genuine, and what it asks for was not granted")
    TAKEN_DOWN = "taken_down", _("This announcement was taken down")
    CANCELLED = "cancelled", pgettext_lazy("paper", "This paper was cancelled")
    REPLACED = "replaced", _("This paper was replaced by a later one")
    ANEW = "anew", _("This paper came back and was written anew under another number")


@dataclass(frozen=True)
class Genuine:
    """The paper as whoever holds it may know it. Of a secret one neither subject nor who drafted it."""

    standing: Standing
    agency: str
    kind: str
    number: str
    dated_on: dt.date | None
    subject: str
    signatures: list[Signature] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)  # SHA-256 of the file that was kept as the paper
    replaced_by: str = ""

    @property
    def holds(self) -> bool:
        """Whether one may rely on it."""
        return self.standing is Standing.GENUINE

    @property
    def is_open(self) -> bool:
        """Whether it is neither in force nor undone."""
        return self.standing in {Standing.NOT_NUMBERED, Standing.NOT_PUBLISHED, Standing.NOT_GRANTED}


def find(code: str) -> Genuine | None:
    """What is known under the code; None where nothing is."""
    known = PublicCode.objects.filter(code=code[:32]).select_related("document__organisation").first()
    if known is None:
        return None
    document = known.document
    item = _item_of(document.pk)
    standing, later = _standing(item)
    agency: Organisation = document.organisation
    files = document.file_links.filter(role=DocumentFile.Role.MAIN).order_by("order", "pk")
    return Genuine(
        standing=standing,
        agency=agency.name,
        kind=str(document.get_kind_display()),
        number=document.reference,
        dated_on=document.dated_on,
        subject="" if document.is_secret else document.subject,
        signatures=list(document.signatures.all()),
        hashes=list(files.values_list("file__blob__sha256", flat=True)),
        replaced_by=later,
    )


def _item_of(document: int) -> Written | None:
    """The record of its way; none where the letter goes its way with another paper by now."""
    for model in KINDS:
        found = model._base_manager.filter(document=document).select_related("document").first()
        if found is not None:
            return found
    return None


def _standing(item: Written | None) -> tuple[Standing, str]:
    if item is None:
        return Standing.ANEW, ""
    if item.state_class in {StateClass.CANCELLED.value, StateClass.VOID.value}:
        return Standing.CANCELLED, ""
    links = Link.objects.filter(kind__in=_REPLACING, to_process=item.process, to_item=item.pk)
    later = links.order_by("-pk").first()
    if later is not None or item.state == O.SUPERSEDED:
        return Standing.REPLACED, _number_of(later)
    return _by_itself(item), ""


def _by_itself(item: Written) -> Standing:
    """Of a paper that nothing came after: by its number, its decision, or where it is posted."""
    if isinstance(item, Announcement):
        if item.state != N.PUBLISHED:
            return Standing.NOT_PUBLISHED
        return Standing.TAKEN_DOWN if item.taken_down_at else Standing.GENUINE
    if isinstance(item, Memo):  # it is signed by its decision, and needs no number
        return Standing.NOT_GRANTED if item.decision in MEMO_REFUSED else Standing.GENUINE
    return Standing.NOT_NUMBERED if item.entry_id is None else Standing.GENUINE


def _number_of(link: Link | None) -> str:
    """The number of the later paper, if that one may be known."""
    models_of: dict[str, Any] = {model.process: model for model in KINDS}
    if link is None or link.from_process not in models_of:
        return ""
    rows = models_of[link.from_process]._base_manager.filter(pk=link.from_item)
    return str(rows.values_list("document__reference", flat=True).first() or "")
