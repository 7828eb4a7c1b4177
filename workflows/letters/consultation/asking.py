"""Asking several for their opinions over one draft, and closing what was not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.actions.papers import grant
from documents.sealing import seal
from eoffice.common.errors import InvalidInputs
from eoffice.organisations.models import Unit
from eoffice.people.models import Post, User
from eoffice.people.roles import Role
from workflows.engine.perform import start_within
from workflows.letters.consultation.inputs import AskInputs, ConsultInputs, usual_limit
from workflows.letters.writing.drafting import all_cleared, writer
from workflows.letters.writing.who import asked_next, is_drafter_or_head

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.writing.fields import Written


def may_consult(item: Written, post: Post) -> bool:
    """The drafter, their head, and whoever reads, signs or decides just now."""
    at_the_top = item.is_open and post.has(Role.DIRECTOR)
    return at_the_top or is_drafter_or_head(item, post) or asked_next(item, post)


def consult(item: Written, inputs: ConsultInputs, act: Act) -> None:
    """Ask all of them at once; the draft goes its way meanwhile. Raises InvalidInputs."""
    units = list(dict.fromkeys(row.unit for row in inputs.units))
    people = list(dict.fromkeys(inputs.people))
    _somebody(people, units)
    heads = {unit: _heads(item, unit) for unit in units}
    all_cleared(item, [*people, *(head for found in heads.values() for head in found)], "people")
    answer_by = inputs.answer_by or usual_limit(item)
    if answer_by <= act.at:
        raise InvalidInputs(errors={"answer_by": [_("The limit lies before now.")]})
    _none_twice(item, people, units)
    for person in people:
        _ask(item, inputs.question, answer_by, act, person=person, unit=None)
        grant(item.document, person, "consulted", act.user, at=act.at)
    for unit, found in heads.items():
        _ask(item, inputs.question, answer_by, act, person=None, unit=unit)
        for head in found:
            grant(item.document, head, "consulted", act.user, at=act.at)
    act.evidence["asked"] = len(people) + len(units)


def lapse_all(item: Written, act: Act) -> None:
    """Whoever was asked and has not answered is waited for no longer."""
    from workflows.letters.consultation.machine import Consultation

    for row in Consultation.objects.about(item).unanswered():
        act.then(row, "lapse")


def _ask(
    item: Written, question: str, answer_by: object, act: Act, *, person: User | None, unit: Unit | None
) -> None:
    secret = item.document.is_secret
    start_within(
        act,
        "consultation",
        "ask",
        AskInputs(answer_by=answer_by),  # type: ignore[arg-type] # an instant, as the question told it
        organisation_id=item.organisation_id,
        document=item.document,
        about_process=item.process,
        about_item=item.pk,
        person=person,
        unit=unit,
        asked_by=writer(act),
        question="" if secret else question,
        sealed_question=seal(question) if secret else None,
    )


def _somebody(people: list[User], units: list[Unit]) -> None:
    if not people and not units:
        sentence = _("Say whose opinion is asked: people, units, or both.")
        raise InvalidInputs(sentence, errors={"people": [sentence]})


def _heads(item: Written, unit: Unit) -> list[User]:
    """Who answers for the unit. Raises InvalidInputs where nobody heads it."""
    posts = Post.objects.in_force().filter(organisation=item.organisation_id, unit=unit)
    found = [post.person for post in posts.with_role(Role.SECTION_HEAD).select_related("person")]
    if not found:
        sentence = _("Nobody heads %(unit)s now: name a person.") % {"unit": unit.name}
        raise InvalidInputs(sentence, errors={"units": [sentence]})
    return found


def _none_twice(item: Written, people: list[User], units: list[Unit]) -> None:
    """Raises InvalidInputs where somebody is asked who has not answered yet."""
    from workflows.letters.consultation.machine import Consultation

    for row in Consultation.objects.about(item).unanswered().select_related("person", "unit"):
        if row.person in people or (row.person is None and row.unit in units):
            sentence = _("%(who)s was asked already and has not answered yet.") % {"who": row.who}
            raise InvalidInputs(sentence, errors={"people": [sentence]})
