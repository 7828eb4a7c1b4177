"""Tokens of API clients, and the events that auditors read."""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.organisations.models import Organisation
from eoffice.people.models.person import User
from eoffice.people.models.post import Post
from eoffice.people.roles import Role


class AccessToken(models.Model):
    """A bearer token; only its hash is kept. Several of one person live side by side."""

    user = models.ForeignKey(User, models.CASCADE, related_name="access_tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    @staticmethod
    def digest_of(token: str) -> str:
        """What is kept of a token. It is 256 random bits, so one plain hash is enough."""
        return hashlib.sha256(token.encode()).hexdigest()


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    """Questions about audit events."""

    def visible_to(self, post: Post) -> AuditQuerySet:
        """Events of the agency, to its auditors and administrators; to nobody else."""
        if not post.has(Role.AUDITOR, Role.SYSADMIN):
            return self.none()
        return self.filter(organisation=post.organisation_id)


class AuditEvent(models.Model):
    """Something an auditor may ask about that is no step: log-ins, refusals, reads of secrets."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=120, blank=True)  # "incoming_letter:12", never secret text
    detail = models.JSONField(default=dict, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("audit event")
        indexes = [
            models.Index(fields=["organisation", "action", "-at"], name="audit_by_action"),
            models.Index(fields=["subject", "-at"], name="audit_by_subject"),
        ]
