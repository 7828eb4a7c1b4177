"""Questions about incoming letters; `visible_to` is the one gate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q

from documents.classes import Secrecy, cleared_for
from documents.models import DocumentAccess
from eoffice.common import clock
from eoffice.people.acting import principals_of
from eoffice.people.roles import SEES_ALL_LETTERS, Role
from workflows.engine.models import TrackedQuerySet
from workflows.letters.assignment.states import Part
from workflows.letters.incoming.states import S

if TYPE_CHECKING:
    from eoffice.people.models import Post

SEES_THE_UNIT = (Role.SECTION_HEAD, Role.UNIT_REGISTRAR)
LETTERS, ASSIGNMENTS = "incoming_letter", "assignment"  # the processes, as the scope of an order names them


class LetterQuerySet(TrackedQuerySet):
    """Incoming letters of one or several organisations."""

    def visible_to(self, post: Post) -> Self:
        """Letters `post` may see.

        Ordinary ones: the registry and the directors see all, a unit's head and registrar see what the unit
        leads or was given, others see those they are named in; and each of those in whose name it acts now
        sees along with it. Secret ones: only whoever is appointed for the class *and* named for the matter,
        or keeps the secret register; and whoever entered it, until it is registered. No delegation gives
        clearance or a name. The administrator of the system sees none.
        """
        mine = self.filter(organisation=post.organisation_id)
        return mine.filter(self._ordinary(post) | self._secret(post))

    def _ordinary(self, post: Post) -> Q:
        normal = Q(document__secrecy=Secrecy.NORMAL)
        delegations = principals_of(post, at=clock.now())
        seers = [post, *(held.principal for held in delegations if held.covers(LETTERS))]
        if any(seer.has(*SEES_ALL_LETTERS) for seer in seers):
            return normal
        people = [seer.person_id for seer in seers]
        let_in = Q(_named(*people)) | Q(created_by__in=people)
        if units := _units(seers):
            let_in |= Q(unit__in=units) | Q(_given_to_units(units))
        if workers := [held.principal for held in delegations if held.covers(ASSIGNMENTS)]:
            let_in |= Q(_given_to(workers))
        return normal & let_in

    def _secret(self, post: Post) -> Q:
        classes = set(cleared_for(post.person.clearance)) - {Secrecy.NORMAL.value}
        if Secrecy.SECRET in classes:
            classes.add(Secrecy.TOP_SECRET.value)  # "paper, see the secret register" is all there is
        entered = Q(created_by=post.person_id, state__in=[S.ARRIVED, S.CHECKED])
        cleared = Q(document__secrecy__in=classes)
        if not post.has(Role.SECRET_REGISTRAR):
            cleared &= Q(_named(post.person_id))
        return ~Q(document__secrecy=Secrecy.NORMAL) & (entered | cleared)

    def sent_on_by(self, post: Post) -> Self:
        """Also those whose work `post` gave; never one that still waits for its own work."""
        from workflows.letters.models import Assignment

        rows = self.open().exclude(pk__in=self.waiting_for(post).values("pk"))
        parts = Assignment.objects.open().filter(letter=OuterRef("pk"))
        given, own = Exists(parts.filter(assigned_by=post)), Exists(parts.waiting_for(post))
        last = super().sent_on_by(post).values("pk")
        return rows.filter(Q(pk__in=last) | given).exclude(own)

    def held_in_parts(self, items: Iterable[int]) -> dict[int, list[str]]:
        """The assignees who have not finished, whoever leads first."""
        from workflows.letters.models import Assignment

        found: dict[int, list[str]] = {}
        rows = Assignment.objects.filter(letter__in=list(items)).open().select_related("person", "unit")
        for row in sorted(rows, key=lambda row: (row.part != Part.LEAD, row.pk)):
            found.setdefault(row.letter_id, []).append(row.who)
        return found

    def for_list(self) -> Self:
        """With what a list shows, in a constant number of queries."""
        return self.select_related(
            "document", "entry", "unit", "organisation", "holder_unit", "holder_person"
        )

    def newest_first(self) -> Self:
        """As the book is read: newest on top."""
        return self.order_by("-pk")


def _named(*people: int) -> Exists:
    return Exists(DocumentAccess.objects.filter(document=OuterRef("document"), person__in=people))


def _units(seers: Iterable[Post]) -> list[int]:
    """The units of those who see what their unit has."""
    return [seer.unit_id for seer in seers if seer.unit_id and seer.has(*SEES_THE_UNIT)]


def _given_to_units(units: list[int]) -> Exists:
    """An order may name several units, or people of several: each has its part of the letter."""
    from workflows.letters.models import Assignment

    return Exists(Assignment.objects.live().filter(unit__in=units, letter=OuterRef("pk")))


def _given_to(workers: list[Post]) -> Exists:
    """Somebody's work, whose order covers assignments alone: it can't be done without the letter."""
    from workflows.letters.models import Assignment

    theirs = Q(person__in=[worker.person_id for worker in workers])
    theirs |= Q(person=None, unit__in=_units(workers))
    return Exists(Assignment.objects.live().filter(theirs, letter=OuterRef("pk")))
