"""The columns of the tables, as offices write their names."""

from __future__ import annotations

from dataclasses import dataclass

from eoffice.common.thai.normalise import searchable


@dataclass(frozen=True)
class Column:
    """A column: its id, the heading that the template carries, and other headings that mean the same."""

    name: str
    thai: str
    others: tuple[str, ...] = ()
    needed: bool = False
    longest: int = 200

    @property
    def headings(self) -> frozenset[str]:
        """Every heading, as compared."""
        return frozenset(searchable(text) for text in (self.name, self.thai, *self.others))


PEOPLE = (
    Column("username", "ชื่อผู้ใช้", ("user name", "user", "login", "บัญชีผู้ใช้"), needed=True, longest=60),
    Column("full_name", "ชื่อ-นามสกุล", ("name", "full name", "ชื่อสกุล", "ชื่อ สกุล"), longest=200),
    Column("title", "คำนำหน้า", ("prefix", "คำนำหน้าชื่อ", "ยศ"), longest=40),
    Column("first_name", "ชื่อ", ("first name", "given name"), longest=80),
    Column("last_name", "นามสกุล", ("last name", "surname", "สกุล"), longest=80),
    Column("position", "ตำแหน่ง", (), longest=120),
    Column("unit", "กลุ่มงาน", ("unit name", "ฝ่าย", "กลุ่ม", "หน่วยงานย่อย"), longest=200),
    Column("roles", "บทบาท", ("role", "หน้าที่ในระบบ", "สิทธิ์"), longest=300),
    Column("starts_on", "ตั้งแต่วันที่", ("from", "starts on", "วันที่เริ่ม", "วันเริ่ม"), longest=60),
    Column("ends_on", "ถึงวันที่", ("to", "ends on", "วันที่สิ้นสุด", "วันสิ้นสุด"), longest=60),
    Column("email", "อีเมล", ("e-mail", "mail", "อีเมล์"), longest=254),
    Column("phone", "โทรศัพท์", ("tel", "telephone", "เบอร์โทรศัพท์", "โทร"), longest=40),
)
UNITS = (
    Column("name", "ชื่อกลุ่มงาน", ("unit name",), needed=True),
    Column("short_name", "ชื่อย่อ", ("short name",), longest=60),
    Column("parent", "อยู่ภายใต้", ("parent unit", "สังกัด"), longest=200),
    Column("keeps_own_book", "มีทะเบียนของตนเอง", ("own book", "own register"), longest=20),
)
PEOPLE_SHEET, UNITS_SHEET = "บุคลากร", "กลุ่มงาน"


def by_heading(heading: str, columns: tuple[Column, ...]) -> Column | None:
    """The column that a heading names, whatever its spaces, case and stars; None for one of no use here."""
    asked = searchable(heading.replace("*", ""))
    return next((column for column in columns if asked in column.headings), None)


def heading_of(name: str) -> str:
    """The Thai heading of a column, as faults name it."""
    return next((column.thai for column in (*PEOPLE, *UNITS) if column.name == name), name)
