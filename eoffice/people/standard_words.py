"""What a standard is for, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eoffice.organisations.standards import TAKE_UP
from eoffice.people.actions.standards import MEASURED, Measured

_PROCESSES = {
    ("incoming_letter", ""): _("Incoming letter, from arrival until it is done"),
    ("outgoing_letter", ""): _("Outgoing letter, from its submission for review until it is sent"),
    ("memo", ""): _("Memo, from its submission until it is decided"),
    ("order", ""): _("Order, from its review until it has its number"),
    ("announcement", ""): _("Announcement, from its review until it is published"),
    ("incoming_letter", TAKE_UP): _("Incoming letter, from arrival until it is submitted"),
}
_SPEEDS = {
    "normal": _("normal"),
    "urgent": _("urgent"),
    "very_urgent": _("very urgent"),
    "most_urgent": _("most urgent"),
}


def measured_words(measured: Measured) -> str:
    """The process and milestone; an unknown one keeps its id."""
    words = _PROCESSES.get((measured.process, measured.milestone))
    return str(words or f"{measured.process} {measured.milestone}".strip())


def speed_words(measured: Measured) -> str:
    """The speed class."""
    return str(_SPEEDS.get(measured.speed, measured.speed))


def standard_words(key: str) -> str:
    """The whole of it, from its key in addresses and audit events."""
    measured = next((one for one in MEASURED if one.key == key), None)
    return f"{measured_words(measured)} · {speed_words(measured)}" if measured else key
