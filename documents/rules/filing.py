"""The names of files that leave the office by e-mail (appendix 7, 4.3)."""

from __future__ import annotations

import re

from eoffice.common.thai.digits import to_arabic

#: Roman codes of ministries; others are written as the office's own settings say (practice).
ROMAN = {"นร": "OPM", "ศธ": "MOE", "มท": "MOI", "กค": "MOF", "สธ": "MOPH", "กษ": "MOAC", "รง": "MOL"}
_PARTS = re.compile(
    r"^(?P<ministry>[ก-ฮ]{2})\s*(?P<code>[0-9.]*)\s*/\s*(?P<circular>ว)?\s*(?P<number>[0-9.]+)$"
)


def file_name_of(reference: str, *, year: int, enclosure: int = 0) -> str:
    """`2569_MOE04346_26_123.pdf`, of an enclosure `2569_MOE04346_26_123_1.pdf`.

    Arabic digits; everything reserved becomes `_`. How to write ว is not said (unverified): it is `W`. An
    inserted number keeps its part behind a hyphen, 123-1: 123_1 is the first enclosure of 123.
    """
    plain = to_arabic(reference)
    found = _PARTS.match(plain)
    if found is None:
        stem = plain
    else:
        ministry = ROMAN.get(found["ministry"], found["ministry"])
        stem = (
            f"{ministry}{found['code']}_{'W' if found['circular'] else ''}{found['number'].replace('.', '-')}"
        )
    tail = f"_{enclosure}" if enclosure else ""
    return re.sub(r"[^0-9A-Za-zก-๙-]+", "_", f"{year}_{stem}{tail}").strip("_") + ".pdf"
