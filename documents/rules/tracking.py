"""Tracking numbers of the post: EB123456785TH, the form S10 of the Universal Postal Union."""

from __future__ import annotations

import re

from eoffice.common.thai.digits import to_arabic

_S10 = re.compile(r"[A-Z]{2}([0-9]{8})([0-9])[A-Z]{2}")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def written_plainly(told: str) -> str:
    """Capitals and Arabic digits without blanks."""
    return "".join(to_arabic(told).upper().split())


def is_wrong(number: str) -> bool:
    """Whether it has the form S10 and a check digit that does not fit; other carriers' numbers pass."""
    found = _S10.fullmatch(number)
    if found is None:
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(found[1], _WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest) != int(found[2])
