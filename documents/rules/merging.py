"""Names in braces that stand for what a draft does not know yet: `{ผู้รับ}`, `{วันที่}`, `{?ชื่อโครงการ}`.

Plain exchange of known names and nothing else: no expression, no code. `{?…}` is asked when a template is
used. Some names are exchanged then (who writes, what is answered), some as the paper is laid out (number,
date, recipient, subject), so that they follow what the paper says now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from documents.rules.wording import Wording

#: Exchanged when a template is used.
AT_USE = {
    "ผู้ร่าง": "drafter",
    "ตำแหน่งผู้ร่าง": "position",
    "กลุ่มงาน": "unit",
    "ส่วนราชการ": "agency",
    "วันนี้": "today",
    "หนังสือที่ตอบ": "reply_to",
    "ลงวันที่ของหนังสือที่ตอบ": "reply_to_date",
    "ผู้ส่งหนังสือที่ตอบ": "reply_to_sender",
}
#: Exchanged as the paper is laid out, once it is known.
ON_PAPER = {"ผู้รับ": "recipient", "เรื่อง": "subject", "เลขที่": "number", "วันที่": "date"}
KNOWN = AT_USE | ON_PAPER
#: Stands on the paper where a number or a date is not known yet.
NOT_YET = "……………"
_FIELD = re.compile(r"\{(?P<asked>\??)(?P<name>[^{}\n]{1,60})\}")


def asked_in(texts: Iterable[str]) -> list[str]:
    """The names that are asked when it is used, each once, in their order."""
    found = [each["name"].strip() for text in texts for each in _FIELD.finditer(text) if each["asked"]]
    return list(dict.fromkeys(filter(None, found)))


def unknown_in(texts: Iterable[str]) -> list[str]:
    """Names in braces that nothing is known of."""
    found = [each["name"].strip() for text in texts for each in _FIELD.finditer(text) if not each["asked"]]
    return [name for name in dict.fromkeys(found) if name not in KNOWN]


def merged(text: str, known: Mapping[str, str], answers: Mapping[str, str]) -> str:
    """The text with what is known of AT_USE (by English id) and the answers to what is asked (by name).

    What nobody knows stays as it is written, so that a reader sees what is missing.
    """

    def fill(found: re.Match[str]) -> str:
        name = found["name"].strip()
        if found["asked"]:
            return answers.get(name, "") or found[0]
        return known.get(AT_USE.get(name, ""), "") or found[0]

    return _FIELD.sub(fill, text)


def on_paper(text: str, wording: Wording, *, number: str, date: str) -> str:
    """The text as it stands on the paper of this wording."""
    values = {"recipient": wording.addressee, "subject": wording.subject, "number": number, "date": date}

    def fill(found: re.Match[str]) -> str:
        key = "" if found["asked"] else ON_PAPER.get(found["name"].strip(), "")
        return (values[key] or NOT_YET) if key else found[0]

    return _FIELD.sub(fill, text)
