"""Files: the bytes, stored once, and the records by which people speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from eoffice.common import clock
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post, User

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from documents.models.document import DocumentFile


class StoredFile(models.Model):
    """Bytes under their SHA-256, whoever sent them. Sealed ones are apart from the same bytes in clear."""

    sha256 = models.CharField(max_length=64)
    is_encrypted = models.BooleanField(default=False)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    checks = models.JSONField(default=dict)  # what was looked for, and notes such as {"encrypted_pdf": true}
    created_at = models.DateTimeField(default=clock.now)

    if TYPE_CHECKING:
        records: RelatedManager[FileRecord]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "is_encrypted"], name="bytes_once")]

    @property
    def place(self) -> str:
        """Where it lies in the store, relative: `ab/cd/<sha256>`, sealed ones under `sealed/`."""
        folder = "sealed/" if self.is_encrypted else ""
        return f"{folder}{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class FileRecordQuerySet(models.QuerySet["FileRecord"]):
    """Questions about files."""

    def visible_to(self, post: Post) -> FileRecordQuerySet:
        """One's own while no document has it; else whoever may see a document that has it."""
        link = apps.get_model("documents", "DocumentFile").objects.filter(file_id=OuterRef("pk"))
        readable = apps.get_model("documents", "Document").objects.visible_to(post)
        own = Q(uploaded_by_id=post.person_id, organisation_id=post.organisation_id) & ~Exists(link)
        return self.filter(own | Exists(link.filter(document__in=readable.values("pk"))))


class FileRecord(models.Model):
    """One upload: the id that pages and the API speak of, with its original name."""

    blob = models.ForeignKey(StoredFile, models.PROTECT, related_name="records")
    name = models.CharField(_("file name"), max_length=255)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="files")
    created_at = models.DateTimeField(default=clock.now)

    objects = FileRecordQuerySet.as_manager()

    if TYPE_CHECKING:
        document_links: RelatedManager[DocumentFile]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("file")

    def __str__(self) -> str:
        return self.name
