"""Writing a memo: the draft, its versions, its number, the way up, the decision."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions import texts
from documents.actions.numbers import register_of
from documents.actions.papers import attach, correct, record
from documents.classes import Kind, Run
from documents.models import DocumentFile, Signature
from documents.rules.wording import Wording
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.common.thai.dates import full_date
from eoffice.people.models import User
from workflows.letters.memo.states import Template
from workflows.letters.writing.drafting import know_the_writer, not_ahead, writer
from workflows.letters.writing.drafting import send_up as to_readers
from workflows.letters.writing.numbers import Place, enter_in_book

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.memo.inputs import DecideInputs, DraftInputs, EditInputs, NumberInputs
    from workflows.letters.models import Memo

FACTS = ("amount", "starts_on", "ends_on", "place")
#: What a template cannot do without.
NEEDS = {
    Template.MONEY.value: ("amount",),
    Template.LEAVE.value: ("starts_on", "ends_on"),
    Template.TRAVEL.value: ("starts_on", "ends_on", "place"),
}


def begin(memo: Memo, inputs: DraftInputs, act: Act) -> None:
    """Put down the first version, with its files."""
    post = writer(act)
    memo.template = inputs.template
    take_facts(memo, inputs)
    memo.document = record(
        post=post,
        kind=Kind.MEMO_NOTE,
        sender_text=post.organisation.name,
        sender_organisation=post.organisation,
        addressee=inputs.to,
        subject=inputs.subject,
        speed=inputs.speed,
        secrecy=inputs.secrecy,
        at=act.at,
    )
    know_the_writer(memo, post, act)
    memo.unit = inputs.unit or post.unit
    memo.created_by, memo.drafted_by = act.user, post
    wording = Wording(
        kind=Kind.MEMO_NOTE,
        subject=inputs.subject,
        addressee=inputs.to,
        salutation="เรียน",
        body=inputs.body,
        enclosures=inputs.enclosures,
        facts=facts_of(memo),
        sheet=_sheet(inputs.sheet),
    )
    texts.write(memo.document, wording, post=post, at=act.at)
    attach(memo.document, inputs.files, post=post, role=_role_of_files(wording), at=act.at)


def rewrite(memo: Memo, inputs: EditInputs, act: Act) -> None:
    """The next version: what was not told stays as it was."""
    post, document = writer(act), memo.document
    take_facts(memo, inputs)
    before = texts.wording_of(document) or Wording(kind=document.kind, subject=document.opened_subject())
    wording = dataclasses.replace(
        before,
        subject=inputs.subject,
        addressee=inputs.to,
        body=inputs.body,
        enclosures=inputs.enclosures,
        facts=facts_of(memo),
        sheet=_sheet(inputs.sheet),
    )
    if texts.write(document, wording, post=post, at=act.at).wording != before:
        act.evidence["version"] = document.texts.count()
    correct(document, subject=wording.subject, addressee=wording.addressee)
    attach(document, inputs.files, post=post, role=_role_of_files(wording), at=act.at)


def give_number(memo: Memo, inputs: NumberInputs, act: Act) -> None:
    """A row in the book of memos: the agency's, or the one of its unit (sheet 3.2)."""
    unit = memo.unit if inputs.book == "unit" else None
    if inputs.book == "unit" and unit is None:
        sentence = _("The memo belongs to no unit: it takes its number from the agency's book.")
        raise InvalidInputs(sentence, errors={"book": [sentence]})
    document = memo.document
    document.dated_on = not_ahead(inputs.dated_on)
    document.save(update_fields=["dated_on"])
    register = register_of(memo.organisation, Run.MEMO, unit)
    memo.entry = enter_in_book(memo, inputs, Place(register, document.dated_on), act)
    correct(document, reference=memo.entry.label)
    memo.entry.reference = memo.entry.label
    memo.entry.save(update_fields=["reference"])
    act.evidence |= {"reference": memo.entry.label, "dated_on": document.dated_on.isoformat()}


def send_up(memo: Memo, people: Sequence[User], act: Act, named_route: str = "") -> None:
    """Set whose opinion is asked, and let them and whoever decides into the paper; it is dated by now."""
    to_readers(memo, people, act, named_route)
    memo.submitted_at = act.at
    if memo.document.dated_on is None:
        correct(memo.document, dated_on=act.at.astimezone(clock.BANGKOK).date())
    act.evidence |= {"digest": texts.digest_of(memo.document), "method": Signature.Method.TYPED.value}


def decide(memo: Memo, inputs: DecideInputs, act: Act) -> None:
    """The word, and the words; from here on neither text nor files change."""
    from workflows.letters.models import MemoMinute

    MemoMinute.write(memo, inputs.text, act, decision=inputs.decision)
    memo.decision, memo.route, memo.signed_at = inputs.decision, [], act.at
    texts.sign(
        memo.document,
        post=writer(act),
        on_behalf_of=act.on_behalf_of,
        method=Signature.Method.TYPED,
        at=act.at,
    )


def take_facts(memo: Memo, inputs: DraftInputs | EditInputs) -> None:
    """Keep the fields of the template. Raises InvalidInputs where one is missing or the days run backward."""
    for name in FACTS:
        setattr(memo, name, getattr(inputs, name))
    missing = [name for name in NEEDS.get(memo.template, ()) if not getattr(memo, name)]
    if missing:
        raise InvalidInputs(errors={name: [_("A memo of this kind says it.")] for name in missing})
    if memo.starts_on and memo.ends_on and memo.ends_on < memo.starts_on:
        raise InvalidInputs(errors={"ends_on": [_("The last day lies before the first.")]})


def facts_of(memo: Memo) -> tuple[str, ...]:
    """The fields of the template as they stand under the text."""
    days = _days(memo.starts_on, memo.ends_on)
    lines = (
        f"จำนวนเงิน {memo.amount:,} บาท" if memo.amount else "",
        f"ระหว่าง{days}" if days else "",
        f"ณ {memo.place}" if memo.place else "",
    )
    return tuple(filter(None, lines))


def _sheet(told: str) -> str:
    return "a5" if told == "a5" else ""


def _days(first: dt.date | None, last: dt.date | None) -> str:
    if first is None:
        return ""
    return f"วันที่ {full_date(first)}" + (f" ถึงวันที่ {full_date(last)}" if last and last != first else "")


def _role_of_files(wording: Wording) -> str:
    """Beside a text of ours files are enclosures; without one the first is the memo itself."""
    return DocumentFile.Role.ENCLOSURE if wording.body.strip() else DocumentFile.Role.MAIN
