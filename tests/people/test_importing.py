from __future__ import annotations

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, RuleBroken
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.actions.duties import Duties, add_post
from eoffice.people.importing.checking import plan_import
from eoffice.people.importing.entering import enter_table
from eoffice.people.importing.plan import Plan
from eoffice.people.importing.reading import Table, read_table
from eoffice.people.importing.template import template_xlsx
from eoffice.people.models import AuditEvent, Post, User
from eoffice.people.roles import Role
from tests.factories import browser_of

GOOD = """ชื่อผู้ใช้,คำนำหน้า,ชื่อ,นามสกุล,ตำแหน่ง,กลุ่มงาน,บทบาท,ตั้งแต่วันที่
nari,นางสาว,นารี,มีสุข,ครู,กลุ่มสาระคณิตศาสตร์,,1/10/2568
somkid,นาย,สมคิด,ดีงาม,ครูชำนาญการ,กลุ่มบริหารวิชาการ,"ธุรการ, เลขานุการคณะกรรมการ",1 ต.ค. 68
"""


def table(text: str) -> Table:
    return read_table(text.encode())


def faults(plan: Plan) -> list[tuple[int, str]]:
    """Row and column of every fault."""
    return [(fault.row, fault.column) for fault in plan.faults]


def test_the_dry_run_says_what_would_be_done_and_does_nothing(
    school: Organisation, academic_unit: Unit
) -> None:
    plan = plan_import(table(GOOD), school)

    assert plan.is_clean
    assert [person.username for person in plan.people] == ["nari", "somkid"]
    assert [unit.name for unit in plan.units] == ["กลุ่มสาระคณิตศาสตร์"]
    assert plan.people[1].duties.roles == (Role.CENTRAL_REGISTRAR, Role.SECRETARY)
    assert not User.objects.exists()


def test_every_fault_of_every_row_is_told_with_its_column(
    school: Organisation, malee: Post, pricha: Post
) -> None:
    Unit.objects.create(organisation=school, name="ปิดแล้ว", is_active=False)
    bad = """ชื่อผู้ใช้,ชื่อ,นามสกุล,กลุ่มงาน,บทบาท,ตั้งแต่วันที่,ถึงวันที่,อีเมล,โทรศัพท์
nari,นารี,มีสุข,,,31/2/2569,,nari@,
NARI,นารีอีกคน,มีสุข,,นักมายากล,1/10/2026,,,
ab,,,ปิดแล้ว,,1/10/2569,1/9/2569,,
malee,คนละคน,กัน,,,,,,
pricha,ปรีชา,มั่นคง,,,,,,
,ไม่มีชื่อผู้ใช้,,,,,,,{long}
""".format(long="0" * 41)

    plan = plan_import(table(bad), school)

    assert faults(plan) == [
        (2, "อีเมล"),
        (2, "ตั้งแต่วันที่"),
        (3, "ชื่อผู้ใช้"),
        (3, "บทบาท"),
        (3, "ตั้งแต่วันที่"),
        (4, "ชื่อผู้ใช้"),
        (4, "ชื่อ"),
        (4, "ถึงวันที่"),
        (4, "กลุ่มงาน"),
        (5, "ชื่อผู้ใช้"),
        (6, "ชื่อผู้ใช้"),
        (7, "ชื่อผู้ใช้"),
        (7, "โทรศัพท์"),
    ]
    assert "แถวที่ 2" in plan.faults[2].sentence
    assert "พ.ศ." in plan.faults[4].sentence


def test_a_row_with_a_fault_keeps_the_whole_table_out(sysadmin: Post) -> None:
    with pytest.raises(RuleBroken) as refused:
        enter_table(table(GOOD + "x,,,,,,,\n"), by=sysadmin)

    assert refused.value.code == "import_has_faults"
    assert User.objects.count() == 1
    assert not Unit.objects.exists()


def test_a_table_is_entered_whole_and_twice_is_once(sysadmin: Post, school: Organisation) -> None:
    entered = enter_table(table(GOOD), by=sysadmin)

    assert [slip.username for slip in entered.slips] == ["nari", "somkid"]
    nari = User.objects.get(username="nari")
    assert nari.check_password(entered.slips[0].password)
    assert nari.must_change_password
    post = Post.objects.get(person=nari)
    assert post.unit is not None
    assert (post.unit.name, post.starts_on) == ("กลุ่มสาระคณิตศาสตร์", dt.date(2025, 10, 1))

    with clock.at(dt.datetime(2027, 1, 1, tzinfo=dt.UTC)):
        again = enter_table(table(GOOD), by=sysadmin)
    assert (again.slips, again.plan.does_something) == ([], False)
    assert [known.differs for known in again.plan.known] == [(), ()]
    assert (User.objects.count(), Post.objects.count(), Unit.objects.count()) == (3, 3, 2)
    assert AuditEvent.objects.filter(action="people_imported").count() == 1


def test_somebody_who_is_there_is_left_alone_and_the_difference_told(
    school: Organisation, malee: Post
) -> None:
    plan = plan_import(
        table("username,full name,position\nmalee,นางสาวมาลี ศรีสุข,ครู\nmalee2,นางสาวมาลี ศรีสุข,ครู\n"), school
    )

    assert [known.differs for known in plan.known] == [("ตำแหน่ง",)]
    assert [(line.row, line.differs) for line in plan.namesakes] == [(3, ("malee",))]


def test_units_come_from_a_sheet_of_their_own(sysadmin: Post, school: Organisation) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    book["กลุ่มงาน"].append(["งานทะเบียน", "ทบ.", "ฝ่ายวิชาการ", "ใช่"])
    book["กลุ่มงาน"].append(["ฝ่ายวิชาการ"])
    book["บุคลากร"].append(["nari", "นางสาวนารี มีสุข", None, None, None, "ครู", "งานทะเบียน"])
    out = io.BytesIO()
    book.save(out)

    enter_table(read_table(out.getvalue()), by=sysadmin)

    unit = Unit.objects.get(name="งานทะเบียน")
    assert unit.parent is not None
    assert (unit.parent.name, unit.keeps_own_book, unit.short_name) == ("ฝ่ายวิชาการ", True, "ทบ.")
    assert Post.objects.get(person__username="nari").unit == unit


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("ก,ไม่มี,\n", ["อยู่ภายใต้"]),
        ("ก,ข,\nข,ก,\n", ["อยู่ภายใต้", "อยู่ภายใต้"]),
        ("ก,,\nก,,\n", ["ชื่อกลุ่มงาน"]),
        ("ก,,บางที\n", ["มีทะเบียนของตนเอง"]),
    ],
)
def test_a_wrong_tree_of_units_is_refused(school: Organisation, rows: str, columns: list[str]) -> None:
    plan = plan_import(table("ชื่อกลุ่มงาน,อยู่ภายใต้,มีทะเบียนของตนเอง\n" + rows), school)

    assert [fault.column for fault in plan.faults] == columns


def test_a_table_without_headings_is_refused() -> None:
    with pytest.raises(InvalidInputs):
        table("มาลี,ครู\n")


def test_the_template_is_read_as_an_empty_table_with_all_its_headings() -> None:
    with pytest.raises(InvalidInputs):
        read_table(template_xlsx())


@pytest.mark.parametrize("number", [1, 200])
def test_the_dry_run_asks_the_database_the_same_for_any_number(
    school: Organisation, number: int, django_assert_num_queries: object
) -> None:
    rows = "".join(f"teacher{at},ครู{at},ใจดี,กลุ่ม{at}\n" for at in range(number))

    with django_assert_num_queries(4):  # type: ignore[operator] # pytest-django's own fixture
        assert plan_import(table("username,first name,last name,unit\n" + rows), school).is_clean


class TestPages:
    """From the file to the slips, as a browser without script does it."""

    @staticmethod
    def send(browser: Client, content: str) -> str:
        file = SimpleUploadedFile("people.csv", content.encode())
        return browser.post(reverse("people:import"), {"file": file}).content.decode()

    @staticmethod
    def hidden(page: str, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]+)"', page)
        assert found
        return found[1]

    def test_dry_run_then_entering_then_slips_then_download(self, sysadmin: Post) -> None:
        browser = browser_of(sysadmin)
        report = self.send(browser, GOOD)
        assert User.objects.count() == 1

        done = browser.post(reverse("people:import_enter"), {"table": self.hidden(report, "table")})
        page = done.content.decode()
        assert done.headers["Cache-Control"] == "no-store"
        passwords = re.findall(r"<code>(\w{4}-\w{4}-\w{4})</code>", page)
        assert User.objects.get(username="nari").check_password(passwords[0])

        csv = browser.post(reverse("people:slips"), {"slips": self.hidden(page, "slips")})
        assert passwords[1] in csv.content.decode("utf-8-sig")

        again = browser.post(reverse("people:import_enter"), {"table": self.hidden(report, "table")})
        assert not re.findall(r"<code>", again.content.decode())
        assert User.objects.count() == 3

    def test_a_bad_table_cannot_be_entered(self, sysadmin: Post) -> None:
        report = self.send(browser_of(sysadmin), GOOD + "x,,,,,,,\n")

        assert 'name="table"' not in report
        assert "ชื่อผู้ใช้" in report

    @pytest.mark.parametrize("sealed", ["", "nonsense", "a:b:c"])
    def test_a_forged_or_old_table_is_refused(self, sysadmin: Post, sealed: str) -> None:
        browser = browser_of(sysadmin)

        assert browser.post(reverse("people:import_enter"), {"table": sealed}).status_code == 409
        assert browser.post(reverse("people:slips"), {"slips": sealed}).status_code == 409

    def test_the_table_of_another_administrator_is_refused(
        self, sysadmin: Post, other_school: Organisation, pricha: Post
    ) -> None:
        pricha.post_roles.create(role=Role.SYSADMIN)
        report = self.send(browser_of(sysadmin), GOOD)

        sent = browser_of(pricha).post(
            reverse("people:import_enter"), {"table": self.hidden(report, "table")}
        )

        assert sent.status_code == 409
        assert not User.objects.filter(username="nari").exists()

    @pytest.mark.parametrize("content", ["", "no,headings\n1,2\n", "\x00\x01\x02"])
    def test_a_file_that_is_no_table_is_told_on_the_page(self, sysadmin: Post, content: str) -> None:
        file = SimpleUploadedFile("people.csv", content.encode())

        answer = browser_of(sysadmin).post(reverse("people:import"), {"file": file})

        assert answer.status_code in (415, 422)
        assert 'name="file"' in answer.content.decode()

    def test_lost_slips_are_issued_anew_for_those_who_never_used_theirs(
        self, sysadmin: Post, wipha: Post, pricha: Post
    ) -> None:
        slips = enter_table(table(GOOD), by=sysadmin).slips
        nari = User.objects.get(username="nari")
        add_post(pricha.person, Duties(position="ครูช่วยสอน"), by=sysadmin)
        User.objects.filter(pk=pricha.person_id).update(must_change_password=True)
        page = browser_of(sysadmin).post(
            reverse("people:renew"), {"person": [nari.pk, wipha.person_id, pricha.person_id]}
        )

        assert len(re.findall(r"<code>\w{4}-\w{4}-\w{4}</code>", page.content.decode())) == 1
        nari.refresh_from_db()
        assert not nari.check_password(slips[0].password)
