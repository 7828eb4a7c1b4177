"""Certificates that sign: a person's, an agency's seal; and which issuers an agency trusts."""

from __future__ import annotations

import base64
import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.models.file import StoredFile
from documents.sealing import seal, unseal
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post, User

if TYPE_CHECKING:
    from documents.signing.keys import Facts

#: So long before its end a certificate is spoken of.
WARNED_BEFORE = dt.timedelta(days=30)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Questions about certificates."""

    def visible_to(self, post: Post) -> Self:
        """One's own, and the seal of one's agency."""
        own = Q(person_id=post.person_id)
        return self.filter(own | Q(person=None, organisation_id=post.organisation_id))

    def of_person(self, person: User) -> Certificate | None:
        """The one that this person signs with."""
        return self.filter(person=person).first()

    def seal_of(self, organisation: Organisation) -> Certificate | None:
        """The agency's."""
        return self.filter(person=None, organisation=organisation).first()


class Certificate(models.Model):
    """A PKCS#12 file as it was uploaded: still under its own passphrase, and sealed by the office besides.

    The passphrase is kept nowhere. What is removed is gone; what it signed names it in words.
    """

    person = models.OneToOneField(User, models.PROTECT, null=True, related_name="certificate")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="certificates")
    subject = models.CharField(_("holder"), max_length=300)
    issuer = models.CharField(_("issued by"), max_length=300)
    serial = models.CharField(_("serial number"), max_length=64)
    fingerprint = models.CharField(max_length=64)
    not_before = models.DateTimeField(pgettext_lazy("certificate", "valid from"))
    not_after = models.DateTimeField(pgettext_lazy("certificate", "valid until"))
    sealed = models.BinaryField(editable=False)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(person=None), name="one_seal_of_an_agency"
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def describe(self, facts: Facts) -> None:
        """Take over what the certificate says of itself."""
        for name in ("subject", "issuer", "serial", "fingerprint", "not_before", "not_after"):
            setattr(self, name, getattr(facts, name))

    def keep(self, data: bytes) -> None:
        """Put the file in, sealed."""
        self.sealed = seal(base64.b64encode(data).decode())

    def file(self) -> bytes:
        """The file as it came. Raises Unsealable."""
        return base64.b64decode(unseal(self.sealed))

    def ends_soon(self, now: dt.datetime) -> bool:
        """Whether whoever holds it should see to the next one."""
        return now > self.not_after - WARNED_BEFORE


class Trusted(models.Model):
    """What an agency goes by when it looks at signatures: an issuer's root, or a list of what was revoked."""

    class Sort(models.TextChoices):
        ROOT = "root", _("root certificate of an issuer")
        REVOKED = "revoked", _("list of revoked certificates")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="trusted")
    sort = models.CharField(max_length=8, choices=Sort.choices)
    subject = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64)
    not_after = models.DateTimeField(null=True)
    der = models.BinaryField(editable=False)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["sort", "subject", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "fingerprint"], name="trusted_once")]

    def __str__(self) -> str:
        return self.subject


class SignatureCheck(models.Model):
    """What was found when the signatures of a file were looked at, by what an agency trusts."""

    blob = models.ForeignKey(StoredFile, models.CASCADE, related_name="signature_checks")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    trusted = models.CharField(max_length=64)  # digest over what it went by: other roots, another look
    found = models.JSONField(default=list)
    fault = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blob", "organisation"], name="signatures_checked_once")
        ]
