"""What somebody is told: in the system, and by e-mail where that is set up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.organisations.models import Organisation
from eoffice.people.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def of(self, person: User) -> NoticeQuerySet:
        """A person's own, newest first."""
        return self.filter(person=person).order_by("-pk")

    def unread(self) -> NoticeQuerySet:
        """Not seen yet."""
        return self.filter(read_at=None)

    def to_mail(self) -> NoticeQuerySet:
        """Waiting to go out by e-mail."""
        return self.filter(mail=Notice.Mail.WAITING)


class Notice(models.Model):
    """One thing told to one person about one item, once: `about` names what caused it.

    It holds no words of the item: what is shown is read from the item when the person may see it.
    """

    class Kind(models.TextChoices):
        WAITING = "waiting", _("waits for you")
        REMINDER = "reminder", _("you are reminded")
        OVERDUE = "overdue", _("is overdue")
        ESCALATION = "escalation", _("is overdue with somebody else")
        MAILBOX = "mailbox", _("the mailbox was not looked into yet")
        LOG = "log", _("the nightly check of the log found something")

    class Mail(models.TextChoices):
        NONE = "", _("not by e-mail")
        WAITING = "waiting", _("to be sent")
        TRYING = "trying", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(User, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    process = models.CharField(max_length=40, blank=True)
    item = models.PositiveBigIntegerField(null=True)
    about = models.CharField(max_length=40)  # "log:12", "deadline:7", "mailbox:2026-11-24 am"
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8, choices=Mail.choices, blank=True, default=Mail.NONE)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_next_at = models.DateTimeField(null=True)
    mail_error = models.CharField(max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "about", "process", "item"], name="told_once")
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notices_of_person"),
            models.Index(fields=["mail_next_at"], condition=models.Q(mail="waiting"), name="notices_to_mail"),
        ]
