"""The two looks into the mailbox that each working day asks for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.organisations.models import Organisation
from eoffice.people.models import Post


class MailboxCheck(models.Model):
    """Somebody looked into the mailbox and its spam folder (appendix 6, 4.1.2; appendix 7, 2)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mailbox_checks")
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(db_index=True)
    found = models.PositiveSmallIntegerField(_("letters found"), default=0)

    class Meta:
        ordering = ["-checked_at"]
