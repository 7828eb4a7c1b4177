"""Whoever was let into a paper for an opinion alone leaves it again once none is asked any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.actions.papers import take_back
from eoffice.people.models import Post, User
from eoffice.people.roles import Role
from workflows.engine.models import Transition
from workflows.engine.registry import by_process
from workflows.letters.consultation.states import K
from workflows.letters.writing.route import holders_of

if TYPE_CHECKING:
    from workflows.letters.consultation.machine import Consultation


def let_off(row: Consultation) -> None:
    """Take back what was opened for this question, but of those who have another part in the paper.

    A document has one row a person: whoever reads the draft besides keeps the one that came first.
    """
    paper = by_process(row.about_process)._base_manager.select_related("organisation").get(pk=row.about_item)
    for person in _asked(row):
        if not _has_another_part(row, paper, person):
            take_back(row.document, person, ["consulted"])


def _asked(row: Consultation) -> list[User]:
    if row.person is not None:
        return [row.person]
    heads = Post.objects.in_force().filter(organisation=row.organisation_id, unit=row.unit_id)
    return [post.person for post in heads.with_role(Role.SECTION_HEAD).select_related("person")]


def _has_another_part(row: Consultation, paper: Any, person: User) -> bool:
    """Drafted it, took a step on it, reads it still, directs the office, or is asked something else."""
    if paper.created_by_id == person.pk:
        return True
    if Transition.objects.of(paper.process, paper.pk).filter(actor=person).exists():
        return True
    if any(post.person_id == person.pk for stop in paper.route for post in holders_of(paper, stop)):
        return True
    here = Post.objects.in_force().filter(organisation=row.organisation_id, person=person)
    if here.with_role(Role.DIRECTOR).exists():
        return True
    others = type(row)._base_manager.filter(document=row.document_id, state__in=[K.ASKED, K.GIVEN])
    asked = others.filter(person=person) | others.filter(
        person=None, unit__in=here.with_role(Role.SECTION_HEAD).values("unit")
    )
    return bool(asked.exclude(pk=row.pk).exists())
