"""Whom an outgoing letter goes to, and how it stands with each of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import Document, Party
from eoffice.people.models import Post
from workflows.letters.incoming.machine import IncomingLetter
from workflows.letters.incoming.states import Channel
from workflows.letters.outgoing.machine import OutgoingLetter
from workflows.letters.outgoing.states import Exchanged, Sent


class RecipientQuerySet(models.QuerySet["Recipient"]):
    """Questions about recipients."""

    def to_deliver(self) -> RecipientQuerySet:
        """Sent to an agency of this server, and not yet with it."""
        return self.filter(
            result=Sent.SENT,
            channel=Channel.SYSTEM,
            party__organisation__isnull=False,
            incoming__isnull=True,
        )

    def visible_to(self, post: Post) -> RecipientQuerySet:
        """Those of the letters that `post` may see."""
        return self.filter(letter__in=OutgoingLetter.objects.visible_to(post).values("pk"))

    def to_mail(self) -> RecipientQuerySet:
        """What the system has to mail, now or later."""
        return self.filter(result=Sent.SENT, mail_next_at__isnull=False)


class PresentManager(models.Manager.from_queryset(RecipientQuerySet)):  # type: ignore[misc] # made by Django
    """Recipients of the present paper of each letter."""

    def get_queryset(self) -> RecipientQuerySet:
        """Without those of papers that were sent back and written anew."""
        rows: RecipientQuerySet = super().get_queryset()
        return rows.filter(is_past=False)


class Recipient(models.Model):
    """One recipient: the channel, every outcome, and what came back.

    The time of the first attempt remains the sending time, whatever fails afterwards (ข้อ 29, 89/3).
    """

    letter = models.ForeignKey(OutgoingLetter, models.PROTECT, related_name="recipients")
    party = models.OneToOneField(Party, models.PROTECT, related_name="recipient")
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    result = models.CharField(
        _("state of sending"), max_length=12, choices=Sent.choices, default=Sent.WAITING
    )
    sent_at = models.DateTimeField(_("sent at"), null=True)
    tried_at = models.DateTimeField(_("last tried"), null=True)
    failure = models.CharField(_("why it failed"), max_length=500, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True)
    their_number = models.CharField(_("their receive number"), max_length=60, blank=True)
    proof = models.CharField(_("proof"), max_length=300, blank=True)
    received_by = models.CharField(
        _("received by"), max_length=200, blank=True
    )  # who signed the book or slip
    receipt = models.ForeignKey(  # the signed page, scanned: a paper of its own, of this office alone
        Document, models.PROTECT, null=True, related_name="+", editable=False
    )
    tracking_number = models.CharField(_("postal tracking number"), max_length=40, blank=True)
    mail_next_at = models.DateTimeField(
        null=True, editable=False
    )  # when the system mails it; none: it does not
    mail_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    exchange = models.CharField(
        _("state in e-CMS"), max_length=20, choices=Exchanged.choices, blank=True, editable=False
    )
    arrived_at = models.DateTimeField(_("arrived there"), null=True, editable=False)  # as e-CMS told
    incoming = models.OneToOneField(
        IncomingLetter, models.PROTECT, null=True, related_name="came_from", editable=False
    )

    is_past = models.BooleanField(default=False, editable=False)  # its paper was written anew

    objects = PresentManager()  # what a letter calls its recipients
    everyone = RecipientQuerySet.as_manager()

    class Meta:
        ordering = ["letter", "party__order", "pk"]
        indexes = [
            models.Index(
                fields=["mail_next_at"], condition=Q(mail_next_at__isnull=False), name="recipients_to_mail"
            )
        ]

    def __str__(self) -> str:
        return self.party.name
