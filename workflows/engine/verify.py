"""Checking that the log is whole: no row changed, removed or put in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from eoffice.organisations.models import Organisation
from workflows.engine.chain import hash_of
from workflows.engine.models import ChainHead, Tracked, Transition
from workflows.engine.registry import processes


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was written."""

    organisation: str
    place: str
    sentence: str


def verify_log() -> Iterator[Finding]:
    """Everything wrong with any organisation's chain, and items whose state the log does not tell."""
    for organisation in Organisation.objects.order_by("pk"):
        yield from verify_chain(organisation)
    for model in processes():
        yield from _verify_states(model)
        for item, sentence in model.verify_words():
            yield Finding(str(item.organisation), str(item), sentence)


def verify_chain(organisation: Organisation) -> Iterator[Finding]:
    """Walk one chain from its beginning to the head that it has when this begins.

    Steps may be taken meanwhile: what they write lies behind that head.
    """
    head = ChainHead.objects.filter(pk=organisation.pk).first() or ChainHead(number=0, hash="")
    before, number = "0" * 64, 0
    rows = Transition.objects.filter(organisation=organisation, number__lte=head.number).order_by("number")
    for row in rows.iterator(chunk_size=2000):
        number += 1
        where = _("log %(number)s") % {"number": row.number}
        if row.number != number:
            sentence = _("row %(number)s is missing or the order is broken") % {"number": number}
            yield Finding(str(organisation), where, sentence)
            number = row.number
        if row.previous_hash != before:
            yield Finding(str(organisation), where, _("does not follow the row before it"))
        if hash_of(row) != row.hash:
            yield Finding(str(organisation), where, _("was changed after it was written"))
        before = row.hash
    if head.number != number or (number and head.hash != before) or _rows_behind_the_head(organisation):
        sentence = _("rows at the end of the log are missing or were added")
        yield Finding(str(organisation), _("end of the log"), sentence)


def _rows_behind_the_head(organisation: Organisation) -> bool:
    """Asked in one statement: a step commits its rows and the head together."""
    head = ChainHead.objects.filter(pk=organisation.pk).values("number")
    rows = Transition.objects.filter(organisation=organisation)
    return rows.filter(number__gt=Coalesce(Subquery(head), 0)).exists()


def _verify_states(model: type[Tracked]) -> Iterator[Finding]:
    """Every item stands in the state its last row tells; both are asked in one statement."""
    rows = Transition.objects.filter(process=model.process, item=OuterRef("pk")).order_by("-number")
    items = model._base_manager.annotate(told=Subquery(rows.values("target")[:1]))
    wrong = items.filter(Q(told__isnull=True) | ~Q(told=F("state"))).select_related("organisation")
    for item in wrong.order_by("pk"):
        told = {"state": item.state, "told": item.told or "–"}
        sentence = _("is in the state %(state)s, while the log tells %(told)s") % told
        yield Finding(str(item.organisation), str(item), sentence)
