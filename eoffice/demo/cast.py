"""Who works in the demo's three offices. All names are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from eoffice.organisations.actions import found_organisation
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.actions.hiring import hire
from eoffice.people.models import Clearance, Post
from eoffice.people.roles import Role

SINCE = dt.date(2023, 10, 1)
R = Role
ACADEMIC, BUDGET = "กลุ่มบริหารวิชาการ", "กลุ่มบริหารงบประมาณและแผนงาน"
PERSONNEL, GENERAL = "กลุ่มบริหารงานบุคคล", "กลุ่มบริหารทั่วไป"
GROUPS = (ACADEMIC, BUDGET, PERSONNEL, GENERAL)


@dataclass(frozen=True)
class Part:
    """One account: user name, name parts, position, unit, roles, clearance."""

    username: str
    title: str
    first: str
    last: str
    position: str
    unit: str
    roles: tuple[str, ...] = ()
    clearance: str = Clearance.NORMAL


SCHOOL = (
    Part("director", "นาย", "วีระชัย", "ทองสว่าง", "ผู้อำนวยการโรงเรียน", "", (R.DIRECTOR,), Clearance.SECRET),
    Part("deputy", "นาง", "พรทิพย์", "แก้วมณี", "รองผู้อำนวยการโรงเรียน", "", (R.DEPUTY,), Clearance.CONFIDENTIAL),
    Part("clerk", "นางสาว", "สุดารัตน์", "พูนผล", "เจ้าหน้าที่ธุรการ", GENERAL, (R.CENTRAL_REGISTRAR,)),
    Part("head.academic", "นาง", "อรพรรณ", "ศรีวิชัย", "หัวหน้ากลุ่มบริหารวิชาการ", ACADEMIC, (R.SECTION_HEAD,)),
    Part("head.budget", "นาย", "ธนกร", "บุญประเสริฐ", "หัวหน้ากลุ่มบริหารงบประมาณ", BUDGET, (R.SECTION_HEAD,)),
    Part("teacher1", "นาย", "ปิยะ", "จันทร์หอม", "ครู", ACADEMIC),
    Part("teacher2", "นางสาว", "กนกวรรณ", "ใจซื่อ", "ครู", ACADEMIC),
    Part("teacher3", "นาย", "ณัฐพล", "รุ่งเรือง", "ครู", PERSONNEL),
    Part("teacher4", "นาง", "รัตนา", "สายบุญ", "ครู", GENERAL),
    Part("teacher5", "นางสาว", "ชลธิชา", "มั่นคง", "ครูผู้ช่วย", ACADEMIC),
    Part("procurement", "นางสาว", "มณีรัตน์", "พงษ์ไพร", "เจ้าหน้าที่พัสดุ", BUDGET, (R.PROCUREMENT_OFFICER,)),
    Part("head.supply", "นาง", "สมพร", "ดีเลิศ", "หัวหน้าเจ้าหน้าที่พัสดุ", BUDGET, (R.HEAD_OF_SUPPLY,)),
    Part("finance", "นางสาว", "จิราพร", "เงินงาม", "เจ้าหน้าที่การเงิน", BUDGET, (R.FINANCE_OFFICER,)),
    Part("secretary", "นาย", "อนุชา", "วงศ์คำ", "เลขานุการคณะกรรมการ", GENERAL, (R.SECRETARY,)),
    Part("records", "นาง", "บุษบา", "เก็บดี", "เจ้าหน้าที่เก็บเอกสาร", GENERAL, (R.RECORDS_KEEPER,)),
    Part(
        "secret.registrar",
        "นาย",
        "ชาญวิทย์",
        "รักษาสัตย์",
        "นายทะเบียนข้อมูลข่าวสารลับ",
        GENERAL,
        (R.SECRET_REGISTRAR,),
        Clearance.SECRET,
    ),
    Part("auditor", "นาง", "เพ็ญศรี", "ตรวจการ", "ผู้ตรวจสอบภายใน", "", (R.AUDITOR,)),
    Part("admin", "นาย", "กิตติ", "ระบบดี", "ผู้ดูแลระบบ", "", (R.SYSADMIN,)),
)
SECOND_SCHOOL = (
    Part("director2", "นาง", "สุนันทา", "ไพรวัลย์", "ผู้อำนวยการโรงเรียน", "", (R.DIRECTOR,), Clearance.SECRET),
    Part("clerk2", "นางสาว", "พิมพ์ใจ", "นาดี", "เจ้าหน้าที่ธุรการ", GENERAL, (R.CENTRAL_REGISTRAR,)),
    Part("ban.teacher1", "นาย", "สุรศักดิ์", "เมืองแมน", "ครู", ACADEMIC),
    Part("ban.teacher2", "นาง", "ดวงใจ", "อินทร์แก้ว", "ครู", GENERAL),
)
AREA = (
    Part(
        "area.director",
        "นาย",
        "ประเสริฐ",
        "มหาวงศ์",
        "ผู้อำนวยการเขตพื้นที่การศึกษา",
        "",
        (R.DIRECTOR,),
        Clearance.SECRET,
    ),
    Part("area.clerk", "นาง", "วราภรณ์", "สุขสันต์", "เจ้าพนักงานธุรการ", GENERAL, (R.CENTRAL_REGISTRAR,)),
    Part("area.officer1", "นางสาว", "ศศิธร", "พลอยงาม", "นักวิชาการศึกษา", ACADEMIC),
    Part("area.officer2", "นาย", "มานพ", "เรืองศรี", "นักวิเคราะห์นโยบายและแผน", BUDGET),
)


@dataclass
class Office:
    """An agency of the demo and its people by user name."""

    organisation: Organisation
    posts: dict[str, Post] = field(default_factory=dict)

    def one(self, role: str) -> Post:
        """The first post with the role."""
        return next(post for post in self.posts.values() if role in post.roles)

    def workers(self) -> list[Post]:
        """Those who are given work: teachers, officers and heads."""
        busy = {R.DIRECTOR, R.CENTRAL_REGISTRAR, R.SYSADMIN, R.AUDITOR, R.SECRET_REGISTRAR, R.DEPUTY}
        return [post for post in self.posts.values() if not (busy & post.roles)]


def found_offices(password: str) -> list[Office]:
    """The area office and its two schools, with everybody in place."""
    area = found_organisation(
        "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาตัวอย่าง",
        short_name="สพม.ตัวอย่าง",
        kind=Organisation.Kind.AREA_OFFICE,
        code="ศธ 04399",
        phone="0 2000 0000",
        email="saraban@area.example",
    )
    first = found_organisation(
        "โรงเรียนตัวอย่างวิทยา",
        short_name="ตัวอย่างวิทยา",
        code="ศธ 04399.01",
        parent=area,
        phone="0 2000 0101",
        email="saraban@first.example",
    )
    second = found_organisation(
        "โรงเรียนบ้านทดลอง",
        short_name="บ้านทดลอง",
        code="ศธ 04399.02",
        parent=area,
        phone="0 2000 0202",
        email="saraban@second.example",
    )
    return [
        _staff(first, SCHOOL, password),
        _staff(second, SECOND_SCHOOL, password),
        _staff(area, AREA, password),
    ]


def _staff(organisation: Organisation, parts: tuple[Part, ...], password: str) -> Office:
    units = {name: Unit.objects.create(organisation=organisation, name=name) for name in GROUPS}
    office = Office(organisation)
    for part in parts:
        office.posts[part.username] = hire(
            organisation,
            username=part.username,
            title=part.title,
            first_name=part.first,
            last_name=part.last,
            clearance=part.clearance,
            password=password,
            unit=units.get(part.unit),
            roles=part.roles,
            position=part.position,
            starts_on=SINCE,
        )
    return office
