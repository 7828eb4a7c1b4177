"""Builders of the least valid records, and the fixed cast that every story is told with."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.organisations.actions import found_organisation
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.actions.hiring import hire
from eoffice.people.models import Clearance, Post
from eoffice.people.roles import Role

SCHOOL = "โรงเรียนตัวอย่างวิทยา"
OTHER_SCHOOL = "โรงเรียนบ้านทดลอง"
PASSWORD = "rub-nangsue-2569"
#: Long before any story, so that a story may be told in any year after it.
IN_OFFICE_SINCE = dt.date(2015, 10, 1)


def make_school(
    name: str = SCHOOL, *, code: str = "ศธ 04346.26", parent: Organisation | None = None
) -> Organisation:
    """A school with office hours and nothing else."""
    return found_organisation(name, kind=Organisation.Kind.SCHOOL, code=code, parent=parent)


def make_unit(organisation: Organisation, name: str = "กลุ่มบริหารวิชาการ", *, own_book: bool = False) -> Unit:
    """A unit of the organisation; the same one when it is there already."""
    unit, _made = Unit.objects.get_or_create(
        organisation=organisation, name=name, defaults={"keeps_own_book": own_book}
    )
    return unit


def make_person(
    organisation: Organisation,
    username: str,
    *roles: str,
    name: tuple[str, str, str] = ("นาย", "ทดสอบ", "ระบบดี"),
    position: str = "ครู",
    unit: Unit | None = None,
    clearance: str = Clearance.NORMAL,
) -> Post:
    """A person (title, first, last name) with one post of these roles; logs in with `PASSWORD`."""
    title, first_name, last_name = name
    return hire(
        organisation,
        username=username,
        title=title,
        first_name=first_name,
        last_name=last_name,
        clearance=clearance,
        password=PASSWORD,
        unit=unit,
        roles=roles,
        position=position,
        starts_on=IN_OFFICE_SINCE,
    )


def make_malee(school: Organisation) -> Post:
    """มาลี, the registry clerk."""
    name = ("นางสาว", "มาลี", "ศรีสุข")
    return make_person(school, "malee", Role.CENTRAL_REGISTRAR, name=name, position="เจ้าหน้าที่ธุรการ")


def make_somchai(school: Organisation) -> Post:
    """สมชาย, the director."""
    name = ("นาย", "สมชาย", "ใจดี")
    return make_person(school, "somchai", Role.DIRECTOR, name=name, position="ผู้อำนวยการโรงเรียน")


def make_wipha(school: Organisation, unit: Unit | None = None) -> Post:
    """วิภา, an officer (a teacher) of the academic unit."""
    name = ("นาง", "วิภา", "แสงทอง")
    return make_person(school, "wipha", name=name, position="ครู", unit=unit or make_unit(school))


def make_pricha(other_school: Organisation) -> Post:
    """ปรีชา, the registry clerk of another agency: sees nothing of ours."""
    name = ("นาย", "ปรีชา", "มั่นคง")
    return make_person(other_school, "pricha", Role.CENTRAL_REGISTRAR, name=name, position="เจ้าหน้าที่ธุรการ")


def make_deputy(school: Organisation) -> Post:
    """วันเพ็ญ, a deputy director."""
    name = ("นาง", "วันเพ็ญ", "จันทร์งาม")
    return make_person(school, "wanphen", Role.DEPUTY, name=name, position="รองผู้อำนวยการโรงเรียน")


def make_section_head(school: Organisation, unit: Unit | None = None) -> Post:
    """ประเสริฐ, head of the academic unit."""
    name = ("นาย", "ประเสริฐ", "วงศ์ไทย")
    position = "หัวหน้ากลุ่มบริหารวิชาการ"
    return make_person(
        school, "prasoet", Role.SECTION_HEAD, name=name, position=position, unit=unit or make_unit(school)
    )


def make_secret_registrar(school: Organisation) -> Post:
    """กานดา, registrar of secret papers, cleared for ลับมาก."""
    name = ("นางสาว", "กานดา", "รักษ์ถิ่น")
    return make_person(
        school,
        "kanda",
        Role.SECRET_REGISTRAR,
        name=name,
        position="นายทะเบียนข้อมูลข่าวสารลับ",
        clearance=Clearance.SECRET,
    )


def make_auditor(school: Organisation) -> Post:
    """อรุณ, who reads figures and audit events."""
    name = ("นาย", "อรุณ", "เที่ยงธรรม")
    return make_person(school, "arun", Role.AUDITOR, name=name, position="ผู้ตรวจสอบภายใน")


def make_sysadmin(school: Organisation) -> Post:
    """เอกชัย, who runs the system and reads no letters."""
    name = ("นาย", "เอกชัย", "พัฒนา")
    return make_person(school, "ekkachai", Role.SYSADMIN, name=name, position="ผู้ดูแลระบบ")


def browser_of(post: Post) -> Client:
    """A browser in which the holder of the post is logged in and acts from it."""
    client = Client()
    client.force_login(post.person)
    session = client.session
    session["acting_post"] = post.pk
    session.save()
    return client


def queries_of(browser: Client, address: str) -> int:
    """How many queries the page costs."""
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)
