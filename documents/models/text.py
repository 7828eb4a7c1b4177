"""The versions of what a paper says, from the first draft to the one that was signed."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models.document import Document
from documents.rules.wording import Wording
from documents.sealing import seal, unseal
from eoffice.people.models import Post, User


class DocumentText(models.Model):
    """One version of a paper's wording. Never changed: a correction is the next version.

    Of a secret paper only the sealed words are kept, as of its subject (sheet 4.2).
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField(_("version"))
    words = models.TextField(blank=True)  # Wording.as_json(); empty where `sealed` holds it
    sealed = models.BinaryField(null=True, editable=False)
    digest = models.CharField(max_length=64)  # of an open text; empty of a sealed one
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="text_version_once"),
            models.CheckConstraint(
                condition=Q(words="", sealed__isnull=False) | (~Q(words="") & Q(sealed__isnull=True)),
                name="text_in_clear_or_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"

    @property
    def wording(self) -> Wording:
        """The words, for whoever was found to see the paper."""
        return Wording.of_json(unseal(self.sealed) if self.sealed else self.words)

    @classmethod
    def of(
        cls, document: Document, wording: Wording, *, number: int, by: User, at: dt.datetime
    ) -> DocumentText:
        """A version to be saved, sealed where the paper is secret."""
        text, secret = wording.as_json(), document.is_secret
        return cls(
            document=document,
            number=number,
            words="" if secret else text,
            sealed=seal(text) if secret else None,
            digest="" if secret else wording.digest,
            written_by=by,
            written_at=at,
        )


class Signature(models.Model):
    """Who signed a paper, in whose place, how, and over which bytes. Never changed (sheet 2.4, 9.2)."""

    class Method(models.TextChoices):
        TYPED = "typed", _("typed name of a person who is logged in")
        AGAIN = "again", _("password asked again, bound to the text")
        CERTIFICATE = "certificate", _("certificate in the PDF (PAdES)")

    document = models.ForeignKey(Document, models.PROTECT, related_name="signatures")
    text = models.ForeignKey(DocumentText, models.PROTECT, null=True, related_name="signatures")
    signer = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=12, choices=Method.choices)
    signed_name = models.CharField(max_length=200)
    signed_position = models.CharField(max_length=400)  # with the legal phrase of whoever acts for another
    digest = models.CharField(max_length=64)  # of the words and files that were signed
    signed_at = models.DateTimeField()
    # Of a signature by certificate: whose, by whom issued, under which number; the file is the signed PDF.
    certificate_subject = models.CharField(max_length=300, blank=True)
    certificate_issuer = models.CharField(max_length=300, blank=True)
    certificate_serial = models.CharField(max_length=64, blank=True)
    is_seal = models.BooleanField(default=False)

    class Meta:
        ordering = ["document", "signed_at", "pk"]

    def __str__(self) -> str:
        return self.signed_name
