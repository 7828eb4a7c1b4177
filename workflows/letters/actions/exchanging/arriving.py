"""A letter that came through e-CMS becomes an incoming letter, with its files behind the usual checks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from documents.actions.papers import attach, record
from documents.classes import Secrecy, cleared_for
from documents.files.errors import ScannerAway, StorageFull
from documents.files.receive import receive
from documents.files.types import BY_MEDIA_TYPE
from documents.models import Document, FileRecord
from documents.rules.filing import file_name_of
from documents.rules.keys import reference_key
from eoffice.common import clock
from eoffice.common.errors import RuleBroken
from eoffice.common.thai.digits import to_arabic
from eoffice.common.thai.months import be_year
from eoffice.common.thai.normalise import normalise
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.engine.models import Link
from workflows.engine.perform import start
from workflows.letters.actions.exchanging.following import notice_about
from workflows.letters.actions.exchanging.outcome import Held, Outcome, still_waits
from workflows.letters.incoming.inputs import DeliveredInputs
from workflows.letters.incoming.states import Channel, S
from workflows.letters.models import ExchangeAccount, ExchangeMessage, IncomingLetter, OutgoingLetter
from workflows.letters.rules.ecms.messages import Attached, Letter, Message, Person

Stage, Kind = ExchangeMessage.Stage, ExchangeMessage.Kind
_CIRCULAR = re.compile(r"/\s*ว\s*[0-9]")
A_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True)
class Papers:
    """The files that were let in, and the sentences why others were not."""

    files: Sequence[FileRecord]
    refused: Sequence[str]


def let_arrive(message: ExchangeMessage, said: Message | None) -> Outcome:
    """Let the letter arrive, once however often it was delivered. Top secret it is sent back (ข้อ 29).

    Raises Held where nobody keeps the register that it belongs to.
    """
    if not isinstance(said, Letter):
        return _top_secret(message)
    if (first := _arrived_before(message)) is not None:
        return _again(message, first)
    line = ExchangeAccount.objects.get(organisation=message.organisation_id)
    keeper = keeper_of(message)
    papers = _take_in(said, line, keeper, secret=message.is_secret)
    with transaction.atomic():
        ExchangeAccount.objects.select_for_update().get(pk=line.pk)  # two deliveries at once: one goes first
        if not still_waits(message):  # so do two workers, where the files took longer than the lease
            return Outcome(Stage.AGAIN)
        if (first := _arrived_before(message)) is not None:
            return _again(message, first)
        letter = _arrive(said, line, keeper, papers)
        doubts = [*_doubts(said, line), *papers.refused]
        ExchangeMessage.objects.filter(pk=message.pk).update(
            incoming=letter,
            stage=Stage.DONE,
            trouble=" ".join(doubts)[:500],
            done_at=clock.now(),
            next_at=None,
        )
        _link(letter, said)
    return Outcome(Stage.DONE, trouble=" ".join(doubts))


def keeper_of(message: ExchangeMessage) -> Post:
    """In whose name the letter is written down: whoever keeps its register. Raises Held where nobody does."""
    role = Role.SECRET_REGISTRAR if message.is_secret else Role.CENTRAL_REGISTRAR
    held = Post.objects.in_force().filter(organisation=message.organisation_id).with_role(role)
    for post in held.select_related("person", "organisation").order_by("pk"):
        if not message.is_secret or Secrecy.CONFIDENTIAL in cleared_for(post.person.clearance):
            return post
    raise Held(_("Nobody here holds the post that takes it in: %(role)s.") % {"role": role.label})


def _arrived_before(message: ExchangeMessage) -> ExchangeMessage | None:
    """The same letter as it came before; one that went back to its sender may come anew."""
    rows = ExchangeMessage.objects.incoming().filter(
        organisation=message.organisation_id, kind=Kind.LETTER, digest=message.digest, incoming__isnull=False
    )
    here = rows.exclude(pk=message.pk).exclude(incoming__state=S.RETURNED_TO_SENDER)
    return here.order_by("pk").first()


def _again(message: ExchangeMessage, first: ExchangeMessage) -> Outcome:
    waiting = ExchangeMessage.objects.filter(pk=message.pk, stage=Stage.WAITING)
    waiting.update(incoming=first.incoming_id, stage=Stage.AGAIN, done_at=clock.now(), next_at=None)
    return Outcome(Stage.AGAIN)


def _top_secret(message: ExchangeMessage) -> Outcome:
    """The sender is told; number and class are all that is kept of it."""
    made = notice_about(message, Kind.REJECTED, f"{Kind.REJECTED}:top_secret:{message.pk}")
    ExchangeMessage.objects.bulk_create([made], ignore_conflicts=True)
    sentence = _("A top secret letter was sent electronically: nothing was kept, and the sender is told so.")
    return Outcome(Stage.FAILED, trouble=sentence)


def _take_in(said: Letter, line: ExchangeAccount, keeper: Post, *, secret: bool) -> Papers:
    """Every file through the checks of an upload, outside of any transaction."""
    files, refused = list[FileRecord](), list[str]()
    for place, file in enumerate([said.main, *said.enclosures]):
        if file is None:
            continue
        name = _name_of(said, file, line, place)
        try:
            files.append(receive([file.content], name=name, post=keeper, secret=secret))
        except (ScannerAway, StorageFull):
            raise
        except RuleBroken as error:
            refused.append(_("The file %(name)s was not let in: %(why)s") % {"name": name, "why": error})
    return Papers(files, refused)


def _name_of(said: Letter, file: Attached, line: ExchangeAccount, place: int) -> str:
    """e-CMS carries no names: that of appendix 7, its ending by the kind that the sender wrote."""
    year = be_year((said.dated_on or clock.today()).year)
    stem = file_name_of(said.number, year=year, enclosure=place).removesuffix(".pdf")
    kind = BY_MEDIA_TYPE.get(line.tables.media_type_of(file.mime))
    ending = kind.extensions[0] if kind else "pdf" if file.content.startswith(b"%PDF") else ""
    return f"{stem}.{ending}" if ending else stem


def _arrive(said: Letter, line: ExchangeAccount, keeper: Post, papers: Papers) -> IncomingLetter:
    paper = _paper(said, line, keeper)
    attach(paper, papers.files, post=keeper)
    told = DeliveredInputs(
        paper=paper,
        sender=paper.sender_text,
        subject=paper.subject,
        dated_on=paper.dated_on or clock.today(),
        channel=Channel.ECMS.value,
        received_at=clock.now(),
        is_circular=bool(_CIRCULAR.search(to_arabic(said.number))),
        confirmed=True,
    )
    letter: IncomingLetter = start(
        "incoming_letter", "arrive", None, told, organisation_id=line.organisation_id
    )
    return letter


def _paper(said: Letter, line: ExchangeAccount, keeper: Post) -> Document:
    codes = line.tables
    agency = _agency_of(said.sender, line)
    return record(
        post=keeper,
        reference=_words(said.number, 120),
        dated_on=_day(said),
        sender_text=_words(agency.name if agency else _called(said.sender, line), 300),
        sender_organisation=agency,
        addressee=_words(said.receiver.job_title or _name(said.receiver) or line.organisation.name, 300),
        subject=_words(said.subject, 2000) or _("(no subject)"),
        speed=codes.speed_of(said.speed) or "normal",
        secrecy=codes.secrecy_of(said.secrecy) or Secrecy.CONFIDENTIAL.value,
    )


def _agency_of(sender: Person, line: ExchangeAccount) -> Organisation | None:
    """The sender, where it is an agency of this server as well."""
    code = sender.at.department
    theirs = ExchangeAccount.objects.filter(department=code).exclude(pk=line.pk) if code else None
    return theirs[0].organisation if theirs is not None and len(theirs[:2]) == 1 else None


def _called(sender: Person, line: ExchangeAccount) -> str:
    """The agency as the server's list names it, else whoever signed."""
    listed = line.agencies.filter(code=sender.at.department).exclude(name="").first()
    if listed is not None:
        return listed.name
    return sender.job_title or _name(sender) or sender.at.department or str(_("(sender not told)"))


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}".strip()


def _words(text: str, most: int) -> str:
    return normalise(text)[:most]


def _day(said: Letter) -> dt.date | None:
    """A date that no letter can bear is taken for none."""
    day = said.dated_on
    return None if day is None or day > (clock.now() + A_YEAR).date() or day.year < 1900 else day


def _doubts(said: Letter, line: ExchangeAccount) -> list[str]:
    """What the registry should look at."""
    codes = line.tables
    found = {
        _("The letter bears no number."): not said.number.strip(),
        _("The letter bears no date that can be read."): _day(said) is None,
        _("The letter has no file."): said.main is None and not said.enclosures,
        _("Its speed code is unknown."): codes.speed_of(said.speed) is None,
        _("Its secrecy code is unknown: it is handled as confidential."): codes.secrecy_of(said.secrecy)
        is None,
    }
    return [str(sentence) for sentence, is_so in found.items() if is_so]


def _link(letter: IncomingLetter, said: Letter) -> None:
    """Letters of ours that it refers to stand beside it (ข้อ 47)."""
    keys = {reference_key(one.number) for one in said.references} - {""}
    ours = OutgoingLetter._base_manager.filter(
        organisation=letter.organisation_id, document__reference_key__in=keys, sent_at__isnull=False
    )
    for one in ours if keys else []:
        Link.objects.get_or_create(
            kind="related",
            from_process=letter.process,
            from_item=letter.pk,
            to_process=one.process,
            to_item=one.pk,
            defaults={"made_by": None, "made_at": clock.now()},
        )
