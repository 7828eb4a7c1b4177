"""What the words of a mail tell of the letter in it: classes, number, and that ours was received.

Proposals for whoever registers it. A class of secrecy alone is taken at its word: better too much is hidden.
"""

from __future__ import annotations

import re

from documents.classes import Secrecy, Speed
from eoffice.common.thai.digits import to_arabic
from workflows.letters.intake.decoding import header
from workflows.letters.intake.reading import Mail

_THAI = "\u0e01-\u0e5b"
_SECRET = re.compile(rf"(?<![{_THAI}A-Za-z])(ลับที่สุด|ลับมาก|ลับ)(?![{_THAI}A-Za-z])")
_STATED = re.compile(
    r"^[ \t]{0,40}(?:ชั้นความลับ[ \t]{0,9}[:：]?[ \t]{0,9})?"
    r"[\[(\"“]?(ลับที่สุด|ลับมาก|ลับ)[\])\"”]?[ \t]*$",
    re.MULTILINE,
)
_CLASSES = {
    "ลับที่สุด": Secrecy.TOP_SECRET.value,
    "ลับมาก": Secrecy.SECRET.value,
    "ลับ": Secrecy.CONFIDENTIAL.value,
}
_HURRY = {
    "ด่วนที่สุด": Speed.MOST_URGENT.value,
    "ด่วนมาก": Speed.VERY_URGENT.value,
    "ด่วน": Speed.URGENT.value,
}
_PREFIX = re.compile(
    r"^[\[(\s]*(ด่วนที่สุด|ด่วนมาก|ด่วน)[\])\s]*[:：\-–]\s*|"
    r"^[\[(]\s*(ด่วนที่สุด|ด่วนมาก|ด่วน)\s*[\])]\s*"
)
_NUMBER = re.compile(r"ที่\s*((?:[ก-ฮ]{2,3}\.?)\s?[\d๐-๙]{2,6}(?:[./][ว]?\s?[\d๐-๙]+){1,4})")
_QUOTED = re.compile(
    r"^(?:>|-{3,}\s*(?:original|forwarded|ข้อความ)|on .{5,100}wrote:|"
    r"เมื่อ.{5,100}เขียน(?:ว่า)?:?|from:\s|จาก:\s).*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_ASKED = re.compile(r"โปรดตอบกลับ[^\n]*|please reply to confirm[^\n]*", re.IGNORECASE)
_NOT = re.compile(r"(?:ไม่|ยังไม่)\s*ได้\s*รับ|not (?:yet )?(?:been )?received", re.IGNORECASE)
_GOT = re.compile(
    r"ได้รับ\s*(?:ไปรษณีย์|หนังสือ|เอกสาร|อีเมล|e-?mail|เมล|เรื่อง|ข้อมูล|ไฟล์|ไว้|แล้ว|เรียบร้อย)|"
    r"ลงรับ|รับหนังสือแล้ว|\b(?:has|have|was|been|well) received\b|^[ \t]*received\b|\backnowledge",
    re.IGNORECASE | re.MULTILINE,
)
_THEIR_NUMBER = re.compile(
    r"(?:เลขที่รับ|เลขรับ|ลงรับ(?:เป็น)?(?:เลข)?(?:ที่)?|receive(?:d)? no\.?)\s{0,9}:?\s{0,9}"
    r"([\d๐-๙]{1,7}(?:/[\d๐-๙]{2,4})?)",
    re.IGNORECASE,
)


def secrecy_of(mail: Mail) -> str:
    """The highest class that subject, file names, a line of the text or the Sensitivity header states."""
    places = [mail.subject, *(each.name for each in mail.attachments)]
    found = [word for place in places for word in _SECRET.findall(place)] + _STATED.findall(mail.body)
    classes = [_CLASSES[word] for word in found]
    if header(mail.message, "Sensitivity").lower() == "company-confidential":
        classes.append(Secrecy.CONFIDENTIAL.value)
    order = Secrecy.values  # rising
    return max(classes, key=order.index, default=Secrecy.NORMAL.value)


def speed_of(mail: Mail) -> str:
    """The class before the subject (appendix 7, 5.3.4)."""
    match = _PREFIX.match(mail.subject)
    return _HURRY[match[1] or match[2]] if match else Speed.NORMAL.value


def subject_of(mail: Mail) -> str:
    """The subject without the class before it."""
    return _PREFIX.sub("", mail.subject, count=1).strip()


def number_of(mail: Mail) -> str:
    """ที่ of the letter, where text or subject names it."""
    match = _NUMBER.search(mail.subject) or _NUMBER.search(mail.body)
    return to_arabic(" ".join(match[1].split()))[:100] if match else ""


def says_received(mail: Mail) -> bool:
    """Whether the writer says that they have it: in their own words, not in those they quote."""
    own = _ASKED.sub("", _QUOTED.sub("", mail.body))[:4000]
    return bool(_GOT.search(own)) and not _NOT.search(own)


def their_number(mail: Mail) -> str:
    """Their receive number, where they tell it."""
    match = _THEIR_NUMBER.search(_QUOTED.sub("", mail.body))
    return to_arabic(match[1]) if match else ""
