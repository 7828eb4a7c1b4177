"""The e-CMS line of an agency, whom it reaches, and every message that went over it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents import sealing
from documents.models import StoredFile
from documents.rules.keys import reference_key
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.letters.exchange.client import READ, Client
from workflows.letters.incoming.machine import IncomingLetter
from workflows.letters.models.recipient import Recipient
from workflows.letters.outgoing.machine import OutgoingLetter
from workflows.letters.rules.ecms.codes import Codes
from workflows.letters.rules.ecms.messages import Address

WATCHING = (Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR, Role.AUDITOR, Role.SYSADMIN)


class ExchangeAccount(models.Model):
    """How an agency reaches its own e-CMS server. The password is sealed; it is never shown again."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="exchange_account")
    is_on = models.BooleanField(_("letters go through e-CMS"), default=False)
    endpoint = models.CharField(_("address of the e-CMS server"), max_length=300, blank=True)
    ministry = models.CharField(_("ministry code"), max_length=20, blank=True)
    department = models.CharField(_("agency code"), max_length=20, blank=True)
    username = models.CharField(_("user name"), max_length=100, blank=True)
    sealed_password = models.BinaryField(null=True, editable=False)
    certificates = models.TextField(_("certificate authority (PEM)"), blank=True)
    poll_minutes = models.PositiveSmallIntegerField(_("minutes between two looks"), default=5)
    carries_secrets = models.BooleanField(_("secret letters may go through e-CMS"), default=False)
    codes = models.JSONField(_("code tables"), default=dict, blank=True)
    polls_next_at = models.DateTimeField(null=True, editable=False)
    reached_at = models.DateTimeField(null=True, editable=False)
    trouble = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("e-CMS line")

    def __str__(self) -> str:
        return self.endpoint

    @property
    def is_safe(self) -> bool:
        """Whether what goes over the line can't be read on its way."""
        return self.endpoint.startswith("https://")

    @property
    def tables(self) -> Codes:
        """The code tables in force."""
        return Codes.of(self.codes)

    @property
    def own(self) -> Address:
        """Where the agency stands."""
        return Address(ministry=self.ministry, department=self.department)

    def client(self, *, patience: int = READ) -> Client:
        """The line itself; an answer is waited for so many seconds."""
        password = sealing.unseal(self.sealed_password) if self.sealed_password else ""
        return Client(
            endpoint=self.endpoint,
            codes=self.tables,
            username=self.username,
            password=password,
            certificates=self.certificates,
            patience=patience,
        )


class ExchangeAgency(models.Model):
    """An agency that the server's list names."""

    account = models.ForeignKey(ExchangeAccount, models.CASCADE, related_name="agencies")
    code = models.CharField(_("agency code"), max_length=20)
    ministry = models.CharField(_("ministry code"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)

    class Meta:
        ordering = ["name", "code"]
        constraints = [models.UniqueConstraint(fields=["account", "code"], name="exchange_agency_once")]

    def __str__(self) -> str:
        return self.name or self.code


class KeyOfNumber(models.CharField):  # type: ignore[type-arg] # no generic class when it runs
    """Follows `number` whenever the row is written: two writings of one number have one key."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The key of the number as it is now."""
        key = reference_key(getattr(model_instance, "number", ""))
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        """A plain column: migrations need nothing of this class."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class ExchangeMessageQuerySet(models.QuerySet["ExchangeMessage"]):
    """Questions about messages."""

    def visible_to(self, post: Post) -> ExchangeMessageQuerySet:
        """Those of the agency, to the registry, its auditors and administrators: they hold no words of a
        letter but its number. What speaks of secret letters is for the registrar of secret letters alone.
        """
        if not post.has(*WATCHING):
            return self.none()
        found = self.filter(organisation=post.organisation_id)
        return found if post.has(Role.SECRET_REGISTRAR) else found.filter(is_secret=False)

    def hidden_troubles(self, post: Post) -> int:
        """How many of those that `post` may not see somebody has to look at: a count, and nothing of them."""
        if not post.has(*WATCHING) or post.has(Role.SECRET_REGISTRAR):
            return 0
        return self.filter(organisation=post.organisation_id, is_secret=True).troubled().count()

    def outgoing(self) -> ExchangeMessageQuerySet:
        """Those that leave."""
        return self.filter(direction=ExchangeMessage.Direction.OUT)

    def incoming(self) -> ExchangeMessageQuerySet:
        """Those that came."""
        return self.filter(direction=ExchangeMessage.Direction.IN)

    def arrivals(self) -> ExchangeMessageQuerySet:
        """Those by which a letter arrived: one for each, also where somebody settled a doubt about it."""
        came = self.incoming().filter(kind=ExchangeMessage.Kind.LETTER, incoming__isnull=False)
        return came.exclude(stage=ExchangeMessage.Stage.AGAIN)

    def waiting(self) -> ExchangeMessageQuerySet:
        """Still to be sent, or to be dealt with."""
        return self.filter(stage=ExchangeMessage.Stage.WAITING)

    def troubled(self) -> ExchangeMessageQuerySet:
        """Where somebody should look."""
        return self.filter(trouble__gt="").exclude(stage=ExchangeMessage.Stage.LEFT)

    def about(self, number: str) -> ExchangeMessageQuerySet:
        """Those that speak of the letter of this number, however it is written; none for no number."""
        key = reference_key(number)
        return self.filter(number_key=key) if key else self.none()


class ExchangeMessage(models.Model):
    """One message, from the moment it is to be sent or has come; it stays.

    What came is kept sealed as it came (`raw`) before it is deleted from the server's queue, and is dealt
    with afterwards, so that a crash at any moment loses nothing; the same message again is known by `key`.
    """

    class Direction(models.TextChoices):
        OUT = "out", _("sent by us")
        IN = "in", _("came to us")

    class Kind(models.TextChoices):
        LETTER = "letter", pgettext_lazy("message", "letter")
        RECEIVED = "received", _("letter arrived")
        ACCEPTED = "accepted", pgettext_lazy("message", "receive number")
        REJECTED = "rejected", _("letter rejected")
        INVALID_LETTER = "invalid_letter", _("wrong letter")
        INVALID_NUMBER = "invalid_number", _("wrong receive number")
        DELETE = "delete", _("letter withdrawn to be sent again")
        UNREADABLE = "unreadable", _("unreadable message")

    class Stage(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("message", "waits")
        DONE = "done", pgettext_lazy("message", "done")
        AGAIN = "again", _("came before")
        FAILED = "failed", pgettext_lazy("message", "failed")
        LEFT = "left", _("settled by hand")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="exchange_messages")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.WAITING)
    key = models.CharField(max_length=200)  # what makes it the same message
    digest = models.CharField(max_length=64, blank=True, db_index=True)  # of what it says
    number = models.CharField(_("letter number"), max_length=120, blank=True)  # ที่
    number_key = KeyOfNumber(max_length=120, blank=True, editable=False)
    dated_on = models.DateField(null=True)
    accept_number = models.CharField(_("receive number"), max_length=60, blank=True)
    partner = models.CharField(_("the other agency"), max_length=20, blank=True)
    is_secret = models.BooleanField(default=False)
    recipient = models.ForeignKey(Recipient, models.SET_NULL, null=True, related_name="exchange_messages")
    letter = models.ForeignKey(OutgoingLetter, models.PROTECT, null=True, related_name="exchange_messages")
    incoming = models.ForeignKey(IncomingLetter, models.PROTECT, null=True, related_name="exchange_messages")
    message_id = models.CharField(max_length=60, blank=True)  # ours, the same on every try
    process_id = models.CharField(max_length=120, blank=True)  # the server's
    raw = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    first_tried_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    in_doubt = models.BooleanField(default=False)  # the server may have taken it
    deleted_at = models.DateTimeField(null=True)  # from the server's queue
    done_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    objects = ExchangeMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("e-CMS message")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "direction", "key"], name="exchange_message_once")
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(stage="waiting"), name="exchange_messages_due"),
            models.Index(
                fields=["organisation"],
                condition=Q(direction="in", deleted_at__isnull=True),
                name="exchange_to_delete",
            ),
            models.Index(fields=["organisation", "number_key"], name="exchange_by_number"),
            models.Index(
                fields=["organisation"],
                condition=Q(trouble__gt="") & ~Q(stage="left"),
                name="exchange_troubles",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.kind} {self.key}"

    @property
    def is_out(self) -> bool:
        """Whether it is ours."""
        return self.direction == self.Direction.OUT
