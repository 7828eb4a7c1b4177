"""Questions about assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from eoffice.people.roles import Role
from workflows.engine.models import TrackedQuerySet
from workflows.letters.assignment.states import A, Part

if TYPE_CHECKING:
    from eoffice.people.models import Post

LIVE = (A.PLANNED, A.ASSIGNED, A.IN_PROGRESS, A.DONE)


class AssignmentQuerySet(TrackedQuerySet):
    """Assignments of one letter or of an organisation."""

    def visible_to(self, post: Post) -> Self:
        """One's own, one's unit's as its head, and those of every letter that one may see."""
        from workflows.letters.models import IncomingLetter

        letters = IncomingLetter.objects.visible_to(post).values("pk")
        own = Q(person=post.person_id)
        if post.unit_id and post.has(Role.SECTION_HEAD, Role.UNIT_REGISTRAR):
            own |= Q(unit=post.unit_id)
        return self.filter(own | Q(organisation=post.organisation_id), letter__in=letters)

    def sent_on_by(self, post: Post) -> Self:
        """None: what one gave is followed by its letter, which names all who still have to."""
        return self.none()

    def live(self) -> Self:
        """Neither handed back nor cancelled."""
        return self.filter(state__in=LIVE)

    def unfinished(self) -> Self:
        """Still somebody's: planned, given out, or at work."""
        return self.filter(state__in=[A.PLANNED, A.ASSIGNED, A.IN_PROGRESS])

    def at_work(self) -> Self:
        """Those through whom the matter goes on: whoever leads, and whoever has not done with it."""
        return self.filter(~Q(state=A.DONE) | Q(part=Part.LEAD))

    def lead(self) -> Self:
        """Of those who lead."""
        return self.filter(part=Part.LEAD)

    def for_list(self) -> Self:
        """With what a list shows."""
        return self.select_related(
            "letter__document",
            "letter__entry",
            "assigned_by__person",
            "person",
            "unit",
            "organisation",
            "holder_person",
            "holder_unit",
        )
