"""What the steps of an assignment bring about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions.papers import attach
from documents.models import DocumentFile, FileRecord
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.people.models import User
from workflows.letters.assignment.settle import settle
from workflows.letters.assignment.states import A, Part
from workflows.letters.incoming.inputs import DeclineInputs, ReopenInputs
from workflows.letters.incoming.naming import let_go, name_for
from workflows.letters.incoming.states import S

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.models import Assignment, IncomingLetter


def take_up(assignment: Assignment, act: Act) -> None:
    """Whoever answers for a unit holds it from now on; a stand-in takes it up for whom it stands in."""
    post = act.on_behalf_of or act.post
    if assignment.person_id is None and post is not None:
        assignment.person = post.person
        name_for(assignment.letter, post.person, "assigned", act)


def pass_on(assignment: Assignment, person: User, act: Act) -> None:
    """Another person's from now on; the letter notes it."""
    if person.pk == assignment.person_id:
        sentence = _("It is already with %(name)s.") % {"name": person.name}
        raise InvalidInputs(sentence, errors={"person": [sentence]})
    let_off(assignment, act)
    assignment.person = person
    name_for(assignment.letter, person, "delegated", act)
    if assignment.letter.state in {S.DISTRIBUTED, S.IN_PROGRESS}:
        act.then(assignment.letter, "delegate")


def let_off(assignment: Assignment, act: Act) -> None:
    """Whoever has it now has nothing more to do with it, once the step is written."""
    person, told = assignment.person, assignment.opened_at is not None
    if person is not None:
        act.after(lambda: let_go(assignment.letter, person, told=told))


def keep_result(assignment: Assignment, text: str, files: Iterable[FileRecord], act: Act) -> None:
    """The result stands on the assignment and as a minute on the letter; of a secret one as that alone."""
    from workflows.letters.models import Endorsement

    assignment.result = "" if assignment.letter.document.is_secret else text
    if act.post is not None:
        attach(assignment.letter.document, files, post=act.post, role=DocumentFile.Role.ENCLOSURE, at=act.at)
    Endorsement.write(assignment.letter, kind="report", text=text, act=act)


def move_the_letter(assignment: Assignment, act: Act) -> None:
    """What the letter does now that this assignment has moved."""
    letter = _now(assignment)
    handed_back = [assignment.part] if assignment.state == A.DECLINED else []
    step = settle(letter, handed_back=handed_back)
    if step == "decline":  # figures ask whether it came back because something was wrong
        act.then(letter, step, DeclineInputs(note=act.note, reason_kind=act.reason_kind))
    elif step:
        act.then(letter, step)


def reopen_the_letter(assignment: Assignment, act: Act) -> None:
    """A finished letter whose result comes back is open again."""
    letter = _now(assignment)
    if letter.state in {S.DONE, S.CLOSED}:
        act.then(letter, "reopen", ReopenInputs(note=act.note, reason_kind=act.reason_kind))


def _now(assignment: Assignment) -> IncomingLetter:
    """The letter as it stands; what hangs on the assignment was read before it moved."""
    from workflows.letters.models import IncomingLetter

    return IncomingLetter._base_manager.get(pk=assignment.letter_id)


def later_than_now(assignment: Assignment, due_at: dt.datetime) -> None:
    """An extension lies in the future and behind the due time in force."""
    if due_at <= clock.now() or (assignment.due_at is not None and due_at <= assignment.due_at):
        sentence = _("The new due time must lie after now and after the one in force.")
        raise InvalidInputs(sentence, errors={"due_at": [sentence]})


def acknowledge_first(assignment: Assignment) -> str:
    """A lead who reports without having acknowledged does both."""
    return "acknowledge" if assignment.state == A.ASSIGNED and assignment.part != Part.CC else ""
