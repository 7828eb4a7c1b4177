"""Reading single cells: each answers a value, or raises CellRefused with the sentence for the report."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.common.thai.date_errors import DateRefused
from eoffice.common.thai.dates import parse_day
from eoffice.common.thai.normalise import searchable
from eoffice.people.actions.accounts import proper_username
from eoffice.people.administration import GIVABLE
from eoffice.people.roles import Role

#: What offices call the roles, beside the names that the pages show (sheet 10.1).
_CALLED = {
    Role.CENTRAL_REGISTRAR: ("สารบรรณกลาง", "ธุรการ", "ธุรการโรงเรียน", "งานสารบรรณ"),
    Role.UNIT_REGISTRAR: ("สารบรรณกลุ่ม", "ธุรการฝ่าย", "ธุรการกลุ่ม"),
    Role.SECTION_HEAD: ("หัวหน้ากลุ่ม", "หัวหน้ากลุ่มงาน", "หัวหน้าฝ่าย", "ผอ.กลุ่ม"),
    Role.DEPUTY: ("รองผู้อำนวยการ", "รอง ผอ."),
    Role.DIRECTOR: ("ผู้อำนวยการ", "ผอ."),
    Role.OFFICER: ("ครู", "เจ้าหน้าที่", "เจ้าของเรื่อง"),
    Role.RECORDS_KEEPER: ("เจ้าหน้าที่เก็บ",),
    Role.SECRET_REGISTRAR: ("นายทะเบียนข้อมูลข่าวสารลับ", "นายทะเบียนลับ"),
    Role.SYSADMIN: ("ผู้ดูแลระบบ", "admin"),
}
_YES = {searchable(word) for word in ("ใช่", "มี", "yes", "y", "true", "1", "x", "✓", "/")}
_NO = {searchable(word) for word in ("ไม่", "ไม่ใช่", "ไม่มี", "no", "n", "false", "0", "-")} | {""}


class CellRefused(ValueError):
    """The sentence that says why."""


def username(text: str) -> str:
    """A proper user name."""
    try:
        return proper_username(text)
    except InvalidInputs as refused:
        raise CellRefused(str(refused)) from refused


def day(text: str) -> dt.date | None:
    """A day in any notation of the sheet (11), or None for an empty cell."""
    if not text:
        return None
    try:
        return parse_day(text, today=clock.today())
    except DateRefused as refused:
        raise CellRefused(_(refused.message) % refused.params) from refused


def email(text: str) -> str:
    """An address, or nothing."""
    if text:
        try:
            validate_email(text)
        except ValidationError as refused:
            raise CellRefused(_("This is no e-mail address.")) from refused
    return text


def yes(text: str) -> bool:
    """Yes or no; an empty cell means no."""
    asked = searchable(text)
    if asked in _YES or text.strip() in ("✓", "/"):
        return True
    if asked in _NO or text.strip() == "-":
        return False
    raise CellRefused(_("Write ใช่ or leave the cell empty."))


def roles(text: str) -> tuple[str, ...]:
    """Roles by id, by their Thai or English names, or by what offices call them; several by comma or line."""
    found: set[str] = set()
    for word in filter(None, (part.strip() for part in re.split(r"[,;\n/]+", text))):
        role = _names().get(searchable(word))
        if role is None:
            raise CellRefused(_("There is no role “%(role)s”.") % {"role": word})
        found.add(role)
    return tuple(sorted(found - {Role.OFFICER.value}))


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for role in (*GIVABLE, Role.OFFICER):
        words = [role.value, *_CALLED.get(role, ())]
        for language in ("th", "en"):
            with translation.override(language):
                words.append(str(role.label))
        names |= {searchable(word): role.value for word in words}
    return names
