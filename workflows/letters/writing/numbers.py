"""The number of a paper written here: the next one, one reserved at the desk, or one between two others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.actions import numbers
from documents.classes import Run
from documents.models import RegisterEntry
from documents.rules.years import year_of_day
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.common.thai.digits import to_arabic
from eoffice.organisations.settings_of import OWN_RUN, settings_of
from workflows.engine.inputs import StepInputs, ask

if TYPE_CHECKING:
    from documents.models import Register
    from eoffice.people.models import Post
    from workflows.engine.act import Act
    from workflows.letters.writing.fields import Written

MOST_OFFERED = 50


def offered(item: Any) -> Sequence[str]:
    """The reserved numbers that a paper may take, as they are written."""
    return list(_reserved(item).order_by("expires_at").values_list("label", flat=True)[:MOST_OFFERED])


@dataclass(frozen=True, kw_only=True)
class WhichNumber(StepInputs):
    """Nothing told: the next number of the book."""

    reserved: str = ask.text(
        gettext_lazy("Use the reserved number"),
        required=False,
        max_length=120,
        suggest=offered,
        aside=True,
        keep=True,
        help=gettext_lazy("As it was reserved at the numbers desk."),
    )
    after: int | None = ask.number(
        gettext_lazy("Insert behind number"),
        required=False,
        minimum=1,
        maximum=9_999_999,
        aside=True,
        help=gettext_lazy("Only for a day that is past: 123 gives 123.1."),
    )
    reason: str = ask.text(
        gettext_lazy("Why a number is inserted"), required=False, max_length=300, aside=True
    )


@dataclass(frozen=True)
class Place:
    """The book, how its numbers are written, and the day that the paper bears."""

    register: Register
    day: dt.date
    pattern: str = ""
    remarks: str = ""


def enter_in_book(item: Written, which: WhichNumber, place: Place, act: Act) -> RegisterEntry:
    """Write the paper's row. Raises InvalidInputs where the number told is not to be had."""
    if which.reserved and which.after is not None:
        sentence = _("Either a reserved number or an inserted one.")
        raise InvalidInputs(sentence, errors={"after": [sentence]})
    if which.reserved:
        return _take_reserved(item, which.reserved, place, act)
    if which.after is not None:
        return _insert(item, which.after, which.reason, place, act)
    return numbers.enter(
        item.document,
        register=place.register,
        post=act.post,
        at=act.at,
        year=year_of_day(place.day) if place.register.run in _BEARS_YEAR else None,
        pattern=place.pattern,
        remarks=place.remarks,
    )


#: Runs whose numbers show the year of the day that the paper bears.
_BEARS_YEAR = {Run.ORDER.value, Run.ANNOUNCEMENT.value}


def _take_reserved(item: Written, label: str, place: Place, act: Act) -> RegisterEntry:
    plain = _plainly(label)
    rows = RegisterEntry.objects.reserved().filter(register=place.register)
    entry = next((row for row in rows if _plainly(row.label) == plain or row.digits == plain), None)
    if entry is None:
        sentence = _("Number %(number)s is not reserved in this book.") % {"number": label}
        raise InvalidInputs(sentence, errors={"reserved": [sentence]})
    if entry.year != year_of_day(place.day):
        sentence = _("Number %(number)s is one of the year %(year)s; the paper bears a day of another.") % {
            "number": label,
            "year": entry.year,
        }
        raise InvalidInputs(sentence, errors={"reserved": [sentence]})
    told: numbers.Columns = {"remarks": place.remarks} if place.remarks else {}
    taken = numbers.use_reservation(entry, item.document, post=_keeper(act), at=act.at, **told)
    if place.pattern:
        taken.label = numbers.label_of(place.register, taken, place.pattern)
        taken.save(update_fields=["label"])
    return taken


def _insert(item: Written, after: int, reason: str, place: Place, act: Act) -> RegisterEntry:
    if not reason.strip():
        sentence = _("Say why a number is inserted.")
        raise InvalidInputs(sentence, errors={"reason": [sentence]})
    told: numbers.Columns = {"remarks": place.remarks or reason}
    try:
        return numbers.insert_after(
            place.register,
            year=year_of_day(place.day),
            number=after,
            reason=reason,
            stated_on=place.day,
            post=_keeper(act),
            document=item.document,
            at=act.at,
            pattern=place.pattern,
            **told,
        )
    except InvalidInputs as refused:
        names = {"number": "after", "stated_on": "dated_on"}
        errors = {names.get(name, name): texts for name, texts in refused.errors.items()}
        raise InvalidInputs(refused.detail, errors=errors, source=refused.source) from refused


def _keeper(act: Act) -> Post:
    if act.post is None:
        raise NotAllowed(_("Only the registrar of this book may do this."))
    return act.post


def _reserved(item: Any) -> Any:
    rows = RegisterEntry.objects.reserved().filter(register__organisation=item.organisation_id)
    return rows.filter(register__run=_run(item))


def _run(item: Any) -> str:
    """The run of the agency in which the paper gets its number."""
    if item.process != "outgoing_letter":
        return {"memo": Run.MEMO, "order": Run.ORDER}.get(item.process, Run.ANNOUNCEMENT).value
    if item.document_id and item.document.is_secret:
        return Run.SECRET_SEND.value
    own = settings_of(item.organisation).circular_run == OWN_RUN
    return Run.CIRCULAR.value if item.is_circular and own else Run.SEND.value


def _plainly(label: str) -> str:
    return "".join(to_arabic(label).split())
