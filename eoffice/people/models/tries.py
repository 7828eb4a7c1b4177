"""Log-ins that failed, so that guessing passwords takes longer than a lifetime."""

from __future__ import annotations

from django.db import models


class LoginTries(models.Model):
    """How often a user name was tried in vain from an address lately; removed by a log-in that works."""

    username = models.CharField(max_length=64)  # a digest: what is typed there is now and then a password
    address = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["username", "address"], name="tries_once_per_address")]
