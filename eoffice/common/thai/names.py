"""Names of people: title glued to the first name, no comma, no middle name (domain sheet 11)."""

from __future__ import annotations

import re
from typing import NamedTuple

from eoffice.common.thai.normalise import normalise

_WORDS = """
    นาย นาง นางสาว เด็กชาย เด็กหญิง คุณหญิง ท่านผู้หญิง หม่อมราชวงศ์ หม่อมหลวง หม่อมเจ้า
    ศาสตราจารย์ รองศาสตราจารย์ ผู้ช่วยศาสตราจารย์ ดอกเตอร์ นายแพทย์ แพทย์หญิง ทันตแพทย์ ทันตแพทย์หญิง
    สัตวแพทย์ สัตวแพทย์หญิง เภสัชกร เภสัชกรหญิง
    สิบตรี สิบโท สิบเอก จ่าสิบตรี จ่าสิบโท จ่าสิบเอก ร้อยตรี ร้อยโท ร้อยเอก พันตรี พันโท พันเอก พลตรี พลโท พลเอก
    สิบตำรวจตรี สิบตำรวจโท สิบตำรวจเอก ดาบตำรวจ ร้อยตำรวจตรี ร้อยตำรวจโท ร้อยตำรวจเอก
    พันตำรวจตรี พันตำรวจโท พันตำรวจเอก พลตำรวจตรี พลตำรวจโท พลตำรวจเอก
    จ่าตรี จ่าโท จ่าเอก พันจ่าตรี พันจ่าโท พันจ่าเอก เรือตรี เรือโท เรือเอก นาวาตรี นาวาโท นาวาเอก
    พลเรือตรี พลเรือโท พลเรือเอก จ่าอากาศตรี จ่าอากาศโท จ่าอากาศเอก เรืออากาศตรี เรืออากาศโท เรืออากาศเอก
    นาวาอากาศตรี นาวาอากาศโท นาวาอากาศเอก พลอากาศตรี พลอากาศโท พลอากาศเอก
    ว่าที่ร้อยตรี ว่าที่ร้อยโท ว่าที่ร้อยเอก ว่าที่พันตรี ว่าที่เรือตรี ว่าที่เรืออากาศตรี
"""
# A short form counts only with its full stops: ศ. is a title, the ศ of ศรีสุดา is not.
_SHORT = """
    น.ส. ด.ช. ด.ญ. ม.ร.ว. ม.ล. ม.จ. ดร. ศ. รศ. ผศ. นพ. พญ. ทพ. ทพญ. สพ.ญ. ภก. ภญ.
    ส.ต. ส.ท. ส.อ. จ.ส.ต. จ.ส.ท. จ.ส.อ. ร.ต. ร.ท. ร.อ. พ.ต. พ.ท. พ.อ. พล.ต. พล.ท. พล.อ.
    ส.ต.ต. ส.ต.ท. ส.ต.อ. ด.ต. ร.ต.ต. ร.ต.ท. ร.ต.อ. พ.ต.ต. พ.ต.ท. พ.ต.อ. จ.ต. จ.ท. จ.อ.
    ว่าที่ร.ต. ว่าที่ร.ท. ว่าที่ร.อ. ว่าที่พ.ต.
"""
_SPACE = r"\s*"


def _pattern(title: str) -> str:
    """The title as written: a space may stand after a full stop and after ว่าที่, a woman's form at the end."""
    written = re.escape(title).replace(r"\.", rf"\.{_SPACE}").replace("ว่าที่", f"ว่าที่{_SPACE}")
    return rf"{written}(?:\(หญิง\)|หญิง)?" if title.startswith("ว่าที่") else written


_TITLE = re.compile("|".join(map(_pattern, sorted((_WORDS + _SHORT).split(), key=len, reverse=True))))


class Name(NamedTuple):
    """The parts of a name; any but the first name may be empty."""

    title: str
    first: str
    last: str

    def __str__(self) -> str:
        return full_name(self.title, self.first, self.last)


def full_name(title: str, first: str, last: str = "") -> str:
    """นายสมชาย ใจดี."""
    return f"{title}{first} {last}".strip()


def split_name(text: str) -> Name:
    """Title, first and last name of a full name; everything after the first name is the last (ณ อยุธยา).

    Several titles stand together (ผศ.ดร.). A word that is nothing but a title is taken as the first name.
    """
    rest = " ".join(normalise(text).split())
    titles: list[str] = []
    while (match := _TITLE.match(rest)) and rest[match.end() :].strip():
        titles.append(re.sub(r"\s+", "", match[0]))
        rest = rest[match.end() :].strip()
    first, _, last = rest.partition(" ")
    return Name("".join(titles), first, last)
