"""What the steps of an incoming letter bring about, each named by its verb."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _

from documents.actions.numbers import Columns, enter, fix_row, register_of, void
from documents.actions.papers import attach, correct, reclassify, record
from documents.classes import Run, Secrecy
from documents.evidence import digest_of_row
from documents.models import Document
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.common.numbers import whole_number
from eoffice.common.thai.date_errors import DateRefused
from eoffice.common.thai.dates import parse_day
from eoffice.organisations.calendar import end_of_day
from eoffice.organisations.models import Organisation
from eoffice.organisations.settings_of import settings_of
from eoffice.people.models import Post, User
from workflows.engine.models import Transition
from workflows.letters.assignment.states import A
from workflows.letters.incoming.guards import is_secret
from workflows.letters.incoming.inputs import DeclineInputs, DeliveredInputs
from workflows.letters.incoming.states import Channel, S
from workflows.letters.outgoing.states import RETURNS
from workflows.letters.verify import ROW, UNIT_ROW

if TYPE_CHECKING:
    from eoffice.organisations.models import Unit
    from workflows.engine.act import Act
    from workflows.engine.models import Tracked
    from workflows.letters.assignment.queryset import AssignmentQuerySet
    from workflows.letters.incoming.inputs import ArriveInputs, RegisterInputs
    from workflows.letters.models import IncomingLetter

#: States of letters that nobody goes on with.
OUT_OF_THE_WAY = (S.VOIDED, S.RETURNED_TO_SENDER)
DOUBLE_CLICK_SECONDS = 60  # sheet 3.3
A_YEAR = dt.timedelta(days=366)
#: What is asked at the desk, by the column of form 13 that it fills.
COLUMN_OF_INPUT = {
    "reference": "reference",
    "dated_on": "dated_on",
    "sender": "from_text",
    "addressee": "to_text",
    "subject": "subject",
}


def record_arrival(letter: IncomingLetter, inputs: ArriveInputs, act: Act) -> None:
    """Write down what came. Top secret keeps neither file nor subject (ข้อ 29; appendix 7, 3.6)."""
    if inputs.secrecy == Secrecy.TOP_SECRET and inputs.files:
        raise InvalidInputs(
            _("Top secret papers are never stored here. Enter the letter without files and keep the paper."),
            source="ข้อ 29",
            errors={"files": [_("Not for top secret papers.")]},
        )
    if inputs.received_at == end_of_day(letter.organisation_id, clock.today()) > act.at:
        inputs = replace(inputs, received_at=act.at)  # "today", and no hour: it is here by now
    _must_be_of_our_time(inputs)
    letter.created_by = act.user
    for name in ("channel", "received_at", "answers_due_on", "within_at", "is_question", "is_circular"):
        setattr(letter, name, getattr(inputs, name))
    if isinstance(inputs, DeliveredInputs):
        letter.document = inputs.paper
        return
    agency = _organisation_named(inputs.sender)
    letter.document = record(
        post=_whoever(act),
        reference=inputs.reference,
        dated_on=inputs.dated_on,
        sender_text=agency.name if agency else inputs.sender,
        sender_organisation=agency,
        addressee=inputs.addressee,
        subject=inputs.subject,
        speed=inputs.speed,
        secrecy=inputs.secrecy,
        at=act.at,
    )
    _refuse_a_double_click(letter, inputs, act)
    attach(letter.document, inputs.files, post=_whoever(act), at=act.at)


def _must_be_of_our_time(inputs: ArriveInputs) -> None:
    """A slip of the pen in a date would make a letter late for years, or never due."""
    now = clock.now()
    errors: dict[str, list[str]] = {}
    if inputs.received_at > now:
        errors["received_at"] = [_("A letter cannot have come in the future.")]
    elif inputs.received_at < now - A_YEAR:
        errors["received_at"] = [_("More than a year ago: an old book is brought in by the import.")]
    # What is delivered may bear no date.
    if inputs.dated_on is not None and inputs.dated_on > (now + A_YEAR).date():
        errors["dated_on"] = [_("No letter is dated so far ahead.")]
    if inputs.within_at is not None and inputs.within_at < inputs.received_at:
        errors["within_at"] = [_("Before the letter came.")]
    if errors:
        raise InvalidInputs(errors=errors)


def _refuse_a_double_click(letter: IncomingLetter, inputs: ArriveInputs, act: Act) -> None:
    """Same person, subject and sender within a minute is a double click, unless the request says not."""
    if act.sitting.keyed or inputs.confirmed or act.user is None:
        return
    document = letter.document
    since = act.sitting.recorded_at - dt.timedelta(seconds=DOUBLE_CLICK_SECONDS)
    same = Document.objects.filter(
        created_by=act.user,
        organisation=letter.organisation_id,
        subject_key=document.subject_key,
        sender_key=document.sender_key,
        created_at__gt=since,
    ).exclude(pk=document.pk)
    if same.exists():
        raise TransitionRefused(
            _("You entered this letter a moment ago. Confirm that it is another one, or look at the first."),
            code="possible_duplicate",
        )


def must_be_another(letter: IncomingLetter, first: Tracked) -> None:
    """The first copy is another letter that stays: not itself a copy, voided or sent back."""
    sentence = ""
    if first.pk == letter.pk:
        sentence = _("A letter is no copy of itself.")
    elif first.state in OUT_OF_THE_WAY or (first.state == S.CLOSED and first.opened_at is None):
        sentence = _("That letter is out of the way itself: name the one that goes on.")
    if sentence:
        raise InvalidInputs(sentence, errors={"first": [sentence]})


def put_under_secrecy(letter: IncomingLetter, secrecy: str) -> None:
    """What turned out to be secret when it was opened is sealed from here on; no class is lowered (4.2)."""
    if secrecy in {"", letter.document.secrecy}:
        return
    classes = Secrecy.values  # rising
    if classes.index(secrecy) < classes.index(letter.document.secrecy):
        sentence = _("The class of a secret letter is not lowered here: whoever set it does that.")
        raise InvalidInputs(sentence, source="ข้อ 29", errors={"secrecy": [sentence]})
    if is_anothers(letter):
        sentence = _("The paper is the sender's, and so is its class: send it back with the reason.")
        raise InvalidInputs(sentence, source="ข้อ 29", errors={"secrecy": [sentence]})
    reclassify(letter.document, secrecy)
    letter.document.refresh_from_db()


def give_number(letter: IncomingLetter, inputs: RegisterInputs, act: Act) -> None:
    """Enter the letter in the receive register; from here on it has a number (ข้อ 37-38).

    The paper of another agency stays as that one wrote it: what is corrected here stands in our row alone.
    """
    columns = _columns(inputs) if is_anothers(letter) else Columns()
    columns["remarks"] = inputs.remarks
    if not is_anothers(letter):
        _correct_paper(letter, inputs)
    run = Run.SECRET_RECEIVE if is_secret(letter) else Run.RECEIVE
    letter.entry = enter(
        letter.document,
        register=register_of(letter.organisation, run),
        post=act.post,
        at=act.at,
        **columns,
    )
    act.evidence[ROW] = digest_of_row(letter.entry)
    letter.receive_number = letter.entry.number
    letter.receive_year = letter.entry.year
    tell_the_sender(letter, act)


def tell_the_sender(letter: IncomingLetter, act: Act) -> None:
    """Another agency of this server learns at once what became of its letter."""
    if letter.channel == Channel.SYSTEM:
        act.read_promptly(RETURNS, letter.organisation_id)


def is_anothers(letter: IncomingLetter) -> bool:
    """Whether the paper belongs to another agency of this server, which sent it."""
    return letter.document.organisation_id != letter.organisation_id


def _columns(inputs: RegisterInputs) -> Columns:
    """What was told at the desk, as columns of the row."""
    told = {column: getattr(inputs, name) for name, column in COLUMN_OF_INPUT.items()}
    return cast(Columns, {column: value for column, value in told.items() if value})


def _correct_paper(letter: IncomingLetter, inputs: RegisterInputs) -> None:
    told = {
        "reference": inputs.reference,
        "dated_on": inputs.dated_on,
        "sender_text": inputs.sender,
        "addressee": inputs.addressee,
        "subject": inputs.subject,
    }
    changes = {name: value for name, value in told.items() if value}
    if changes:
        correct(letter.document, **changes)


def give_unit_number(letter: IncomingLetter, unit: Unit, act: Act) -> None:
    """The unit's own receive number, where it keeps a book (ข้อ 40)."""
    register = register_of(letter.organisation, Run.RECEIVE, unit)
    letter.unit_entry = enter(letter.document, register=register, post=act.post, at=act.at)
    act.evidence[UNIT_ROW] = digest_of_row(letter.unit_entry)


def strike_through(letter: IncomingLetter, reason: str, act: Act) -> None:
    """Void the number; the row stays and prints (sheet 3.3)."""
    if letter.entry is not None and act.post is not None:
        void(letter.entry, reason=reason, post=act.post, at=act.at, by_holder=True)


def correct_row(letter: IncomingLetter, field: str, value: str, reason: str, act: Act) -> None:
    """Correct a field of the row; old and new stay readable."""
    if letter.entry is not None and act.post is not None:
        columns = cast(Columns, {field: _as_column(field, value)})
        fix_row(letter.entry, reason=reason, post=act.post, at=act.at, **columns)
        letter.document.refresh_from_db()  # corrected with its row


def _as_column(field: str, value: str) -> str | dt.date:
    if field != "dated_on":
        return value
    try:
        return parse_day(value, today=clock.today())
    except DateRefused as refused:
        sentence = _(refused.message) % refused.params
        raise InvalidInputs(sentence, errors={"value": [sentence]}) from refused


def write_minute(letter: IncomingLetter, kind: str, text: str, act: Act) -> None:
    """A minute (เกษียน), signed with the typed name of a person who is logged in (ข้อ 26)."""
    from workflows.letters.models import Endorsement

    Endorsement.write(letter, kind=kind, text=text, act=act)


def noted(letter: IncomingLetter, words: str, act: Act) -> str:
    """The words as a column may hold them; those of a secret letter become a sealed minute."""
    if not words or not is_secret(letter):
        return words
    write_minute(letter, "minute", words, act)
    return ""


def _whoever(act: Act) -> Post:
    """A paper is written down by somebody."""
    if act.post is None:
        raise ValueError("a letter is recorded in the name of a post")
    return act.post


def _organisation_named(sender: str) -> Organisation | None:
    """The agency of this server whose id or very name was given as the sender."""
    if not (sender.isascii() and sender.isdecimal()):
        return Organisation.objects.filter(name=sender).first()
    found = Organisation.objects.filter(pk=whole_number(sender) or 0).first()
    if found is None:
        sentence = _("There is no agency with this id here: write the sender's name.")
        raise InvalidInputs(sentence, errors={"sender": [sentence]})
    return found


def approved(letter: Tracked, by: User) -> None:
    """A number is voided only with the approval of someone who directs the office (sheet 12.1)."""
    from workflows.letters.incoming.inputs import MAY_APPROVE

    posts = Post.objects.in_force().filter(person=by, organisation=letter.organisation_id)
    if not posts.with_role(*MAY_APPROVE).exists():
        raise InvalidInputs(
            _("The director or a deputy approves this."),
            errors={"approved_by": [_("The director or a deputy approves this.")]},
        )


def later_than_now(letter: IncomingLetter, due_at: dt.datetime) -> None:
    """An extension lies in the future and behind the due time in force."""
    if due_at <= clock.now() or (letter.due_at is not None and due_at <= letter.due_at):
        sentence = _("The new due time must lie after now and after the one in force.")
        raise InvalidInputs(sentence, errors={"due_at": [sentence]})


def go_on(letter: IncomingLetter, act: Act, *, since: dt.datetime) -> None:
    """What assignees did while the letter waited for another agency (`since`) moves it now."""
    from workflows.letters.assignment.settle import settle

    gone = letter.assignments.filter(state=A.DECLINED, entered_at__gte=since)
    step = settle(letter, handed_back=set(gone.values_list("part", flat=True)))
    if step == "decline":
        act.then(letter, step, DeclineInputs(note=act.note, reason_kind=_why_handed_back(gone)))
    elif step:
        act.then(letter, step)


def _why_handed_back(gone: AssignmentQuerySet) -> str:
    """The kind of reason that the last of them told."""
    rows = Transition.objects.filter(process="assignment", item__in=gone.values("pk"), step="decline")
    told = rows.order_by("number").values_list("reason_kind", flat=True).last()
    return told or ""  # nobody handed it back, nobody was there: the usual kind


def note_read(letter: IncomingLetter, act: Act) -> None:
    """Keep when each person first opened the letter."""
    from workflows.letters.models import ReadReceipt

    if act.user is not None:
        ReadReceipt.objects.get_or_create(letter=letter, person=act.user, defaults={"read_at": act.at})


def file_away(letter: IncomingLetter, file_code: str, retention_class: str) -> None:
    """What remains is a record; a file code that the plan lacks is kept and marked."""
    known = settings_of(letter.organisation).file_plan
    letter.file_code = file_code
    letter.file_code_known = not known or file_code in known
    letter.retention_class = retention_class
