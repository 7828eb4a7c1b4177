"""What an agency decided for itself: one typed home for everything in `Organisation.settings`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eoffice.organisations.models import Organisation

ROUTE = "letters.route"
FILE_PLAN = "file_plan"
CIRCULAR_RUN = "circular_run"
RESERVED_DAYS = "numbers.reserved_days"
THAI_DIGITS = "thai_digits"
LETTERS_IN_THAI_DIGITS = "letters.thai_digits"
NUMBER_FIRST = "letters.number_before_signature"
SKIP_ABSENT = "letters.skip_absent_levels"
DELIVERY_DAYS = "letters.delivery_days"
REMINDER_DAYS = "letters.reminder_days"
CERTIFICATE_FOR = "signing.certificate_for"
TIMESTAMPS = "signing.timestamps"
STAMP_X, STAMP_Y = "letters.stamp_x", "letters.stamp_y"

OWN_RUN, GENERAL_RUN = "own", "general"


@dataclass(frozen=True)
class OfficeSettings:
    """The settings of one agency, each with what holds until somebody decides otherwise."""

    #: Roles that a letter passes on its way up, in order; the last decides (ข้อ 39 วรรคสาม).
    route: tuple[str, ...] = ("director",)
    #: File codes (รหัสแฟ้ม) of the file plan; empty: any code is taken as known.
    file_plan: tuple[str, ...] = ()
    #: Whether circulars have numbers of their own or the general ones with ว (ข้อ 32).
    circular_run: str = OWN_RUN
    #: Days for which a reserved number is kept; 15 are usual (sheet 3.3, practice).
    reserved_days: int = 15
    #: Whether registers printed for the binder show Thai digits.
    thai_digits: bool = False
    #: Whether letters, memos and orders are printed in Thai digits (cabinet policy, sheet 2.2).
    letters_in_thai_digits: bool = True
    #: Whether a letter may get its number before it is signed (practice; appendix 7, 4.1 says after).
    number_before_signature: bool = False
    #: Whether a draft goes to the signature at once where nobody holds the level that would review it.
    skip_absent_levels: bool = True
    #: Working days in which a recipient should acknowledge (practice).
    delivery_days: int = 3
    #: Working days that pass before the same recipient is reminded again; 1: once on a working day.
    reminder_days: int = 1
    #: Processes whose papers are signed with a certificate at least (sheet 9.2, type 3).
    certificate_for: tuple[str, ...] = ()
    #: Address of a server of trusted time (RFC 3161) for such signatures; empty: none is asked.
    timestamps: str = ""
    #: Where the receiving stamp stands unless a letter has a place of its own: its upper left corner, in
    #: shares of the first page (upper right of A4: ข้อ 37).
    stamp_x: float = 0.72
    stamp_y: float = 0.02


_KEYS = {
    "route": ROUTE,
    "file_plan": FILE_PLAN,
    "circular_run": CIRCULAR_RUN,
    "reserved_days": RESERVED_DAYS,
    "thai_digits": THAI_DIGITS,
    "letters_in_thai_digits": LETTERS_IN_THAI_DIGITS,
    "number_before_signature": NUMBER_FIRST,
    "delivery_days": DELIVERY_DAYS,
    "reminder_days": REMINDER_DAYS,
    "stamp_x": STAMP_X,
    "stamp_y": STAMP_Y,
    "skip_absent_levels": SKIP_ABSENT,
    "certificate_for": CERTIFICATE_FOR,
    "timestamps": TIMESTAMPS,
}


def settings_of(organisation: Organisation) -> OfficeSettings:
    """What holds in the agency now."""
    kept = organisation.settings
    found = {name: kept[key] for name, key in _KEYS.items() if kept.get(key) not in (None, "", [])}
    for name in ("route", "file_plan", "certificate_for"):
        if name in found:
            found[name] = tuple(str(value) for value in found[name])
    return OfficeSettings(**found)


def set_settings(organisation: Organisation, wanted: OfficeSettings) -> Mapping[str, object]:
    """Write `wanted` into the organisation (not saved yet); answers the keys that change, old to new.

    Keys that this file does not know are left alone.
    """
    before = settings_of(organisation)
    changed: dict[str, object] = {}
    for name, key in _KEYS.items():
        old, new = getattr(before, name), getattr(wanted, name)
        organisation.settings[key] = list(new) if isinstance(new, tuple) else new
        if old != new:
            changed[key] = [_plain(old), _plain(new)]
    return changed


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
