"""The two looks into the mailbox that each working day asks for, and where that mailbox is."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents import sealing
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post


class MailboxCheckQuerySet(models.QuerySet["MailboxCheck"]):
    """Questions about looks into the mailbox."""

    def visible_to(self, post: Post) -> MailboxCheckQuerySet:
        """The agency's own; whether somebody looked is no secret inside the house."""
        return self.filter(organisation=post.organisation_id)

    def that_count(self) -> MailboxCheckQuerySet:
        """Looks that reached the mailbox: a sweep that found the server away is none."""
        return self.filter(trouble="")


class MailboxCheck(models.Model):
    """A look into the mailbox and its spam folder (appendix 6, 4.1.2; appendix 7, 2): by somebody, or a sweep
    of the system, which counts as one where it came through (3.8).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mailbox_checks")
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(db_index=True)
    found = models.PositiveSmallIntegerField(_("letters found"), default=0)
    is_sweep = models.BooleanField(
        default=False
    )  # the system looked; `by` is whoever asked it to, if anybody
    ended_at = models.DateTimeField(null=True)
    taken = models.PositiveSmallIntegerField(_("letters taken in"), default=0)
    copies = models.PositiveSmallIntegerField(_("came again"), default=0)
    notices = models.PositiveSmallIntegerField(_("notices about letters of ours"), default=0)
    held = models.PositiveSmallIntegerField(_("left in spam"), default=0)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=1)  # sweeps in vain, one after another, are one row

    objects = MailboxCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_at"]


class MailAccountQuerySet(models.QuerySet["MailAccount"]):
    """Questions about mailboxes."""

    def visible_to(self, post: Post) -> MailAccountQuerySet:
        """The agency's own."""
        return self.filter(organisation=post.organisation_id)

    def free(self, at: dt.datetime) -> MailAccountQuerySet:
        """Those that are swept, and by nobody just now."""
        return self.filter(Q(busy_until=None) | Q(busy_until__lt=at), is_active=True)


class MailAccount(models.Model):
    """The central mailbox of an agency as the system reads it over IMAP. The password is kept sealed."""

    class Security(models.TextChoices):
        TLS = "tls", _("TLS (usual, port 993)")
        STARTTLS = "starttls", _("STARTTLS (port 143)")
        NONE = "none", _("none (only for a server in the same house)")

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="mail_account")
    host = models.CharField(_("mail server"), max_length=200)
    port = models.PositiveIntegerField(_("port"), default=993)
    security = models.CharField(_("encryption"), max_length=8, choices=Security.choices, default=Security.TLS)
    username = models.CharField(_("mailbox user"), max_length=200)
    sealed_password = models.BinaryField(editable=False)
    folders = models.JSONField(default=list)  # names; none: all but sent, drafts and trash
    spam_folders = models.JSONField(default=list)  # names; none: those that the server calls so
    morning_at = models.TimeField(_("morning sweep"), default=dt.time(9))
    afternoon_at = models.TimeField(_("afternoon sweep"), default=dt.time(13, 30))
    since = models.DateField(_("mail from this day on"))
    replies = models.BooleanField(_("tells senders that their mail came"), default=True)
    is_active = models.BooleanField(_("swept"), default=True)
    set_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    asked_at = models.DateTimeField(null=True, editable=False)  # somebody wants a sweep now
    asked_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", editable=False)
    busy_until = models.DateTimeField(null=True, editable=False)
    swept_at = models.DateTimeField(null=True, editable=False)  # when the last one that came through began
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(null=True, editable=False)
    trouble = models.CharField(max_length=300, blank=True, editable=False)

    objects = MailAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailbox")

    def __str__(self) -> str:
        return self.username

    @property
    def password(self) -> str:
        """In clear, for the log-in alone."""
        return sealing.unseal(self.sealed_password)
