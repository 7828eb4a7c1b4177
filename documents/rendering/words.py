"""Measure B: lines break between words of the dictionary, and dates, times and numbers stay whole.

Thai has no blanks between words, and the compiler's own rules break inside one line end of three.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from eoffice.common.thai.months import MONTHS, SHORT_MONTHS

if TYPE_CHECKING:
    from documents.rendering.dictionary import Dictionary

LONGEST = 24

# Words of offices that the dictionary lacks, or that it would cut elsewhere.
OFFICE_WORDS = (
    "แนวทาง การ ดำเนินการ ดำเนินงาน ผู้อำนวยการ รองผู้อำนวยการ ผู้ปกครอง ผู้เข้าร่วม รักษาราชการแทน "
    "ปฏิบัติราชการแทน รักษาการแทน รักษาการในตำแหน่ง ปฏิบัติหน้าที่แทน บันทึกข้อความ สารบรรณ เกษียน ธุรการ "
    "อิเล็กทรอนิกส์ เขตพื้นที่ ประถมศึกษา มัธยมศึกษา สพฐ สพป สพม หนองน้ำใส ศึกษานิเทศก์ งบประมาณ พัสดุ "
    "จัดซื้อจัดจ้าง เบิกจ่าย ใบสำคัญ หนังสือเวียน ประกาศนียบัตร คณะกรรมการ อเนกประสงค์ ปีการศึกษา "
    "ภาคเรียน นักเรียน โรงเรียน ครูใหญ่ เรียนรู้ ด่วนที่สุด ด่วนมาก ขอแสดงความนับถือ"
).split()

_DIGIT = "[0-9๐-๙]"
_MONTH = "|".join(map(re.escape, sorted({*MONTHS, *SHORT_MONTHS}, key=len, reverse=True)))
_DAYS = rf"{_DIGIT}{{1,2}}(?: ?[-–] ?{_DIGIT}{{1,2}})? (?:{_MONTH})(?: (?:พ\.ศ\. )?{_DIGIT}{{2,4}})?"
_COUNTED = (
    "คน ราย ท่าน รูป ตัว คัน วัน เดือน ปี ชั่วโมง นาที ครั้ง บาท สตางค์ ฉบับ แผ่น เล่ม ชุด หน้า ข้อ แห่ง หลัง ห้อง เครื่อง รายการ "
    "เมตร กิโลเมตร ตารางเมตร กิโลกรัม ลิตร คะแนน ร้อยละ"
).split()
_UNIT = "|".join(sorted(_COUNTED, key=len, reverse=True))
_BOUND = re.compile(
    rf"({_DAYS}"  # ๑๒ - ๑๔ พฤศจิกายน พ.ศ. ๒๕๖๙
    rf"|พ\.ศ\. ?{_DIGIT}+"
    rf"|{_DIGIT}+ [-–] {_DIGIT}+"
    rf"|{_DIGIT}+[.:]{_DIGIT}{{2}} น\."  # ๐๙.๓๐ น.
    rf"|(?:[ก-ฮ]{{2}} )?{_DIGIT}[{_DIGIT[1:-1]}.]*/(?:ว ?)?{_DIGIT}+"  # ศธ ๐๔๓๔๖.๒๖/ว ๑๒๓
    rf"|(?:จำนวน )?{_DIGIT}[{_DIGIT[1:-1]},.]* (?:{_UNIT})(?![ก-ฮะ-ู็-์])"  # ๑ คน
    rf"|(?:ข้อ|มาตรา|เขต|ปีที่|ครั้งที่|ฉบับที่|หมู่ที่) {_DIGIT}+(?:\.{_DIGIT}+)*"
    r"|[!-~๐-๙]+)"  # what has no Thai in it: addresses, sums, codes
    r"|( +)|(\n)"
)
_JOINS_BEFORE = tuple("ๆฯ)]}”’!?:;,.%/…")
_JOINS_AFTER = tuple("([{“‘/")
# Where a long address may be cut, and what no piece begins with: marks and the vowels behind a consonant.
_CUTS = frozenset("/.-_?&=@,")
_CLINGS = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e\u0300-\u036f]")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]")
# A character with the marks over and under it; เ แ โ ใ ไ go with what follows.
_CLUSTER = re.compile("(?s)[\u0e40-\u0e44]?.[\u0e30-\u0e3a\u0e45-\u0e4e\u0300-\u036f]*")


def pieces(text: str, longest: int = LONGEST) -> list[str]:
    """`text` in pieces between which a line may end; blanks and line ends are pieces too.

    Joined they give `text` back. A piece is at most `longest` characters wide, or one cluster.
    """
    found: list[str] = []
    for piece in _raw(text):
        if found and _belongs(found[-1], piece):
            found[-1] += piece
        else:
            found.append(piece)
    return [part for piece in found for part in _cut(piece, longest)]


def _raw(text: str) -> Iterator[str]:
    last = 0
    for match in _BOUND.finditer(text):
        yield from _thai_words(text[last : match.start()])
        yield match[0]
        last = match.end()
    yield from _thai_words(text[last:])


@functools.lru_cache(maxsize=4096)
def _thai_words(text: str) -> tuple[str, ...]:
    return _dictionary().words_of(text) if text else ()


@functools.cache
def _dictionary() -> Dictionary:
    """Loaded at the first use, so that nobody pays who renders nothing."""
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
    from documents.rendering.dictionary import Dictionary

    return Dictionary(OFFICE_WORDS)


def _belongs(before: str, piece: str) -> bool:
    """Whether a line may not end between the two."""
    if before.isspace() or piece.isspace():
        return False
    return piece.startswith(_JOINS_BEFORE) or before.endswith(_JOINS_AFTER) or bool(_CLINGS.match(piece))


def _cut(piece: str, longest: int) -> Iterator[str]:
    """A piece too long for its line, cut at a blank, behind a sign, or anywhere but in a cluster."""
    if piece.isspace() or _width(piece) <= longest:
        yield piece
    elif " " in piece:
        for part in re.split("( +)", piece):
            if part:
                yield from _cut(part, longest)
    else:
        yield from _chopped(piece, longest)


def _chopped(piece: str, longest: int) -> Iterator[str]:
    part = ""
    for cluster in _CLUSTER.findall(piece):
        if part and _width(part + cluster) > longest:
            sign = max(part.rfind(sign) for sign in _CUTS) + 1
            at = sign if sign > len(part) // 2 else len(part)
            yield part[:at]
            part = part[at:]
        part += cluster
    yield part


def _width(piece: str) -> int:
    """In characters that take room of their own."""
    return len(piece) - len(_MARKS.findall(piece))
