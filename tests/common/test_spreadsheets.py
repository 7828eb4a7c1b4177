from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from eoffice.common import spreadsheets
from eoffice.common.errors import RuleBroken
from eoffice.common.spreadsheets import csv_bytes, harmless, read_sheets


def xlsx(*rows: list[object]) -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr] # a new book has a sheet
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return list(read_sheets(content)[0].rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_whatever_saved_it(encoding: str, delimiter: str) -> None:
    content = f"ชื่อ{delimiter}ตำแหน่ง\r\nมาลี{delimiter}ครู\r\n".encode(encoding)

    assert rows_of(content) == [(1, ("ชื่อ", "ตำแหน่ง")), (2, ("มาลี", "ครู"))]


def test_empty_rows_are_passed_over_and_numbers_stay_those_of_the_file() -> None:
    assert rows_of(xlsx(["ก"], [], ["ข"])) == [(1, ("ก",)), (3, ("ข",))]


def test_what_excel_made_of_a_cell_is_undone() -> None:
    cells = [
        812345678.0,
        dt.datetime(2026, 10, 1),
        dt.datetime(2569, 10, 1),  # typed as 1/10/2569 and taken for the common era
        "=1+1",
    ]
    assert rows_of(xlsx(cells))[0][1] == ("812345678", "1 ตุลาคม 2569", "1/10/2569")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 1024 * 1024)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n ",
        b"PK\x03\x04 but no archive",
        b"\xd0\xcf\x11\xe0 old excel",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xfe\x00",
        xlsx(["a"])[:-60],
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_sheets(content)

    assert refused.value.status in (413, 415)


def test_an_archive_without_a_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")

    with pytest.raises(RuleBroken):
        read_sheets(out.getvalue())


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_UNPACKED", 1000)

    with pytest.raises(RuleBroken) as refused:
        read_sheets(bomb())

    assert refused.value.status == 413


def test_too_many_rows_and_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 2)
    with pytest.raises(RuleBroken) as refused:
        read_sheets(b"a\nb\nc\n")
    assert refused.value.status == 413

    monkeypatch.setattr(spreadsheets, "MOST_BYTES", 3)
    with pytest.raises(RuleBroken):
        read_sheets(b"a\nb\n")


@pytest.mark.parametrize("cell", ["=cmd()", "+1", "-1", "@x", "\tx"])
def test_no_cell_of_ours_acts_as_a_formula(cell: str) -> None:
    assert harmless(cell) == "'" + cell
    assert harmless("ครู") == "ครู"


def test_a_csv_of_ours_opens_in_excel_and_here() -> None:
    content = csv_bytes(["ชื่อ"], [["มาลี"], [None]])

    assert content.startswith(b"\xef\xbb\xbf")
    assert rows_of(content) == [(1, ("ชื่อ",)), (2, ("มาลี",))]
