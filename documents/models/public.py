"""The code by which anybody who holds a paper asks whether it is genuine."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

from documents.models.document import Document


def fresh_code() -> str:
    """128 bits that nobody guesses."""
    return secrets.token_urlsafe(16)


class PublicCode(models.Model):
    """One for each paper that was signed; it stands in the QR code on it."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="public_code")
    code = models.CharField(max_length=32, unique=True, default=fresh_code)

    def __str__(self) -> str:
        return self.code

    @property
    def address(self) -> str:
        """Where one asks, as it is printed."""
        return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/verify/{self.code}/"


def address_of(document: Document) -> str:
    """Where one asks about this paper; empty before it is signed."""
    found = PublicCode.objects.filter(document=document).first()
    return found.address if found else ""
