"""Questions about consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from documents.classes import Secrecy, cleared_for
from eoffice.people.roles import Role
from workflows.engine.models import TrackedQuerySet
from workflows.letters.consultation.states import K

if TYPE_CHECKING:
    from eoffice.people.models import Post


class ConsultationQuerySet(TrackedQuerySet):
    """Consultations of one paper or of an organisation."""

    def visible_to(self, post: Post) -> Self:
        """Those one was asked, as oneself or as the head of the unit, and those over papers that one may see;
        of a secret paper only to the cleared.
        """
        own = Q(person=post.person_id)
        if post.unit_id and post.has(Role.SECTION_HEAD):
            own |= Q(person=None, unit=post.unit_id)
        classes = cleared_for(post.person.clearance)
        open_to = Q(document__secrecy=Secrecy.NORMAL) | Q(document__secrecy__in=classes)
        mine = self.filter(open_to, organisation=post.organisation_id)
        return mine.filter((own & ~Q(state__in=[K.WITHDRAWN, K.LAPSED])) | _over_papers(post))

    def about(self, item: Any) -> Self:
        """Those over this very paper, in the order of asking."""
        return self.filter(about_process=item.process, about_item=item.pk).order_by("pk")

    def unanswered(self) -> Self:
        """Those still waited for."""
        return self.filter(state=K.ASKED)

    def for_list(self) -> Self:
        """With what a list shows."""
        return self.select_related(
            "document", "person", "unit", "organisation", "asked_by__person", "holder_person", "holder_unit"
        )


def _over_papers(post: Post) -> Q:
    from workflows.letters.viewers import WRITTEN

    found = Q(pk__in=[])
    for model in WRITTEN:
        rows: Any = model._default_manager
        found |= Q(about_process=model.process, about_item__in=rows.visible_to(post).order_by().values("pk"))
    return found
