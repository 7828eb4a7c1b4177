"""Questions about incoming letters; `visible_to` is the one gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q

from documents.classes import Secrecy, cleared_for
from documents.models import DocumentAccess
from eoffice.people.roles import SEES_ALL_LETTERS, Role
from workflows.engine.models import TrackedQuerySet
from workflows.letters.incoming.states import S

if TYPE_CHECKING:
    from eoffice.people.models import Post

SEES_THE_UNIT = (Role.SECTION_HEAD, Role.UNIT_REGISTRAR)


class LetterQuerySet(TrackedQuerySet):
    """Incoming letters of one or several organisations."""

    def visible_to(self, post: Post) -> Self:
        """Letters `post` may see.

        Ordinary ones: the registry and the directors see all, a unit's head and registrar see the unit's,
        others see those they are named in. Secret ones: only whoever is appointed for the class *and*
        named for the matter, or keeps the secret register; and whoever entered it, until it is registered.
        The administrator of the system sees none.
        """
        mine = self.filter(organisation=post.organisation_id)
        return mine.filter(self._ordinary(post) | self._secret(post))

    def _ordinary(self, post: Post) -> Q:
        normal = Q(document__secrecy=Secrecy.NORMAL)
        if post.has(*SEES_ALL_LETTERS):
            return normal
        let_in = Q(_named(post)) | Q(created_by=post.person_id)
        if post.unit_id and post.has(*SEES_THE_UNIT):
            let_in |= Q(unit=post.unit_id)
        return normal & let_in

    def _secret(self, post: Post) -> Q:
        classes = set(cleared_for(post.person.clearance)) - {Secrecy.NORMAL.value}
        if Secrecy.SECRET in classes:
            classes.add(Secrecy.TOP_SECRET.value)  # "paper, see the secret register" is all there is
        entered = Q(created_by=post.person_id, state__in=[S.ARRIVED, S.CHECKED])
        cleared = Q(document__secrecy__in=classes)
        if not post.has(Role.SECRET_REGISTRAR):
            cleared &= Q(_named(post))
        return ~Q(document__secrecy=Secrecy.NORMAL) & (entered | cleared)

    def for_list(self) -> Self:
        """With what a list shows, in a constant number of queries."""
        return self.select_related(
            "document", "entry", "unit", "organisation", "holder_unit", "holder_person"
        )

    def newest_first(self) -> Self:
        """As the book is read: newest on top."""
        return self.order_by("-pk")


def _named(post: Post) -> Exists:
    return Exists(DocumentAccess.objects.filter(document=OuterRef("document"), person=post.person_id))
