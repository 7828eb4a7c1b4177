"""What is written on a letter as it goes through the office, and who has read it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.actions.texts import position_printed
from documents.evidence import digest
from documents.sealing import seal, unseal
from eoffice.people.models import Post, User
from workflows.letters.incoming.machine import IncomingLetter
from workflows.letters.verify import MINUTES

if TYPE_CHECKING:
    from workflows.engine.act import Act


class Endorsement(models.Model):
    """A minute (เกษียน): text, typed name, date, in the order of writing. Never changed.

    The typed name of a person who is logged in stands for the signature (ข้อ 26 วรรคสาม).
    """

    class Kind(models.TextChoices):
        SUBMISSION = "submission", _("submitted with a proposal")
        MINUTE = "minute", _("minute (เกษียน)")
        ORDER = "order", _("order of the director")
        RETURN = "return", _("sent back")
        INSTRUCTION = "instruction", _("instruction to a unit")
        REPORT = "report", _("result reported")

    letter = models.ForeignKey(IncomingLetter, models.PROTECT, related_name="endorsements")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField()  # empty where `sealed` holds it
    sealed = models.BinaryField(null=True, editable=False)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(max_length=200)
    signed_position = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]

    @classmethod
    def write(cls, letter: IncomingLetter, *, kind: str, text: str, act: Act) -> Endorsement:
        """Add a minute by whoever acts."""
        post, principal = act.post, act.on_behalf_of
        secret = letter.document.is_secret
        written = cls.objects.create(
            letter=letter,
            kind=kind,
            text="" if secret else text,
            sealed=seal(text) if secret else None,
            author=act.user,
            post=post,
            on_behalf_of=principal,
            signed_name=act.user.name if act.user else str(_("the system")),
            signed_position=position_printed(post, principal, at=act.at) if post else "",
            written_at=act.at,
        )
        act.evidence.setdefault(MINUTES, []).append(written.digest())
        return written

    def digest(self) -> str:
        """What the log keeps as evidence of it: no word of its text."""
        at = self.written_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        signed = (self.author_id, self.signed_name, self.signed_position)
        return digest(self.letter_id, self.kind, self.words, *signed, at)

    @property
    def words(self) -> str:
        """The text in clear: only for whoever was found to see the letter."""
        return unseal(self.sealed) if self.sealed else self.text


class ReadReceipt(models.Model):
    """When a person first opened a letter."""

    letter = models.ForeignKey(IncomingLetter, models.CASCADE, related_name="reads")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "person"], name="read_once")]
