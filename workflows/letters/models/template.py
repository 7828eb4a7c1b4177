"""Templates (แม่แบบ) from which drafts begin, of the whole office or of one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import User
from eoffice.people.roles import Role

if TYPE_CHECKING:
    from eoffice.people.models import Post

#: Who looks after the templates of the whole office, and of every unit.
KEEPERS = (Role.SYSADMIN, Role.CENTRAL_REGISTRAR, Role.DIRECTOR, Role.DEPUTY)


class TemplateKind(models.TextChoices):
    """What begins from it: the id of a process."""

    OUTGOING = "outgoing_letter", _("Outgoing letter")
    MEMO = "memo", _("Memo")
    ORDER = "order", pgettext_lazy("process", "Order")
    ANNOUNCEMENT = "announcement", pgettext_lazy("process", "Announcement")


#: The fields of the creating step that a template may fill, in the order of the form.
FIELDS: dict[str, tuple[str, ...]] = {
    TemplateKind.OUTGOING: ("subject", "salutation", "body", "closing", "references", "enclosures"),
    TemplateKind.MEMO: ("to", "subject", "body", "enclosures"),
    TemplateKind.ORDER: ("subject", "reason", "power", "order"),
    TemplateKind.ANNOUNCEMENT: ("subject", "body"),
}
#: Of these each line is one answer.
LISTS = ("references", "enclosures")


class DraftTemplateQuerySet(models.QuerySet["DraftTemplate"]):
    """Questions about templates."""

    def visible_to(self, post: Post) -> DraftTemplateQuerySet:
        """Those of the whole office, and of the post's own unit; all of the office for who keeps them."""
        mine = self.filter(organisation=post.organisation_id)
        if post.has(*KEEPERS):
            return mine
        return mine.filter(Q(unit=None) | Q(unit=post.unit_id))

    def for_list(self) -> DraftTemplateQuerySet:
        """With what a list shows."""
        return self.select_related("unit", "made_by")


class DraftTemplate(models.Model):
    """One template: under a name, the words of some fields, with names in braces to be exchanged."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(pgettext_lazy("template", "kind"), max_length=24, choices=TemplateKind.choices)
    name = models.CharField(pgettext_lazy("template", "name"), max_length=120)
    words = models.JSONField(default=dict)  # field of the creating step -> text
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = DraftTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "unit", "kind", "name"], name="draft_template_once_per_unit"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "name"],
                condition=Q(unit=None),
                name="draft_template_once_per_office",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def texts(self) -> list[str]:
        """The words of its fields, in the order of the form."""
        return [self.words[name] for name in FIELDS[self.kind] if self.words.get(name)]

    def is_kept_by(self, post: Post) -> bool:
        """Whether the post may change it: the office's keepers, and anybody of the unit it belongs to."""
        if post.organisation_id != self.organisation_id:
            return False
        return post.has(*KEEPERS) or (self.unit_id is not None and self.unit_id == post.unit_id)
