"""A folder of letters that somebody signs at one go; the worker takes them one by one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.people.models import Post

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class SigningFolder(models.Model):
    """What one person asked to be signed, by one password (and passphrase) for all of it.

    `sealed` holds the opened key of a certificate, sealed with the office's file key, for no longer than the
    folder is worked on; the passphrase is kept nowhere. A worker takes the folder for a short while
    (`taken_until`): one that was killed leaves it to the next.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    form_key = models.CharField(max_length=100)  # sent twice, it is one folder
    certificate = models.CharField(max_length=8, default="none")
    sealed = models.BinaryField(null=True, editable=False)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    taken_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True, db_index=True)

    if TYPE_CHECKING:
        rows: RelatedManager[FolderRow]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "form_key"], name="folder_once")]


class FolderRow(models.Model):
    """One letter of a folder, and what became of it."""

    class Result(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("in a folder", "waiting")
        DONE = "done", _("signed")
        REFUSED = "refused", pgettext_lazy("in a folder", "not signed")

    folder = models.ForeignKey(SigningFolder, models.CASCADE, related_name="rows")
    letter = models.ForeignKey("letters.OutgoingLetter", models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=8, choices=Result.choices, default=Result.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["folder", "place"]
        constraints = [models.UniqueConstraint(fields=["folder", "letter"], name="letter_once_in_a_folder")]
