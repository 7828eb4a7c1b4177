"""The processes to which an order may limit a delegation (ids of API.md). A new process adds its line."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SCOPES = (
    ("incoming_letter", _("Incoming letters")),
    ("assignment", _("Assignments")),
    ("outgoing_letter", _("Outgoing letters")),
    ("memo", _("Memos")),
    ("order", _("Orders")),
    ("announcement", _("Announcements")),
    ("consultation", _("Opinions asked")),
)
