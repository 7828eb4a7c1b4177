"""What stands on an envelope, and which envelope goes around which (form 15; sheet 2.2, 2.3, 4.2)."""

from __future__ import annotations

import re

#: Width and height in mm, lying (ข้อ 74, 77).
SIZES: dict[str, tuple[float, float]] = {
    "c4": (324, 229),
    "c5": (229, 162),
    "c6": (162, 114),
    "dl": (220, 110),
}
#: The next larger one, in which an envelope is put once more.
AROUND = {"c6": "c5", "dl": "c5", "c5": "c4", "c4": "c4"}
_POSTCODE = re.compile(r"\s*([0-9๐-๙]{5})\s*$")


def lines_of(address: str) -> tuple[str, ...]:
    """Place and address as they were written, the postcode on a line of its own at the end."""
    found = _POSTCODE.search(address)
    plain = address[: found.start()] if found else address
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    return (*lines, found[1]) if found else tuple(lines)


def without_class(number: str) -> str:
    """The number of a letter as the outside tells it: that of a secret letter begins with its class."""
    return re.sub(r"^\s*ลับ(มาก|ที่สุด)?\s*", "", number)
