"""What a letter or another paper says, apart from what any office does with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.access import placed
from documents.classes import Kind, Secrecy, Speed, cleared_for
from documents.models.file import FileRecord
from documents.models.sealed import WithSubject, no_secret_in_clear
from documents.rules.keys import reference_key, text_key
from eoffice.common import clock
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post, User
from eoffice.people.roles import SEES_ALL_LETTERS, Role

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from documents.models.text import DocumentText, Signature


class DocumentQuerySet(models.QuerySet["Document"]):
    """Questions about documents."""

    def visible_to(self, post: Post) -> DocumentQuerySet:
        """What `post` may read, subject and files included."""
        named = Q(pk__in=DocumentAccess.objects.filter(person_id=post.person_id).values("document_id"))
        here = placed(post)
        # Whoever was named, or wrote it, was so in that agency: a post elsewhere opens nothing here.
        own = Q(organisation_id=post.organisation_id)
        ordinary = (own & (named | Q(created_by_id=post.person_id))) | here
        if post.has(*SEES_ALL_LETTERS):
            ordinary |= own
        # Secret: cleared for the class, and named for this matter or the secret registrar of its place.
        secret = named & (own | here)
        if post.has(Role.SECRET_REGISTRAR):
            secret |= here | own
        classes = cleared_for(post.person.clearance) - {Secrecy.NORMAL.value}
        return self.filter(Q(Q(secrecy=Secrecy.NORMAL) & ordinary) | Q(Q(secrecy__in=classes) & secret))

    def possible_duplicates(
        self, organisation: Organisation, *, reference: str, sender_text: str, hashes: Iterable[str] = ()
    ) -> DocumentQuerySet:
        """Documents recorded by `organisation` with the same ที่ of the same sender, or with one of the files.

        Spaces, Thai or Arabic digits make no difference. It tells; it never refuses.
        """
        same = Q(pk__in=_with_files(organisation, list(hashes)))
        if key := reference_key(reference):
            same |= Q(reference_key=key, sender_key=text_key(sender_text))
        return self.filter(same, organisation=organisation)


def _with_files(organisation: Organisation, hashes: list[str]) -> list[int]:
    """Ids of the documents with one of the files: asked first, so that indexes answer both questions."""
    if not hashes:
        return []
    links = DocumentFile.objects.filter(file__blob__sha256__in=hashes, document__organisation=organisation)
    return list(links.order_by("-document").values_list("document_id", flat=True).distinct()[:50])


class Document(WithSubject):
    """A paper: kind, number, date, parties, classes, files. `organisation` first recorded it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="documents")
    kind = models.CharField(
        _("kind of paper"), max_length=20, choices=Kind.choices, default=Kind.EXTERNAL_LETTER
    )
    reference = models.CharField(_("letter number"), max_length=120, blank=True)  # ที่
    dated_on = models.DateField(_("letter dated"), null=True, blank=True)  # ลงวันที่
    sender_text = models.CharField(_("letter from"), max_length=300, blank=True)  # จาก
    sender_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="documents_sent"
    )
    addressee = models.CharField(_("letter to"), max_length=300, blank=True)  # ถึง
    speed = models.CharField(_("speed class"), max_length=12, choices=Speed.choices, default=Speed.NORMAL)
    sealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    reference_key = models.CharField(max_length=120, blank=True, editable=False)
    sender_key = models.CharField(max_length=200, blank=True, editable=False)
    subject_key = models.CharField(max_length=200, blank=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    if TYPE_CHECKING:
        file_links: RelatedManager[DocumentFile]
        parties: RelatedManager[Party]
        texts: RelatedManager[DocumentText]
        signatures: RelatedManager[Signature]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("document")
        constraints = [no_secret_in_clear("document_secret_not_in_clear")]
        indexes = [
            models.Index(fields=["organisation", "reference_key"], name="document_by_reference"),
            models.Index(fields=["created_by"], name="document_by_maker"),
        ]

    def set_keys(self) -> None:
        """Bring the keys for finding duplicates in step with the columns."""
        self.reference_key = reference_key(self.reference)
        self.sender_key = text_key(self.sender_text)
        self.subject_key = text_key(self.subject)

    def is_open_to(self, post: Post) -> bool:
        """Whether `post` may read it; one query."""
        return Document.objects.visible_to(post).filter(pk=self.pk).exists()

    def subject_for(self, post: Post) -> str:
        """The subject as `post` may read it: empty for a secret paper that it is not let into.

        For an ordinary document the caller has asked `visible_to` already.
        """
        if not self.is_secret:
            return self.subject
        return self.opened_subject() if self.is_open_to(post) else ""


class Party(models.Model):
    """Somebody a document comes from or goes to: one circular has three hundred."""

    class Role(models.TextChoices):
        SENDER = "sender", _("sender")
        RECIPIENT = "recipient", _("recipient")
        COPY = "copy", _("copy to")

    document = models.ForeignKey(Document, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name of the party"), max_length=300)
    address = models.CharField(_("address"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["document", "role", "order", "pk"]


class DocumentFile(models.Model):
    """A file of a document: the paper itself, an enclosure, or a version made over it (stamp, minute)."""

    class Role(models.TextChoices):
        MAIN = "main", _("the paper")
        ENCLOSURE = "enclosure", _("enclosure")
        VERSION = "version", _("version with stamp or minute")

    document = models.ForeignKey(Document, models.PROTECT, related_name="file_links")
    file = models.ForeignKey(FileRecord, models.PROTECT, related_name="document_links")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MAIN)
    order = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["document", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "file"], name="file_once_per_document")]


class DocumentAccess(models.Model):
    """Lets one person into one document: an assignment, a circulation, need-to-know by name."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="access_rows")
    person = models.ForeignKey(User, models.PROTECT, related_name="document_access")
    reason = models.CharField(max_length=60)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="access_once")]
        indexes = [models.Index(fields=["person", "document"], name="access_by_person")]
