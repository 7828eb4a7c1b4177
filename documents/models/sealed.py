"""A subject that is kept in clear or, for secret papers, sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents import sealing
from documents.classes import Secrecy


class WithSubject(models.Model):
    """Secrecy class and subject. Of secret papers the database holds the sealed subject alone; of top
    secret ones neither (ข้อ 29): only "paper, see the secret register".
    """

    secrecy = models.CharField(
        _("secrecy class"),
        max_length=12,
        choices=Secrecy.choices,
        default=Secrecy.NORMAL,
        db_default=Secrecy.NORMAL,
    )
    subject = models.TextField(_("letter subject"), blank=True)
    sealed_subject = models.BinaryField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_secret(self) -> bool:
        """Whether it bears any secrecy class."""
        return self.secrecy != Secrecy.NORMAL

    def write_subject(self, text: str) -> None:
        """Set the subject as its secrecy class asks; set the class first. Does not save."""
        self.subject = "" if self.is_secret else text
        hidden = text and self.secrecy in {Secrecy.CONFIDENTIAL, Secrecy.SECRET}
        self.sealed_subject = sealing.seal(text) if hidden else None

    def opened_subject(self) -> str:
        """The subject in clear, whoever asks: only for code that has asked who may know."""
        return sealing.unseal(self.sealed_subject) if self.sealed_subject else self.subject


def no_secret_in_clear(name: str) -> models.CheckConstraint:
    """The database's own guard that a secret subject never stands in clear."""
    return models.CheckConstraint(
        condition=Q(secrecy="normal", sealed_subject__isnull=True)
        | Q(secrecy__in=["confidential", "secret"], subject="")
        | Q(secrecy="top_secret", subject="", sealed_subject__isnull=True),
        name=name,
    )
