"""Issuing, reserving, cancelling and inserting register numbers (sheet 3.2, 3.3)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Set
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import BigIntegerField, CharField, Max
from django.utils.translation import gettext as _

from documents.actions.counters import locked_counter, next_number
from documents.actions.papers import correct
from documents.classes import Run, Secrecy
from documents.holding import holder_of
from documents.models import Document, Register, RegisterChange, RegisterCounter, RegisterEntry
from documents.rules.labels import label
from documents.rules.years import register_year, year_of_day
from documents.sealing import seal
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, NumberConflict, TransitionRefused
from eoffice.common.prepared import Question, Slot, Writing
from eoffice.organisations.models import Organisation, Unit
from eoffice.organisations.settings_of import OWN_RUN, settings_of
from eoffice.people import audit
from eoffice.people.models import Post

State = RegisterEntry.State
_write = Writing(RegisterEntry)
_central: Question[Register] = Question(
    lambda: Register.objects.filter(
        organisation=Slot("organisation", BigIntegerField()), run=Slot("run", CharField()), unit=None
    )
)


#: How the number of a circular is written where it is one of the general run (ข้อ 32).
CIRCULAR_AMONG_ALL = "{code}/ว {number}"


class Columns(TypedDict, total=False):
    """The columns of forms 13 and 14 that a caller fills in."""

    reference: str
    dated_on: dt.date | None
    from_text: str
    to_text: str
    subject: str
    action: str
    remarks: str


def register_of(organisation: Organisation, run: str, unit: Unit | None = None) -> Register:
    """The book of a run, opened when it is asked for the first time."""
    if unit is None and (found := _central(organisation=organisation.pk, run=run)):
        found[0].organisation = organisation
        return found[0]
    return Register.objects.get_or_create(organisation=organisation, run=run, unit=unit)[0]


def circular_register(organisation: Organisation) -> tuple[Register, str]:
    """The book that circulars (ว) are numbered in and the pattern of their numbers (ข้อ 32).

    A run of their own, or the general numbers with ว before them, as the agency decided.
    """
    own = settings_of(organisation).circular_run == OWN_RUN
    register = register_of(organisation, Run.CIRCULAR if own else Run.SEND)
    return register, register.written_as if own else CIRCULAR_AMONG_ALL


def books_to_open(post: Post, opened: Set[str]) -> list[tuple[str, str]]:
    """Runs (id and name) other than the `opened` ones whose central book `post` would keep."""
    closed = [run for run in Run if run.value not in opened]
    return [(run.value, str(run.label)) for run in closed if _would_keep(post, run)]


def open_book(post: Post, run: str) -> Register:
    """Open the agency's book of a run; one that is open already stays as it is.

    Raises InvalidInputs for an unknown run, NotAllowed for somebody else than its registrar.
    """
    if run not in Run.values:
        raise InvalidInputs(errors={"run": [_("There is no such book.")]})
    if not _would_keep(post, Run(run)):
        raise not_its_keeper()
    return register_of(post.organisation, run)


def _would_keep(post: Post, run: Run) -> bool:
    return Register(organisation_id=post.organisation_id, run=run.value).is_kept_by(post)


def enter(
    document: Document | None,
    *,
    register: Register,
    post: Post | None,
    at: dt.datetime | None = None,
    pattern: str = "",
    year: int | None = None,
    **columns: Unpack[Columns],
) -> RegisterEntry:
    """Write a row under the next number of the calendar year of `at` in Bangkok (ข้อ 38.2, 43.1.2).

    `year` (BE) is told where the paper bears a day of another year, as an order signed on the last of it.

    Columns not given are taken from the document. Two statements; the counter is locked until commit, so
    lock the item before calling and the chain head after (ARCHITECTURE 4). `post` None is the system.
    """
    moment = at or clock.now()
    with transaction.atomic(savepoint=False):
        entry = _blank(register, year or register_year(moment), post=post, at=moment)
        entry.document = document
        _fill(entry, document, columns)
        entry.number = next_number(register, entry.year)
        entry.label = label_of(register, entry, pattern)
        _write(entry)
    return entry


def reserve(
    register: Register,
    *,
    purpose: str,
    post: Post,
    reserved_for: Post | None = None,
    expires_at: dt.datetime | None = None,
    at: dt.datetime | None = None,
    pattern: str = "",
) -> RegisterEntry:
    """Keep the next number for somebody; it takes its row at once and never returns to the pool.

    It is kept until `expires_at`, else for the days that the agency decided (15 are usual; sheet 3.3).
    """
    _require_keeper(register, post)
    if not purpose.strip():
        raise InvalidInputs(errors={"purpose": [_("Say what the number is for.")]})
    moment = at or clock.now()
    ends = expires_at or moment + dt.timedelta(days=settings_of(post.organisation).reserved_days)
    if ends <= moment:
        raise InvalidInputs(errors={"expires_at": [_("The last day must lie ahead.")]})
    with transaction.atomic(savepoint=False):
        entry = _blank(register, register_year(moment), post=post, at=moment)
        entry.state, entry.purpose, entry.expires_at = State.RESERVED, purpose, ends
        entry.reserved_by, entry.reserved_for = post, reserved_for or post
        entry.secrecy = Secrecy.CONFIDENTIAL if register.is_secret else Secrecy.NORMAL
        entry.number = next_number(register, entry.year)
        entry.label = label_of(register, entry, pattern)
        entry.save(force_insert=True)
    return entry


def use_reservation(
    entry: RegisterEntry,
    document: Document | None,
    *,
    post: Post,
    at: dt.datetime | None = None,
    **columns: Unpack[Columns],
) -> RegisterEntry:
    """Fill the row of a reserved number: its registrar, or whom it is kept for, before it expires."""
    with transaction.atomic():
        entry = _locked(entry)
        if post.pk not in {entry.reserved_for_id, entry.reserved_by_id}:
            _require_keeper(entry.register, post)
        if entry.state != State.RESERVED:
            raise NumberConflict(_("Number %(number)s is not reserved any more.") % {"number": entry.label})
        moment = at or clock.now()
        if entry.expires_at and entry.expires_at <= moment:
            raise TransitionRefused(
                _("The reservation of number %(number)s has run out.") % {"number": entry.label}
            )
        # entered_at stays: the row was written when the number was given, and the book is in that order.
        entry.state, entry.document, entry.filled_at = State.ISSUED, document, moment
        entry.expires_at = None
        _fill(entry, document, columns)
        entry.save()
    return entry


def expire_reservations(now: dt.datetime | None = None) -> int:
    """Cancel reserved numbers whose time has run out; answers how many. Safe to run at any time, twice."""
    moment = now or clock.now()
    return RegisterEntry.objects.expired(moment).update(
        state=State.VOID, expires_at=None, voided_at=moment, void_reason=_("The reservation ran out.")
    )


def void(
    entry: RegisterEntry,
    *,
    reason: str,
    post: Post,
    at: dt.datetime | None = None,
    by_holder: bool = False,
) -> RegisterEntry:
    """Cancel a number: the row stays with its reason, and prints struck through. Frozen from then on.

    The number of a letter is cancelled by the letter's own step, which says `by_holder`.
    """
    with transaction.atomic():
        entry = _locked(entry)
        _require_keeper(entry.register, post)
        if not by_holder:
            _require_free(entry)
        if not reason.strip():
            raise InvalidInputs(errors={"reason": [_("Say why the number is cancelled.")]})
        if entry.state == State.VOID:
            raise TransitionRefused(_("Number %(number)s is cancelled already.") % {"number": entry.label})
        entry.state, entry.void_reason = State.VOID, reason
        entry.voided_at, entry.voided_by, entry.expires_at = at or clock.now(), post, None
        entry.save()
        audit.note("number_void", post=post, subject=f"register_entry:{entry.pk}", number=entry.label)
    return entry


def insert_after(
    register: Register,
    *,
    year: int,
    number: int,
    reason: str,
    stated_on: dt.date,
    post: Post,
    document: Document | None = None,
    at: dt.datetime | None = None,
    pattern: str = "",
    **columns: Unpack[Columns],
) -> RegisterEntry:
    """Put a row between `number` and the next (เลขแทรก, practice): number.1, number.2 …

    Only the registrar, with a reason. `stated_on` is the day the book shows; the system's time is kept too.
    """
    _require_keeper(register, post)
    moment = at or clock.now()
    _check_insert(year, reason, stated_on, moment)
    with transaction.atomic():
        counter = locked_counter(register, year)
        if not 1 <= number <= counter.last:
            raise InvalidInputs(errors={"number": [_("There is no such number in this book yet.")]})
        rows = register.entries.filter(year=year, number=number)
        entry = _blank(register, year, post=post, at=moment)
        entry.document, entry.stated_on, entry.number = document, stated_on, number
        entry.sub_number = (rows.aggregate(last=Max("sub_number"))["last"] or 0) + 1
        _fill(entry, document, columns)
        entry.label = label_of(register, entry, pattern)
        entry.save(force_insert=True)
        audit.note(
            "number_insert",
            post=post,
            subject=f"register_entry:{entry.pk}",
            number=entry.label,
            reason=reason,
        )
    return entry


def set_floor(register: Register, year: int, last_used: int, *, post: Post) -> RegisterCounter:
    """Continue after the book used so far: `last_used` is its last number. Only upward.

    Raises NumberConflict when the register has gone past it.
    """
    _require_keeper(register, post)
    if not 0 <= last_used <= 9_999_999:
        raise InvalidInputs(errors={"last_used": [_("A number between 0 and 9,999,999, please.")]})
    with transaction.atomic():
        counter = locked_counter(register, year)
        if last_used < counter.last:
            raise NumberConflict(
                _("This book has reached number %(number)s; it can't go back.") % {"number": counter.last}
            )
        if last_used > counter.last:
            before, counter.last, counter.floor = counter.last, last_used, last_used
            counter.save(update_fields=["last", "floor"])
            audit.note(
                "register_floor",
                post=post,
                subject=f"register:{register.pk}",
                year=year,
                before=before,
                floor=last_used,
            )
    return counter


FIXABLE = ("reference", "dated_on", "from_text", "to_text", "subject", "action", "remarks")


def fix_row(
    entry: RegisterEntry,
    *,
    reason: str,
    post: Post,
    at: dt.datetime | None = None,
    **columns: Unpack[Columns],
) -> list[RegisterChange]:
    """Correct columns of a row; what stood there is kept with the reason. The number itself never changes:
    a wrong one is cancelled and another issued. A cancelled row is frozen.

    What the row says of its paper is corrected on the paper too, unless that is signed.
    """
    if not reason.strip():
        raise InvalidInputs(errors={"reason": [_("Say why the row is corrected.")]})
    with transaction.atomic():
        entry = _locked(entry)
        require_reader(entry, post)
        if entry.state == State.VOID:
            raise TransitionRefused(
                _("Number %(number)s is cancelled; its row is frozen.") % {"number": entry.label}
            )
        moment = at or clock.now()
        changes = [
            change
            for field, value in columns.items()
            if (change := _change(entry, field, value, RegisterChange(reason=reason, by=post, at=moment)))
        ]
        if changes:
            entry.save()
            _correct_paper(entry, {change.field for change in changes}, columns)
        return RegisterChange.objects.bulk_create(changes)


#: Columns of a row and what they are called on the paper.
_ON_PAPER = {
    "reference": "reference",
    "dated_on": "dated_on",
    "from_text": "sender_text",
    "to_text": "addressee",
    "subject": "subject",
}


def _correct_paper(entry: RegisterEntry, changed: Set[str], columns: Columns) -> None:
    """A unit's own book is its copy: the paper goes with the agency's."""
    told = {_ON_PAPER[name]: columns.get(name) for name in _ON_PAPER if name in changed}
    if not told or entry.document_id is None or entry.register.unit_id is not None:
        return
    document = Document.objects.select_for_update().get(pk=entry.document_id)
    if document.sealed_at is None:
        correct(document, **told)


def note_action(entry: RegisterEntry, text: str) -> None:
    """Write the การปฏิบัติ column as the work goes on (ข้อ 39): no correction, so no history row.

    A cancelled row is frozen and stays as it is.
    """
    if entry.state == State.VOID:
        return
    entry.action = text[:300]
    entry.save(update_fields=["action"])


def note_remark(entry: RegisterEntry, text: str) -> None:
    """Add to the หมายเหตุ column what became of the letter (appendix 7, 5.5); what stood there stays."""
    entry.remarks = "; ".join(filter(None, [entry.remarks, text]))[:500]
    entry.save(update_fields=["remarks"])


def not_its_keeper() -> NotAllowed:
    """Why somebody else than the registrar of a book is refused."""
    return NotAllowed(_("Only the registrar of this book may do this."))


def require_reader(entry: RegisterEntry, post: Post) -> None:
    """Refuse whoever may not read what stands in a row, before a form shows it."""
    _require_keeper(entry.register, post)
    if entry.masked_for(post).hidden:
        raise NotAllowed(_("This paper is secret; only those named for it see what stands in its row."))


def label_of(register: Register, entry: RegisterEntry, pattern: str = "") -> str:
    """The number as it is written on the paper."""
    written_as = pattern or register.written_as
    code = register.organisation.code if "{code}" in written_as else ""
    return label(written_as, number=entry.number, sub_number=entry.sub_number, year=entry.year, code=code)


def _blank(register: Register, year: int, *, post: Post | None, at: dt.datetime) -> RegisterEntry:
    return RegisterEntry(register=register, year=year, entered_at=at, entered_by=post)


def _fill(entry: RegisterEntry, document: Document | None, columns: Columns) -> None:
    """Columns as given, else as the document has them."""
    subject = columns.get("subject")
    if document is not None:
        entry.secrecy = document.secrecy
        entry.reference = document.reference
        entry.dated_on = document.dated_on
        entry.from_text, entry.to_text = document.sender_text, document.addressee
        if subject is None:
            subject = document.opened_subject() if document.is_secret else document.subject
    elif entry.register.is_secret:
        entry.secrecy = Secrecy.CONFIDENTIAL
    for name, value in columns.items():
        if name != "subject":
            setattr(entry, name, value)
    entry.write_subject(subject or "")


def _locked(entry: RegisterEntry) -> RegisterEntry:
    rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related("register__organisation")
    return rows.get(pk=entry.pk)


def _require_keeper(register: Register, post: Post) -> None:
    if not register.is_kept_by(post):
        raise not_its_keeper()


def _require_free(entry: RegisterEntry) -> None:
    if held := holder_of(entry):
        raise TransitionRefused(
            _("Number %(number)s belongs to a letter (%(kind)s): it is cancelled there, not at this desk.")
            % {"number": entry.label, "kind": held.kind}
        )


def _check_insert(year: int, reason: str, stated_on: dt.date, moment: dt.datetime) -> None:
    errors: dict[str, list[str]] = {}
    if not reason.strip():
        errors["reason"] = [_("Say why a number is inserted.")]
    if year_of_day(stated_on) != year:
        errors["stated_on"] = [_("The day must lie in the year of the book.")]
    elif stated_on > moment.astimezone(clock.BANGKOK).date():
        errors["stated_on"] = [_("The day must not lie ahead.")]
    if errors:
        raise InvalidInputs(errors=errors)


def _change(entry: RegisterEntry, field: str, value: object, change: RegisterChange) -> RegisterChange | None:
    """Set one column; the history row of it, or None when nothing changed."""
    if field not in FIXABLE:
        raise ValueError(f"not a column that can be corrected: {field}")
    old = entry.opened_subject() if field == "subject" else getattr(entry, field)
    if old == value:
        return None
    change.entry, change.field = entry, field
    if field == "subject":
        entry.write_subject(str(value))
    else:
        setattr(entry, field, value)
    if field == "subject" and entry.is_secret:
        change.sealed = seal(json.dumps([str(old), str(value)], ensure_ascii=False))
    else:
        change.old, change.new = _text(old), _text(value)
    return change


def _text(value: object) -> str:
    return "" if value is None else str(value)
