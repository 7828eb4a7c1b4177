"""Writing orders and announcements, numbering them, and letting those concerned know."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions import texts
from documents.actions.numbers import register_of
from documents.actions.papers import attach, correct, record
from documents.classes import Kind, Run, Secrecy
from documents.models import DocumentFile
from documents.rules.wording import Wording
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.common.thai.dates import full_date
from eoffice.organisations.models import Unit
from workflows.letters.order.inputs import signing_day
from workflows.letters.writing import named
from workflows.letters.writing.drafting import know_the_writer, writer
from workflows.letters.writing.numbers import Place, enter_in_book

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.models import Announcement, Order
    from workflows.letters.order import inputs as i
    from workflows.letters.writing.fields import Written


def begin(
    item: Written,
    wording: Wording,
    act: Act,
    unit: Unit | None,
    *,
    speed: str = "normal",
    secrecy: str = "",
) -> None:
    """Put down the first version."""
    post = writer(act)
    item.document = record(
        post=post,
        kind=wording.kind,
        sender_text=post.organisation.name,
        sender_organisation=post.organisation,
        subject=wording.subject,
        speed=speed,
        secrecy=secrecy or Secrecy.NORMAL,
        at=act.at,
    )
    know_the_writer(item, post, act)
    item.unit = unit or post.unit
    item.created_by, item.drafted_by = act.user, post
    texts.write(item.document, wording, post=post, at=act.at)


def wording_of_order(inputs: i.OrderInputs | i.EditOrderInputs, names: tuple[str, ...]) -> Wording:
    """Reason, power, what is ordered, whom it names, and from when it is in force (ข้อ 16)."""
    from_when = f"ทั้งนี้ ตั้งแต่วันที่ {full_date(inputs.effective_on)} เป็นต้นไป" if inputs.effective_on else ""
    return Wording(
        kind=Kind.ORDER,
        subject=inputs.subject,
        grounds=(inputs.reason, inputs.power) if inputs.reason or inputs.power else (),
        body=inputs.order,
        names=names,
        facts=(from_when,) if from_when else (),
    )


def rewrite(item: Written, wording: Wording, act: Act) -> None:
    """The next version; offered to somebody, it goes on waiting for them."""
    before = texts.wording_of(item.document)
    if texts.write(item.document, wording, post=writer(act), at=act.at).wording != before:
        act.evidence["version"] = item.document.texts.count()
    correct(item.document, subject=wording.subject)


def change(item: Written, **fields: str) -> Wording:
    """What the paper says now, with some fields otherwise."""
    before = texts.wording_of(item.document) or Wording(kind=item.document.kind, subject="")
    return dataclasses.replace(before, **fields)  # type: ignore[arg-type] # words alone


def enclose(item: Written, files: Sequence[object], act: Act) -> None:
    """Files beside the text; without one the first is the paper itself, brought in finished."""
    wording = texts.wording_of(item.document)
    written = wording is not None and wording.body.strip()
    role = DocumentFile.Role.ENCLOSURE if written else DocumentFile.Role.MAIN
    attach(item.document, files, post=writer(act), role=role, at=act.at)  # type: ignore[arg-type]


def says_all(inputs: i.OrderInputs | i.AnnouncementInputs) -> None:
    """What is not brought in as a finished file is written here, whole. Raises InvalidInputs."""
    names = ("reason", "power", "order") if hasattr(inputs, "order") else ("body",)
    missing = {name: [_("Write this, or bring in the finished file.")] for name in names}
    missing = {name: told for name, told in missing.items() if not getattr(inputs, name).strip()}
    if missing and not inputs.files:
        raise InvalidInputs(errors=missing)


def lines_of(rows: Sequence[i.NameRow]) -> tuple[str, ...]:
    """The people as they stand on the paper, a line each."""
    return tuple(f"{row.person.name} {row.duty}".strip() for row in rows)


def write_names(order: Order, rows: Sequence[i.NameRow]) -> None:
    """Those who will have to acknowledge. Of a secret order the duty stands in its sealed words alone."""
    order.readers.all().delete()
    people = dict.fromkeys(row.person for row in rows)
    duty = {} if order.document.is_secret else {row.person: row.duty for row in rows}
    order.readers.bulk_create(
        order.readers.model(item=order, person=person, duty=duty.get(person, ""), place=place)
        for place, person in enumerate(people)
    )


def give_number(item: Written, run: str, inputs: i.NumberInputs | i.PublishInputs, act: Act) -> None:
    """n/BE of the day of the signature, which is the day that the paper bears (sheet 12.3)."""
    day = signing_day(item)
    same_day(item, inputs.dated_on)
    document = item.document
    document.dated_on = day
    document.save(update_fields=["dated_on"])
    register = register_of(item.organisation, run)
    item.entry = enter_in_book(item, inputs, Place(register, day), act)
    correct(document, reference=item.entry.label)
    item.entry.reference = item.entry.label
    item.entry.save(update_fields=["reference"])
    act.evidence |= {"reference": item.entry.label, "dated_on": day.isoformat()}


def same_day(item: Written, dated_on: dt.date | None) -> None:
    """Raises InvalidInputs where another day is told than that of the signature."""
    day = signing_day(item)
    if dated_on is not None and dated_on != day:
        sentence = _("It was signed on %(day)s: that is the day it bears.") % {"day": full_date(day)}
        raise InvalidInputs(sentence, errors={"dated_on": [sentence]}, source="ข้อ 16.2")


def circulate(order: Order, inputs: i.CirculateInputs, act: Act) -> None:
    """Everybody named has to acknowledge, and whoever is told besides."""
    if not inputs.recipients and not order.readers.exists():
        sentence = _("The order names nobody: say who has to know of it.")
        raise InvalidInputs(sentence, errors={"recipients": [sentence]})
    order.acknowledge_by = inputs.acknowledge_by or named.usual_date(order, act.at)
    act.after(lambda: named.tell(order, inputs.recipients, act))


def supersede(order: Order, inputs: i.AmendInputs, act: Act) -> None:
    """The new order has its number already; both are linked, and the old text stays readable."""
    from workflows.letters.models import Order

    later = inputs.order
    if not isinstance(later, Order) or later.pk == order.pk or later.entry is None:
        sentence = _("Choose the new order, which has its number already.")
        raise InvalidInputs(sentence, errors={"order": [sentence]})
    act.evidence["reference"] = later.document.reference
    act.link("supersedes", later, order)


def publish(item: Announcement, inputs: i.PublishInputs, act: Act) -> None:
    """Where and how long it is posted; schools usually number it, though the form has no number."""
    first, last = inputs.posted_from or clock.today(), inputs.posted_until
    if last < first:
        raise InvalidInputs(errors={"posted_until": [_("The last day lies before the first.")]})
    item.places, item.posted_from, item.posted_until = list(inputs.places), first, last
    if inputs.numbered:
        give_number(item, Run.ANNOUNCEMENT, inputs, act)
        return
    same_day(item, inputs.dated_on)
    correct(item.document, dated_on=signing_day(item))
