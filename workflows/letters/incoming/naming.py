"""Naming people: planning assignments, giving them out, letting people off, letting people in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions.numbers import note_action
from documents.actions.papers import grant, take_back
from documents.classes import cleared_for
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.people.acting import stand_ins
from eoffice.people.models import Post, User
from workflows.engine.perform import start_within
from workflows.letters.assignment.inputs import AssignInputs, EndInputs
from workflows.letters.assignment.states import A, Part
from workflows.letters.incoming.guards import is_secret
from workflows.letters.incoming.inputs import Assignee, ExtendInputs, ReportInputs
from workflows.letters.incoming.states import S

if TYPE_CHECKING:
    from eoffice.organisations.models import Unit
    from workflows.engine.act import Act
    from workflows.letters.models import Assignment, IncomingLetter


def plan_assignments(
    letter: IncomingLetter, assignees: Iterable[Assignee], act: Act, *, due_at: dt.datetime | None = None
) -> int:
    """One assignment for each person or unit the order names; answers how many.

    `due_at` is the order's date for those who are given none of their own; without any it is the letter's.
    """
    count = 0
    for assignee in _sensible(letter, list(assignees), act, due_at=due_at):
        unit = assignee.unit or _unit_of(letter, assignee.person)
        if assignee.role == Part.LEAD and letter.unit is None:
            letter.unit = unit  # figures count the letter with the unit that leads
        name_for(letter, assignee.person, "assigned", act)
        act.after(partial(_plan, letter, assignee, unit, assignee.due_at or due_at, act))
        count += 1
    return count


def _sensible(
    letter: IncomingLetter, assignees: list[Assignee], act: Act, *, due_at: dt.datetime | None = None
) -> list[Assignee]:
    """The same. Refused where a row names nobody, somebody twice, or a time that is over already."""
    named = [assignee.person or assignee.unit for assignee in assignees]
    if None in named:
        raise _not_these(_("Name a person or a unit."))
    if twice := next((one for one in named if named.count(one) > 1), None):
        raise _not_these(_("%(name)s is named twice.") % {"name": twice})
    if is_secret(letter) and any(assignee.person is None for assignee in assignees):
        raise _not_these(_("A secret letter is given to people by name, not to a unit."))
    for assignee in assignees:
        due = assignee.due_at or due_at
        if due is not None and due <= act.at:
            sentence = _("The due time lies in the past.")
            raise _not_these(sentence, field="assignees" if assignee.due_at else "due_at")
    return assignees


def _not_these(sentence: str, *, field: str = "assignees") -> InvalidInputs:
    return InvalidInputs(sentence, errors={field: [sentence]})


def _plan(
    letter: IncomingLetter, assignee: Assignee, unit: Unit | None, due_at: dt.datetime | None, act: Act
) -> None:
    start_within(
        act,
        "assignment",
        "assign",
        AssignInputs(due_at=due_at or letter.due_at),
        organisation_id=letter.organisation_id,
        letter=letter,
        person=assignee.person,
        unit=unit,
        part=assignee.role,
        assigned_by=act.on_behalf_of or act.post,
    )


def name_for(letter: IncomingLetter, person: User | None, why: str, act: Act) -> None:
    """Let somebody in on the document; for a secret one only whoever is appointed for its class."""
    if person is None:
        return
    if is_secret(letter) and not _cleared(letter, person):
        raise TransitionRefused(
            _("%(name)s is not appointed for this class of secrecy.") % {"name": person.name},
            source="ข้อ 29; ภาคผนวก 6 ข้อ 4.2.3",
        )
    grant(letter.document, person, why, act.user)


def let_go(letter: IncomingLetter, person: User, *, told: bool) -> None:
    """Somebody has nothing more to do with the letter: a secret one is closed to them again (need to know,
    4.2), and any that they were never told of. What they worked on they may look up.
    """
    if told and not is_secret(letter):
        return
    on_route = {"person": person.pk} in letter.route
    if not on_route and not letter.assignments.live().filter(person=person).exists():
        take_back(letter.document, person, ("assigned", "delegated"))


def _cleared(letter: IncomingLetter, person: User) -> bool:

    return letter.document.secrecy in cleared_for(person.clearance)


def _unit_of(letter: IncomingLetter, person: User | None) -> Unit | None:
    if person is None:
        return None
    post = Post.objects.in_force().filter(person=person, organisation=letter.organisation_id).first()
    return post.unit if post else None


def give_out(letter: IncomingLetter, act: Act) -> None:
    """Everyone planned is told; if a lead was at work already, the letter goes on at once."""
    act.after(partial(_give, letter, act))


def _give(letter: IncomingLetter, act: Act) -> None:
    for assignment in letter.assignments.filter(state=A.PLANNED):
        act.then(assignment, "give")
    _note_in_register(letter)
    leads = letter.assignments.live().lead()
    if leads.filter(state__in=[A.IN_PROGRESS, A.DONE]).exists():
        act.then(letter, "acknowledge")
        if not leads.unfinished().exists():
            act.then(letter, "report")


def _note_in_register(letter: IncomingLetter) -> None:
    """The unit and the person who were given the letter stand in การปฏิบัติ (ข้อ 39)."""
    if letter.entry is None:
        return
    given = letter.assignments.live().select_related("person", "unit").order_by("pk")
    named = [str(row.person.name if row.person else row.unit) for row in given]
    note_action(letter.entry, ", ".join(dict.fromkeys(named)))


def let_everyone_off(letter: IncomingLetter, act: Act, *, reason: str = "") -> None:
    """Nobody has to do anything any more."""
    for assignment in letter.assignments.unfinished():
        act.then(assignment, "cancel", EndInputs(note=reason))


def replace_assignments(
    letter: IncomingLetter, assignees: Iterable[Assignee], act: Act, *, due_at: dt.datetime | None = None
) -> None:
    """The new order's people in place of the old: who stays goes on, who is gone is let off.

    Whoever stays with more time than before has it extended; with less, or before they were told, they are
    given it anew. Refused where the new order names nobody: that would leave the letter with no one.
    """
    wanted = list(assignees)
    if not wanted:
        sentence = _("A changed order names somebody.")
        raise InvalidInputs(sentence, errors={"assignees": [_("Name a person or a unit.")]})
    unfinished = list(letter.assignments.unfinished())
    fresh: list[Assignee] = []
    for assignee in _sensible(letter, wanted, act):
        due = assignee.due_at or due_at
        same = next((row for row in unfinished if row.is_for(assignee)), None)
        if same is None or not _goes_on(same, due):
            fresh.append(assignee)
            continue
        unfinished.remove(same)
        if due is not None and due != same.due_at:
            act.then(same, "extend", ExtendInputs(due_at=due, note=act.note or _("The order was changed.")))
    for row in unfinished:
        act.then(row, "cancel", EndInputs(note=act.note))
    plan_assignments(letter, fresh, act, due_at=due_at)


def _goes_on(row: Assignment, due: dt.datetime | None) -> bool:
    """Whether an assignment serves under the new order too: same time, or more of it once it is at work."""
    if due is None or due == row.due_at:
        return True
    return row.state != A.PLANNED and (row.due_at is None or due > row.due_at)


def give_back_to_leads(letter: IncomingLetter, act: Act) -> bool:
    """A matter taken up again is again with those who led it; false where there is nobody.

    Where one of them has it back already, the others have done their part.
    """
    leads = letter.assignments.lead()
    if leads.unfinished().exists():
        return True
    done = list(leads.filter(state=A.DONE))
    for assignment in done:
        act.then(assignment, "return", EndInputs(note=act.note))
    return bool(done) or letter.assignments.unfinished().exists()


def let_route_in(letter: IncomingLetter, act: Act) -> None:
    """People on the way up may read the letter: those named, and whoever directs the office."""
    for stop in letter.route:
        if "person" in stop:
            name_for(letter, User.objects.get(pk=stop["person"]), "on_route", act)
        else:
            _let_role_in(letter, str(stop["role"]), act)


def _let_role_in(letter: IncomingLetter, role: str, act: Act) -> None:
    posts = Post.objects.in_force().filter(organisation=letter.organisation_id).with_role(role)
    for post in posts.select_related("person"):
        for reader in [post, *_who_act_for(post, letter, act)]:
            if not is_secret(letter) or _cleared(letter, reader.person):
                grant(letter.document, reader.person, "on_route", act.user)


def _who_act_for(post: Post, letter: IncomingLetter, act: Act) -> list[Post]:
    """Who acts in its name now. Ordinary letters they see by that alone, and no longer than it holds."""
    return stand_ins(post, at=act.at, process=letter.process) if is_secret(letter) else []


def taken_up_by_answering(letter: IncomingLetter) -> str:
    """An answer that goes out before anybody acknowledged takes the matter up as well."""
    return "acknowledge" if letter.state == S.DISTRIBUTED else ""


def finish_leads(letter: IncomingLetter, reference: str, act: Act) -> None:
    """The answer is the result: whoever leads owes no other report (ข้อ 47)."""
    text = _("Answered by letter %(number)s.") % {"number": reference}
    for row in letter.assignments.lead().filter(state__in=[A.ASSIGNED, A.IN_PROGRESS]):
        act.then(row, "report", ReportInputs(text=text))
