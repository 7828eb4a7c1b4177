"""Files come in whole and checked, or not at all (ARCHITECTURE 5)."""

from __future__ import annotations

import errno
import hashlib
import io
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from documents.files import crypt
from documents.files.errors import StorageFull
from documents.files.names import clean_name
from documents.files.receive import receive
from documents.files.store import inbox, store
from documents.files.types import ODT, ZIP, sniff
from documents.models import FileRecord, StoredFile
from eoffice.common.errors import RuleBroken, TooLarge
from eoffice.people.models import Post
from tests.documents import paper

pytestmark = pytest.mark.django_db

GOOD: dict[str, Callable[[], bytes]] = {
    "หนังสือ.pdf": paper.pdf,
    "ล็อก.pdf": paper.locked_pdf,
    "ห้ามพิมพ์.pdf": paper.protected_pdf,
    "e-invoice.pdf": lambda: paper.pdf_with_attachment("data.xml"),
    "รูป.PNG": paper.picture,
    "รูป.jpg": lambda: paper.picture("JPEG"),
    "รูป.webp": lambda: paper.picture("WEBP"),
    "scan.tiff": lambda: paper.picture("TIFF"),
    "แบบฟอร์ม.docx": paper.docx,
    "ข้อสอบ.zip": lambda: paper.archive({"ข้อสอบ.pdf": paper.pdf(), "readme.txt": b"x"}),
    "เก่า.doc": paper.old_word,
    "รายชื่อ.csv": lambda: "เลขที่,ชื่อ\r\n1,มาลี".encode("cp874"),
    "อ่าน.txt": "สวัสดี 🙏".encode,
    "ไม่มีนามสกุล": paper.pdf,
}

BAD: dict[str, tuple[str, Callable[[], bytes], int, str]] = {
    "empty": ("a.pdf", bytes, 422, "file_empty"),
    "program": ("a.pdf", lambda: b"MZ\x90\0" + b"\0" * 500, 415, "unsupported_type"),
    "page": ("a.txt", lambda: b"<html><script>alert(1)</script>", 415, "unsupported_type"),
    "svg": ("a.svg", lambda: b"<svg xmlns='x' onload='alert(1)'/>", 415, "unsupported_type"),
    "mislabelled": ("a.pdf", paper.picture, 415, "file_mislabelled"),
    "text named pdf": ("a.pdf", lambda: b"just text", 415, "file_mislabelled"),
    "zip named docx": ("a.docx", lambda: paper.archive({"x.txt": b"x"}), 415, "file_mislabelled"),
    "macro file named docx": (
        "a.docx",
        lambda: paper.docx(**{"word/vbaProject.bin": b"x"}),
        415,
        "file_active",
    ),
    "old macros": ("a.doc", lambda: paper.old_word(macros=True), 415, "file_active"),
    "script": ("a.pdf", paper.pdf_with_script, 415, "file_active"),
    "launch": ("a.pdf", paper.pdf_with_launch, 415, "file_active"),
    "hidden program": ("a.pdf", lambda: paper.pdf_with_attachment("a.exe"), 415, "file_active"),
    "damaged pdf": ("a.pdf", lambda: b"%PDF-1.7\n" + b"\xff\0" * 300, 422, "file_damaged"),
    "cut picture": ("a.png", lambda: paper.picture(size=(300, 300))[:60], 422, "file_damaged"),
    "zip bomb": ("a.zip", paper.zip_bomb, 422, "file_bomb"),
    "word bomb": ("a.docx", lambda: paper.docx(**{"word/x.xml": b" " * 60 * 1024**2}), 422, "file_bomb"),
    "many entries": ("a.zip", lambda: paper.archive({f"{n}": b"" for n in range(10_001)}), 422, "file_bomb"),
    "lying zip": ("a.zip", paper.lying_zip, 422, "file_damaged"),
    "nested zip": ("a.zip", lambda: paper.archive({"b.zip": paper.archive({})}), 415, "file_nested"),
    "program in zip": ("a.zip", lambda: paper.archive({"ดู.pdf.exe": b"MZ"}), 415, "file_active"),
    "picture bomb": ("a.png", paper.png_bomb, 422, "file_bomb"),
}


def kept_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", GOOD)
def test_what_offices_send_is_kept_under_its_hash(name: str, malee: Post, data_folder: Path) -> None:
    content = GOOD[name]()

    record = receive(io.BytesIO(content), name=name, post=malee)

    assert record.name == name
    assert record.blob.sha256 == hashlib.sha256(content).hexdigest()
    assert (data_folder / "files" / record.blob.place).read_bytes() == content
    assert list(inbox().iterdir()) == []


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_refused_with_a_sentence_and_nothing_stays(
    what: str, malee: Post, data_folder: Path
) -> None:
    name, make, status, code = BAD[what]

    with pytest.raises(RuleBroken) as refused:
        receive(io.BytesIO(make()), name=name, post=malee)

    assert (refused.value.status, refused.value.code) == (status, code)
    assert len(str(refused.value)) > 10
    assert kept_files(data_folder) == []
    assert not StoredFile.objects.exists()


def test_a_pdf_that_wants_a_password_is_marked(malee: Post) -> None:
    assert receive(io.BytesIO(paper.locked_pdf()), name="a.pdf", post=malee).blob.checks == {"locked": True}
    assert receive(io.BytesIO(paper.protected_pdf()), name="a.pdf", post=malee).blob.checks["pages"] == 1


def test_scripts_are_let_in_where_the_office_decided_so(malee: Post, settings: Settings) -> None:
    settings.PDF_ACTIVE_CONTENT = True
    assert receive(io.BytesIO(paper.pdf_with_script()), name="a.pdf", post=malee).blob.checks["active"]


def test_reading_stops_at_the_limit(malee: Post, settings: Settings, data_folder: Path) -> None:
    settings.FILE_BYTES = 1024 * 1024
    asked = []

    def endless() -> Iterator[bytes]:
        while True:
            asked.append(1)
            yield b"x" * 256 * 1024

    with pytest.raises(TooLarge):
        receive(endless(), name="a.txt", post=malee)

    assert len(asked) == 5  # four pieces fill it, the fifth is too much
    assert kept_files(data_folder) == []


def test_the_same_bytes_are_kept_once(malee: Post, pricha: Post, data_folder: Path) -> None:
    content = paper.pdf()
    first = receive(io.BytesIO(content), name="a.pdf", post=malee)
    second = receive(io.BytesIO(content), name="b.pdf", post=pricha)

    assert first.blob == second.blob
    assert len(kept_files(data_folder)) == 1
    assert [*FileRecord.objects.visible_to(malee)] == [first]
    assert [*FileRecord.objects.visible_to(pricha)] == [second]


def test_a_secret_file_lies_sealed(malee: Post, data_folder: Path) -> None:
    content = "ข้อความลับ".encode() * 10_000
    record = receive(io.BytesIO(content), name="ลับ.txt", post=malee, secret=True)

    (path,) = kept_files(data_folder)
    assert record.blob.is_encrypted
    assert path.stat().st_size == crypt.sealed_size(len(content))
    assert "ข้อความลับ".encode() not in path.read_bytes()


@pytest.mark.parametrize("step", ["_write", "put"])
def test_a_full_disk_is_said_and_nothing_half_stays(
    step: str, malee: Post, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if step == "put":
        monkeypatch.setattr(type(store()), "put", full)
    else:
        monkeypatch.setattr("documents.files.receive._write", full)

    with pytest.raises(StorageFull) as refused:
        receive(io.BytesIO(paper.pdf()), name="a.pdf", post=malee)

    assert refused.value.status == 507
    assert kept_files(data_folder) == []
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\งาน\\หนังสือ.pdf", "หนังสือ.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("เอกสาร 🙏.pdf", "เอกสาร 🙏.pdf"),
        (".htaccess", "htaccess"),
        ("\x00\x07", "file"),
        ("..", "file"),
        ("ก" * 400 + ".pdf", "ก" * 176 + ".pdf"),
    ],
)
def test_names_are_made_harmless_and_stay_readable(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_what_a_file_says_it_is_is_not_unpacked_whole(tmp_path: Path) -> None:
    """A few kilobytes that unpack to gigabytes are told by their first hundred bytes."""
    sent = tmp_path / "a.odt"
    sent.write_bytes(paper.archive({"mimetype": b"\0" * 64 * 1024**2}))
    tracemalloc.start()
    try:
        assert sniff(sent, ending="odt") == ZIP
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024**2
    finally:
        tracemalloc.stop()


def test_an_entry_that_does_not_unpack_is_no_fault(tmp_path: Path) -> None:
    broken = bytearray(paper.archive({"mimetype": ODT.media_type.encode() * 50}))
    at = broken.index(b"mimetype") + len("mimetype")
    broken[at : at + 4] = b"\xff\xff\xff\xff"
    sent = tmp_path / "a.odt"
    sent.write_bytes(broken)
    assert sniff(sent, ending="odt") is None
