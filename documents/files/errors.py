"""Refusals about files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eoffice.common.errors import RuleBroken


class FileInfected(RuleBroken):
    """The virus scanner found something."""

    code = "file_infected"
    status = 422
    title = _("The virus scanner refuses this file.")


class ScannerAway(RuleBroken):
    """A scanner is set and does not answer: nothing is accepted unchecked."""

    code = "scanner_unavailable"
    status = 503
    title = _("The virus scanner does not answer. Try again in a moment.")


class StorageFull(RuleBroken):
    """No room to keep the file; nothing half of it stays."""

    code = "storage_full"
    status = 507
    title = _("There is no room left to keep files. Tell the system administrator.")


class ContentMissing(RuleBroken):
    """The row is there, the bytes are not, or they were changed."""

    code = "content_missing"
    status = 409
    title = _("The file is damaged in the store. Tell the system administrator.")
