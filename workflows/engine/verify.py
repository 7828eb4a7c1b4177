"""Checking that the log is whole: no row changed, removed or put in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


def verify_chain(organisation: Organisation) -> Iterator[Finding]:
    """Walk one chain from its beginning to its head."""
    before, number = "0" * 64, 0
    rows = Transition.objects.filter(organisation=organisation).order_by("number")
    for row in rows.iterator(chunk_size=2000):
        number += 1
        where = f"log {row.number}"
        if row.number != number:
            yield Finding(str(organisation), where, f"row {number} is missing or the order is broken")
            number = row.number
        if row.previous_hash != before:
            yield Finding(str(organisation), where, "does not follow the row before it")
        if hash_of(row) != row.hash:
            yield Finding(str(organisation), where, "was changed after it was written")
        before = row.hash
    head = ChainHead.objects.filter(pk=organisation.pk).first()
    if (head.number if head else 0) != number or (head is not None and number and head.hash != before):
        yield Finding(str(organisation), "head", "rows at the end of the log are missing or were added")


def _verify_states(model: type[Tracked]) -> Iterator[Finding]:
    """Every item stands in the state its last row tells."""
    last: dict[int, str] = dict(
        Transition.objects.filter(process=model.process).order_by("pk").values_list("item", "target")
    )
    for item in model._base_manager.select_related("organisation").iterator(chunk_size=2000):
        if last.get(item.pk) != item.state:
            told = last.get(item.pk, "nothing")
            yield Finding(
                str(item.organisation), str(item), f"is in {item.state}, while the log tells {told}"
            )
