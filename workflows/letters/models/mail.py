"""E-mails that came into the central mailbox, each once, and what was answered to them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents import sealing
from documents.classes import Secrecy
from documents.models import StoredFile
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.letters.incoming.machine import IncomingLetter
from workflows.letters.models.recipient import Recipient

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class MailQuerySet(models.QuerySet["MailMessage"]):
    """Questions about e-mails."""

    def visible_to(self, post: Post) -> MailQuerySet:
        """Those whose letter `post` may see; to the central registrar also those that made none."""
        seen = Q(letter__in=IncomingLetter.objects.visible_to(post))
        if post.has(Role.CENTRAL_REGISTRAR):
            seen |= Q(letter=None, secrecy=Secrecy.NORMAL)
        return self.filter(seen, organisation=post.organisation_id)

    def held(self) -> MailQuerySet:
        """Found among spam, and nobody has said yet whether it is a letter."""
        return self.filter(kind=MailMessage.Kind.SPAM, letter=None, settled_at=None)


class MailMessage(models.Model):
    """One e-mail, however often it was delivered. Its words and its raw form are sealed, whatever its class;
    of a top secret one neither is kept (ข้อ 29; appendix 7, 3.6).
    """

    class Kind(models.TextChoices):
        LETTER = "letter", pgettext_lazy("e-mail", "letter")
        FAILURE = "failure", _("could not be delivered")
        DELAY = "delay", _("delivery is delayed")
        RECEIPT = "receipt", _("the recipient has received it")
        AUTOMATIC = "automatic", _("automatic answer")
        OWN = "own", _("sent by this office itself")
        SPAM = "spam", _("found among spam")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mails")
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(_("kind of mail"), max_length=10, choices=Kind.choices)
    arrived_at = models.DateTimeField(_("came into the mailbox"))
    found_at = models.DateTimeField(_("found by the sweep"))
    message_id = models.CharField(max_length=255, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    sender_address = models.CharField(max_length=254, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    secrecy = models.CharField(max_length=12, choices=Secrecy.choices, default=Secrecy.NORMAL)
    in_spam = models.BooleanField(default=False)
    copies = models.PositiveSmallIntegerField(default=0)
    sealed_words = models.BinaryField(null=True, editable=False)
    raw = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    letter = models.OneToOneField(IncomingLetter, models.PROTECT, null=True, related_name="mail")
    recipient = models.ForeignKey(Recipient, models.PROTECT, null=True, related_name="mails")
    no_reply = models.CharField(_("why no answer is sent by itself"), max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    objects = MailQuerySet.as_manager()

    if TYPE_CHECKING:
        places: RelatedManager[MailPlace]
        reply: MailReply

    class Meta:
        ordering = ["-arrived_at", "-pk"]
        verbose_name = _("e-mail")
        constraints = [models.UniqueConstraint(fields=["organisation", "fingerprint"], name="mail_once")]
        indexes = [
            models.Index(fields=["organisation", "-arrived_at"], name="mails_by_arrival"),
            models.Index(
                fields=["organisation"],
                condition=Q(kind="spam", letter=None, settled_at=None),
                name="mails_held",
            ),
        ]

    def __str__(self) -> str:
        return self.sender

    @property
    def sender(self) -> str:
        """Who wrote it, as far as it says so."""
        if self.sender_name and self.sender_address:
            return f"{self.sender_name} <{self.sender_address}>"
        return self.sender_name or self.sender_address

    def write_words(self, **words: Any) -> None:
        """Seal what it says; nothing at all of a top secret one. Does not save."""
        told = json.dumps(words, ensure_ascii=False)
        self.sealed_words = None if self.secrecy == Secrecy.TOP_SECRET else sealing.seal(told)

    @property
    def words(self) -> dict[str, Any]:
        """`subject`, `body`, `files` (names) and `troubles` ([name, sentence]): for eyes that may see it."""
        return json.loads(sealing.unseal(self.sealed_words)) if self.sealed_words else {}


class MailPlace(models.Model):
    """Where in the mailbox a message lies: what was fetched once is not fetched again."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    message = models.ForeignKey(MailMessage, models.CASCADE, related_name="places")
    folder = models.CharField(max_length=255)
    validity = models.BigIntegerField()  # UIDVALIDITY: another one, and the numbers mean other mails
    uid = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "folder", "validity", "uid"], name="mail_place_once"
            )
        ]


class MailReplyQuerySet(models.QuerySet["MailReply"]):
    """Questions about automatic answers."""

    def to_send(self) -> MailReplyQuerySet:
        """What has to go out, now or later."""
        return self.filter(next_at__isnull=False)


class MailReply(models.Model):
    """The one automatic answer to a mail: that it came (appendix 7, 3.2), or that it may not (3.6)."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("received")
        NOT_BY_MAIL = "not_by_mail", _("top secret papers do not travel by e-mail")

    message = models.OneToOneField(MailMessage, models.CASCADE, related_name="reply")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    address = models.CharField(max_length=254)
    next_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    objects = MailReplyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="mail_replies_to_send"),
            models.Index(fields=["address", "sent_at"], name="mail_replies_by_address"),
        ]
