"""Questions about papers that are written here; `visible_to` is the one gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db.models import Exists, OuterRef, Q

from documents.classes import Secrecy, cleared_for
from documents.models import DocumentAccess
from eoffice.common import clock
from eoffice.people.acting import acts_for
from eoffice.people.roles import SEES_ALL_LETTERS, Role
from workflows.engine.models import TrackedQuerySet

if TYPE_CHECKING:
    from eoffice.people.models import Post

SEES_THE_UNIT = (Role.SECTION_HEAD, Role.UNIT_REGISTRAR)


class WrittenQuerySet(TrackedQuerySet):
    """Papers of one or several organisations."""

    #: Whom an unfinished draft concerns is whoever writes it, their unit, and whoever was asked to look.
    unfinished: ClassVar[tuple[str, ...]] = ()
    #: Until then a secret one is none of the registrar's.
    unsigned: ClassVar[tuple[str, ...]] = ()

    def visible_to(self, post: Post) -> Self:
        """Papers `post` may see: one's own, the unit's for its head and registrar, those one is named in;
        all that went past the draft for the registry and the directors. Secret ones: cleared *and* named,
        or the registrar of secret papers once they are signed. Ordinary ones along with everybody in whose
        name it acts now. The administrator sees none.
        """
        mine = self.filter(organisation=post.organisation_id)
        return mine.filter(self._ordinary(post) | self._secret(post))

    def _ordinary(self, post: Post) -> Q:
        seers = [post, *acts_for(post, at=clock.now(), process=self.model.process)]
        people = [seer.person_id for seer in seers]
        let_in = Q(_named(*people)) | Q(created_by__in=people)
        if units := [seer.unit_id for seer in seers if seer.unit_id and seer.has(*SEES_THE_UNIT)]:
            let_in |= Q(unit__in=units)
        if any(seer.has(*SEES_ALL_LETTERS) for seer in seers):
            let_in |= ~Q(state__in=self.unfinished)
        return Q(document__secrecy=Secrecy.NORMAL) & let_in

    def _secret(self, post: Post) -> Q:
        classes = set(cleared_for(post.person.clearance)) - {Secrecy.NORMAL.value}
        let_in = Q(_named(post.person_id)) | Q(created_by=post.person_id)
        if post.has(Role.SECRET_REGISTRAR):
            let_in |= ~Q(state__in=(*self.unfinished, *self.unsigned))
        return Q(document__secrecy__in=classes) & let_in

    def for_list(self) -> Self:
        """With what a list shows, in a constant number of queries."""
        return self.select_related(
            "document", "entry", "unit", "organisation", "holder_unit", "holder_person", "created_by"
        )


def _named(*people: int) -> Exists:
    return Exists(DocumentAccess.objects.filter(document=OuterRef("document"), person__in=people))
