"""Carrying out an import: all rows in one transaction, and the next number continues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents.actions.counters import locked_counter
from documents.actions.numbers import label_of, not_its_keeper
from documents.classes import Kind, Run, Speed
from documents.importing.checking import plan_import
from documents.importing.plan import NewEntry, Plan
from documents.importing.reading import Line
from documents.models import Document, Register, RegisterEntry
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.people import audit
from eoffice.people.models import Post

_AT_ONCE = 500
_KINDS = {
    Run.ORDER.value: Kind.ORDER.value,
    Run.ANNOUNCEMENT.value: Kind.ANNOUNCEMENT.value,
    Run.CERTIFICATE.value: Kind.CERTIFICATE.value,
    Run.MEMO.value: Kind.MEMO_NOTE.value,
}


def carry_out(lines: Sequence[Line], register: Register, *, post: Post, year: int | None = None) -> Plan:
    """Check again and enter all rows, or none (InvalidInputs); a second time adds nothing.

    Each row becomes a register row and, unless cancelled, a document; the counter goes on after the last
    number. Letters in the sense of work to be done are not made: that work is over. Only the registrar.
    """
    if not register.is_kept_by(post):
        raise not_its_keeper()
    with transaction.atomic():
        _lock_years(register, lines, year)
        plan = plan_import(lines, register, year=year)
        if not plan.is_sound:
            raise InvalidInputs(
                _("The table has rows that can't be entered. Nothing was entered."), code="bad_rows"
            )
        now = clock.now()
        for part in _parts(plan.entries):
            _enter(part, register, post, now)
        _continue_after(plan, register)
        audit.note(
            "register_import",
            post=post,
            subject=f"register:{register.pk}",
            entered=len(plan.entries),
            already=plan.already,
        )
    return plan


def _lock_years(register: Register, lines: Sequence[Line], year: int | None) -> None:
    """Nobody issues a number of these years meanwhile; always in the same order, so that no two deadlock."""
    first = plan_import(lines, register, year=year)
    for stretch in sorted(first.stretches, key=lambda one: one.year):
        locked_counter(register, stretch.year)


def _parts(entries: Sequence[NewEntry]) -> Iterator[Sequence[NewEntry]]:
    for at in range(0, len(entries), _AT_ONCE):
        yield entries[at : at + _AT_ONCE]


def _enter(part: Sequence[NewEntry], register: Register, post: Post, now: dt.datetime) -> None:
    living = [entry for entry in part if not entry.void_reason]
    made = Document.objects.bulk_create(_document(entry, register, post, now) for entry in living)
    documents = {entry.key: document for entry, document in zip(living, made, strict=True)}
    RegisterEntry.objects.bulk_create(
        _row(entry, register, documents.get(entry.key), post, now) for entry in part
    )


def _document(entry: NewEntry, register: Register, post: Post, now: dt.datetime) -> Document:
    told: dict[str, Any] = dict(entry.columns)
    document = Document(
        organisation_id=register.organisation_id,
        kind=_KINDS.get(register.run, Kind.EXTERNAL_LETTER.value),
        reference=told["reference"],
        dated_on=told["dated_on"],
        sender_text=told["from_text"],
        addressee=told["to_text"],
        speed=Speed.NORMAL,
        secrecy=entry.secrecy,
        created_by_id=post.person_id,
        created_at=now,
    )
    document.write_subject(str(told["subject"]))
    document.set_keys()
    return document


def _row(
    entry: NewEntry, register: Register, document: Document | None, post: Post, now: dt.datetime
) -> RegisterEntry:
    told = {name: value for name, value in entry.columns.items() if name != "subject"}
    row = RegisterEntry(
        register=register,
        year=entry.year,
        number=entry.number,
        sub_number=entry.sub_number,
        document=document,
        secrecy=entry.secrecy,
        entered_at=now,
        entered_by=post,
        stated_on=entry.registered_on,
        source_row=entry.digest,
        **told,
    )
    row.write_subject(str(entry.columns["subject"]))
    row.label = label_of(register, row)
    if entry.void_reason:
        row.state, row.void_reason, row.voided_at, row.voided_by = (
            RegisterEntry.State.VOID,
            entry.void_reason,
            now,
            post,
        )
    return row


def _continue_after(plan: Plan, register: Register) -> None:
    """The next number follows the last one of the file, where the book has not gone past it."""
    for stretch in plan.stretches:
        counter = locked_counter(register, stretch.year)
        if stretch.last > counter.last:
            counter.last = counter.floor = stretch.last
            counter.save(update_fields=["last", "floor"])
