"""An old register comes in whole, once, or not at all (issue point 12)."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from documents.actions import numbers
from documents.importing.cells import CellRefused, Number, number
from documents.importing.checking import plan_import
from documents.importing.entering import carry_out
from documents.importing.reading import read_file
from documents.models import Document, RegisterEntry
from documents.printing.book import Span, print_book
from eoffice.common.errors import InvalidInputs, NotAllowed, UnsupportedType
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from tests.documents.telling import at, book, letter
from tests.factories import make_person

pytestmark = pytest.mark.django_db

FORM_13 = ["เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"]
DAY = "ทะเบียนหนังสือรับ วันที่ 5 เดือน มกราคม พ.ศ. 2569"
ROWS = [
    ["๑", "ศธ ๐๔๓๔๖/๑๒", "2 ม.ค. 69", "สพม.ตัวอย่าง", "ผอ.", "ขอเชิญประชุม", "วิชาการ", ""],
    ["2", "ว 13", "๒/๑/๒๕๖๙", "สพม.ตัวอย่าง", "ผอ.", "แจ้งวันหยุด", "", ""],
    ["3", "", "", "", "", "", "", "ยกเลิก ลงซ้ำ"],
    ["5", "ศธ 99/1", "3 มกราคม 2569", "เทศบาล", "ผอ.", "ขอความอนุเคราะห์", "", ""],
]


def xlsx(rows: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def table(rows: list[list[Any]], encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def amss(rows: list[list[str]]) -> bytes:
    """As AMSS++ sends it: a page that is called .xls."""
    heading = "ลำดับที่ เลขทะเบียนรับ ปี ที่ ลงวันที่ จาก ถึง เรื่อง วันลงทะเบียน หมายเหตุ กลุ่มปฏิบัติ ผู้ปฏิบัติ".split()
    lines = [heading, *rows]
    body = "".join(
        "<tr>" + "".join(f"<Td align='left'><font>{cell}</font></Td>" for cell in row) + "</Tr>"
        for row in lines
    )
    return f"<html xmlns:x='urn'>\n<BODY><table border='1'>{body}</Table></BODY></HTML>".encode()


@pytest.mark.parametrize("make", [xlsx, table, lambda rows: table(rows, "cp874")])
def test_a_register_in_the_columns_of_form_13_comes_in_and_the_next_number_continues(
    make: Any, malee: Post
) -> None:
    register = book(malee)
    lines = read_file(make([["โรงเรียนตัวอย่างวิทยา"], [DAY], FORM_13, *ROWS]))

    plan = carry_out(lines, register, post=malee)

    assert (len(plan.entries), plan.already, plan.faults) == (4, 0, [])
    (stretch,) = plan.stretches
    assert (stretch.year, stretch.first, stretch.last, stretch.missing_words) == (2569, 1, 5, "4")
    rows = list(RegisterEntry.objects.filter(register=register).in_order())
    assert [(row.number, row.state) for row in rows] == [
        (1, "issued"),
        (2, "issued"),
        (3, "void"),
        (5, "issued"),
    ]
    assert (rows[0].reference, rows[0].subject, rows[0].action) == ("ศธ ๐๔๓๔๖/๑๒", "ขอเชิญประชุม", "วิชาการ")
    assert [row.dated_on for row in rows[:2]] == [dt.date(2026, 1, 2)] * 2
    assert {row.shown_on for row in rows} == {dt.date(2026, 1, 5)}
    assert numbers.enter(None, register=register, post=malee, at=at("2026-02-01")).number == 6
    same = Document.objects.possible_duplicates(
        malee.organisation, reference="ศธ 04346/12", sender_text="สพม.ตัวอย่าง"
    )
    assert same.count() == 1


def test_a_second_time_adds_nothing(malee: Post) -> None:
    register = book(malee)
    content = xlsx([[DAY], FORM_13, *ROWS])
    carry_out(read_file(content), register, post=malee)
    numbers.enter(None, register=register, post=malee, at=at("2026-02-01"))

    plan = carry_out(read_file(content), register, post=malee)
    longer = carry_out(
        read_file(xlsx([[DAY], FORM_13, *ROWS, ["4", "x", "", "y", "", "z"]])), register, post=malee
    )

    assert (len(plan.entries), plan.already) == (0, 4)
    assert (len(longer.entries), longer.already) == (1, 4)
    assert RegisterEntry.objects.count() == 6


def test_what_amss_exports_comes_in(malee: Post) -> None:
    register = book(malee)
    lines = read_file(
        amss(
            [
                [
                    "1",
                    "41",
                    "2569",
                    "ศธ 1/1",
                    "3 ม.ค. 2569",
                    "สพม.",
                    "ผอ.",
                    "ก &amp; ข",
                    "5 ม.ค. 2569",
                    " ",
                    "งบประมาณ",
                    "มาลี",
                ],
                ["2", "42", "2569", "ศธ 1/2", "04 ม.ค. 2569", "สพม.", "ผอ.", "ค", "6 ม.ค. 2569", "", "", ""],
            ]
        )
    )
    carry_out(lines, register, post=malee)

    first, second = RegisterEntry.objects.filter(register=register).in_order()
    assert (first.number, first.subject, first.action, first.shown_on) == (
        41,
        "ก & ข",
        "งบประมาณ: มาลี",
        dt.date(2026, 1, 5),
    )
    assert second.dated_on == dt.date(2026, 1, 4)


def test_the_columns_of_amss_tables_come_in(malee: Post) -> None:
    heading = "ms_id year register_number book_no signdate book_from book_to subject operation comment"
    rows = [
        "7 2569 1 ศธ1/1 2026-01-03 สพม. ผอ. เรื่องเปิด มาลี x 2026-01-05 0".split(),
        "8 2569 2 ศธ1/2 2026-01-03 สพม. ผอ. เรื่องลับ มาลี x 2026-01-05 1".split(),
    ]
    carry_out(
        read_file(table([[*heading.split(), "register_date", "secret"], *rows])), book(malee), post=malee
    )

    first, second = RegisterEntry.objects.in_order()
    assert (first.secrecy, first.subject) == ("normal", "เรื่องเปิด")
    assert (second.secrecy, second.subject, second.opened_subject()) == ("confidential", "", "เรื่องลับ")


BAD: dict[str, tuple[list[Any], str]] = {
    "no number": (["", "x", "", "", "", "เรื่อง"], "register number"),
    "no such number": (["สาม", "x", "", "", "", "เรื่อง"], "register number"),
    "31 February": (["9", "x", "31/2/2569", "", "", "เรื่อง"], "letter dated"),
    "a year of the common era": (["9", "x", "3/1/2026", "", "", "เรื่อง"], "letter dated"),
    "no subject": (["9", "x", "3/1/2569", "", "", ""], "letter subject"),
    "another year": (["9/2568", "x", "3/1/2569", "", "", "เรื่อง"], "registered on"),
    "a number twice": (["1", "x", "3/1/2569", "", "", "เรื่องอื่น"], "register number"),
    "too long": (["9", "ก" * 121, "3/1/2569", "", "", "เรื่อง"], "letter number"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_row_is_named_and_nothing_is_entered(what: str, malee: Post) -> None:
    row, column = BAD[what]
    register = book(malee)
    lines = read_file(xlsx([[DAY], FORM_13, *ROWS, row]))

    plan = plan_import(lines, register)

    (fault,) = plan.faults
    with translation.override("en"):
        assert str(fault).startswith(f"Row 7, {column}:")
    with pytest.raises(InvalidInputs):
        carry_out(lines, register, post=malee)
    assert RegisterEntry.objects.count() == 0


def test_numbers_that_the_register_gave_to_other_letters_are_faults(malee: Post) -> None:
    register = book(malee)
    for _time in range(2):
        numbers.enter(letter(malee), register=register, post=malee, at=at("2026-01-05"))

    plan = plan_import(read_file(xlsx([[DAY], FORM_13, *ROWS])), register)

    assert [fault.row for fault in plan.faults] == [3, 4]
    assert len(plan.entries) == 2


def test_equal_rows_count_once_and_days_that_go_back_are_told(malee: Post) -> None:
    heading = ["เลขรับ", "วันที่รับ", "ที่", "เรื่อง"]
    rows = [
        ["1", "5/1/69", "a", "ก"],
        ["1", "5/1/69", "a", "ก"],
        ["2", "6/1/69", "b", "ข"],
        ["3", "4/1/69", "c", "ค"],
    ]
    plan = plan_import(read_file(table([heading, *rows])), book(malee))

    assert (len(plan.entries), plan.faults) == (3, [])
    assert [remark.row for remark in plan.remarks] == [3, 5]


def test_a_row_of_no_known_year_needs_to_be_told_which(malee: Post) -> None:
    lines = read_file(table([["เลขรับ", "ที่", "เรื่อง"], ["1", "a", "ก"]]))
    assert [fault.column for fault in plan_import(lines, book(malee)).faults] == ["year"]
    (entry,) = plan_import(lines, book(malee), year=2568).entries
    assert entry.year == 2568


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"a,b,c\n1,2,3", b"PK\x03\x04broken", b"<html><table><tr><td>x"]
)
def test_what_is_no_register_is_told_so(content: bytes) -> None:
    with pytest.raises(UnsupportedType):
        read_file(content)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("๑๒๓", Number(123)),
        ("00123", Number(123)),
        ("123.1", Number(123, 1)),
        ("123/2", Number(123, 2)),
        ("123/2569", Number(123, 0, 2569)),
        ("123/69", Number(123, 0, 2569)),
        ("ศธ 04346.26/ว 7", Number(7)),
    ],
)
def test_register_numbers_are_read_in_every_writing(text: str, read: Number) -> None:
    assert number(text) == read


@pytest.mark.parametrize("text", ["", "ก", "0", "10000000", "-5", "1e5"])
def test_what_is_no_register_number_is_refused(text: str) -> None:
    with pytest.raises(CellRefused):
        number(text)


def test_what_was_printed_can_be_read_again(malee: Post, other_school: Organisation) -> None:
    register = book(malee)
    for n, day in enumerate(["2026-01-05", "2026-01-05", "2026-01-06"]):
        numbers.enter(letter(malee, f"เรื่อง {n}"), register=register, post=malee, at=at(day))
    numbers.void(register.entries.get(number=2), reason="ลงซ้ำ", post=malee)
    printed = print_book(register, malee, Span(2569), "xlsx").content
    clerk = make_person(other_school, "copier", "central_registrar")

    carry_out(read_file(printed), book(clerk), post=clerk)

    def told(of: Any) -> list[Any]:
        rows = RegisterEntry.objects.filter(register=of).in_order()
        return [(row.number, row.state, row.subject, row.reference, row.shown_on) for row in rows]

    assert told(book(clerk)) == told(register)


def test_only_the_registrar_brings_a_register_in(somchai: Post, malee: Post) -> None:
    with pytest.raises(NotAllowed):
        carry_out(read_file(xlsx([[DAY], FORM_13, *ROWS])), book(malee), post=somchai)


def test_the_command_reports_first_and_writes_when_told(malee: Post, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(xlsx([[DAY], FORM_13, *ROWS]))

    call_command("import_register", str(path), by="malee")
    assert RegisterEntry.objects.count() == 0
    call_command("import_register", str(path), by="malee", write=True)
    call_command("import_register", str(path), by="malee", write=True)

    assert RegisterEntry.objects.count() == 4
    assert "ขาดเลข: 4" in capsys.readouterr().out
    path.write_bytes(xlsx([[DAY], FORM_13, ["x", "", "", "", "", "เรื่อง"]]))
    with pytest.raises(CommandError):
        call_command("import_register", str(path), by="malee", write=True)
    for wrong in ({"by": "nobody"}, {"by": "malee", "unit": "ไม่มี"}):
        with pytest.raises(CommandError):
            call_command("import_register", str(path), **wrong)
    with pytest.raises(CommandError):
        call_command("import_register", str(tmp_path / "none.xlsx"), by="malee")
