"""What is kept comes back byte for byte, in parts too, and what was changed behind our back is found."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from documents.actions import papers
from documents.actions.papers import grant
from documents.files import blobs, crypt, preview
from documents.files.errors import ContentMissing
from documents.files.receive import receive
from documents.files.serving import content_response
from documents.files.store import inbox
from documents.files.verify import sweep, verify_files
from documents.models import FileRecord, StoredFile
from documents.sealing import Unsealable
from eoffice.common import clock
from eoffice.people.models import AuditEvent, Post
from tests.documents import paper
from tests.documents.telling import letter
from tests.factories import browser_of

pytestmark = pytest.mark.django_db

Committing = Callable[..., AbstractContextManager[list[Callable[[], Any]]]]

SIZES = [1, 15, crypt.CHUNK - 1, crypt.CHUNK, crypt.CHUNK + 1, 3 * crypt.CHUNK, 200_000]


def text(size: int) -> bytes:
    return (b"0123456789abcdef" * (size // 16 + 1))[:size]


@given(st.data())
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sealed_file_reads_like_the_plain_one_in_every_part(data: st.DataObject) -> None:
    content = text(data.draw(st.sampled_from(SIZES)))
    start = data.draw(st.integers(0, len(content) - 1))
    length = data.draw(st.integers(1, len(content)))
    sealed = io.BytesIO()
    crypt.seal_pieces([content[:7], content[7:]], sealed)
    kept = sealed.getvalue()

    read = b"".join(
        crypt.unseal_range(lambda at, n: kept[at : at + n], size=len(content), start=start, length=length)
    )

    assert read == content[start : start + length]
    assert len(kept) == crypt.sealed_size(len(content))


@pytest.mark.parametrize("harm", ["flip", "cut", "swap", "other key"])
def test_a_sealed_file_that_was_touched_does_not_open(harm: str, settings: Settings) -> None:
    content = text(3 * crypt.CHUNK + 5)
    out = io.BytesIO()
    crypt.seal_pieces([content], out)
    kept = bytearray(out.getvalue())
    one = crypt.CHUNK + crypt.TAG
    size = len(content)
    if harm == "flip":
        kept[-1] ^= 1
    elif harm == "cut":
        size = 3 * crypt.CHUNK  # the row claims less, the end is gone
        del kept[crypt.HEADER + 3 * one :]
    elif harm == "swap":
        first, second = crypt.HEADER, crypt.HEADER + one
        kept[first:second], kept[second : second + one] = kept[second : second + one], kept[first:second]
    else:
        settings.FILE_KEY = "another key"

    with pytest.raises(Unsealable):
        list(crypt.unseal_range(lambda at, n: bytes(kept[at : at + n]), size=size, start=0, length=size))


def ask(
    record: FileRecord, post: Post, headers: dict[str, str] | None = None, *, inline: bool = False
) -> HttpResponseBase:
    request = RequestFactory().get("/", headers=headers)
    return content_response(request, record, post=post, inline=inline)


def body(response: HttpResponseBase) -> bytes:
    parts: Any = response
    return b"".join(parts.streaming_content) if response.streaming else parts.content


@pytest.mark.parametrize("secret", [False, True])
def test_ranges_are_answered_as_http_says(secret: bool, malee: Post) -> None:
    content = text(100_000)
    record = receive([content], name="อ่าน.txt", post=malee, secret=secret)

    whole = ask(record, malee)
    assert (whole.status_code, body(whole)) == (200, content)
    for asked, status, told, part in [
        ("bytes=0-9", 206, "bytes 0-9/100000", content[:10]),
        ("bytes=99990-", 206, "bytes 99990-99999/100000", content[-10:]),
        ("bytes=-5", 206, "bytes 99995-99999/100000", content[-5:]),
        ("bytes=70000-999999", 206, "bytes 70000-99999/100000", content[70000:]),
        ("bytes=100000-", 416, "bytes */100000", b""),
        ("bytes=5-2", 416, "bytes */100000", b""),
        ("bytes=-0", 416, "bytes */100000", b""),
        ("bytes=0-1,5-6", 200, "", content),
        ("lines=1-2", 200, "", content),
    ]:
        answer = ask(record, malee, {"Range": asked})
        assert (answer.status_code, answer.get("Content-Range", "")) == (status, told), asked
        assert body(answer) == part, asked


def test_a_known_copy_is_not_sent_again_and_a_changed_one_is_sent_whole(malee: Post) -> None:
    record = receive([b"abc def"], name="a.txt", post=malee)
    etag = str(ask(record, malee)["ETag"])

    assert ask(record, malee, {"If-None-Match": etag}).status_code == 304
    assert ask(record, malee, {"If-Range": '"old"', "Range": "bytes=0-1"}).status_code == 200


def test_nothing_in_a_file_can_act_in_the_browser(malee: Post) -> None:
    note = receive([b"abc"], name='งาน "1".txt', post=malee)
    paper_ = receive([paper.pdf()], name="a.pdf", post=malee)

    answer = ask(note, malee, inline=True)
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    assert "%E0%B8%87" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert ask(paper_, malee, inline=True)["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in ask(paper_, malee, inline=True)["Content-Security-Policy"]


def test_opening_a_secret_file_is_noted_and_never_cached(malee: Post) -> None:
    record = receive([paper.pdf()], name="ลับ.pdf", post=malee, secret=True)

    assert "no-store" in ask(record, malee)["Cache-Control"]
    assert AuditEvent.objects.get(action="secret_file_open").subject == f"file:{record.pk}"


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=1-", "bytes=-5"])
def test_no_part_of_a_secret_file_is_read_without_a_note(asked: str, malee: Post) -> None:
    record = receive([paper.pdf()], name="ลับ.pdf", post=malee, secret=True)
    assert ask(record, malee, {"Range": asked}).status_code == 206
    assert AuditEvent.objects.get(action="secret_file_open").subject == f"file:{record.pk}"


@pytest.mark.parametrize("address", ["/files/{}/page/1/", "/api/v1/files/{}/preview/"])
def test_a_page_of_a_secret_file_is_not_looked_at_without_a_note(
    address: str, secret_registrar: Post
) -> None:
    record = receive([paper.pdf()], name="ลับ.pdf", post=secret_registrar, secret=True)
    assert browser_of(secret_registrar).get(address.format(record.pk)).status_code == 200
    assert AuditEvent.objects.get(action="secret_file_open").detail == {"page": 1}


def test_the_papers_of_a_secret_document_are_not_listed_without_a_note(secret_registrar: Post) -> None:
    document = letter(secret_registrar, secrecy="confidential")
    grant(document, secret_registrar.person, "ผู้ลงรับ", None)
    assert browser_of(secret_registrar).get(f"/documents/{document.pk}/papers/").status_code == 200
    assert AuditEvent.objects.get(action="secret_opened").subject == f"document:{document.pk}"


def test_a_lost_file_is_a_sentence_and_no_crash(malee: Post, data_folder: Path) -> None:
    record = receive([b"abc"], name="a.txt", post=malee)
    (data_folder / "files" / record.blob.place).unlink()
    with pytest.raises(ContentMissing):
        ask(record, malee)


def test_every_change_behind_our_back_is_found(malee: Post, data_folder: Path) -> None:
    kept = [
        receive([text(100 + n)], name="a.txt", post=malee, secret=secret)
        for n, secret in enumerate([False, True] * 4)
    ]
    assert list(verify_files()) == []

    files = [data_folder / "files" / record.blob.place for record in kept]
    files[0].unlink()
    files[1].unlink()
    for path in files[2:4]:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    for path in files[4:6]:
        path.write_bytes(path.read_bytes() + b"x")

    found = {fault.records[0]: fault.what for fault in verify_files()}
    told = ["missing", "missing", "changed", "changed", "size", "size"]
    assert found == dict(zip([record.pk for record in kept], told, strict=False))


def test_a_file_of_a_letter_that_becomes_secret_is_sealed(
    malee: Post, data_folder: Path, django_capture_on_commit_callbacks: Committing
) -> None:
    content = paper.pdf()
    record = receive([content], name="a.pdf", post=malee)
    assert preview.page_picture(record.blob, 1, 400)
    document = letter(malee)
    papers.attach(document, [record], post=malee)

    with django_capture_on_commit_callbacks(execute=True):
        papers.reclassify(document, "confidential")

    record.refresh_from_db()
    assert record.blob.is_encrypted
    assert b"".join(blobs.read(record.blob)) == content
    left = [path for path in data_folder.rglob("*") if path.is_file()]
    assert left == [data_folder / "files" / record.blob.place]


def test_a_step_that_is_undone_has_lost_no_file(
    malee: Post, django_capture_on_commit_callbacks: Committing
) -> None:
    """A secret letter's arrival is one transaction, which a killed process never commits."""
    content = paper.pdf()
    record = receive([content], name="a.pdf", post=malee)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        papers.attach(letter(malee, secrecy="confidential"), [record], post=malee)
        transaction.set_rollback(True)

    record = FileRecord.objects.get()
    assert not record.blob.is_encrypted
    assert b"".join(blobs.read(record.blob)) == content


def test_bytes_sent_anew_before_the_old_ones_left_the_disk_stay(
    malee: Post, django_capture_on_commit_callbacks: Committing
) -> None:
    content = paper.pdf()
    record = receive([content], name="a.pdf", post=malee)
    with django_capture_on_commit_callbacks(execute=True):
        papers.attach(letter(malee, secrecy="confidential"), [record], post=malee)
        again = receive([content], name="b.pdf", post=malee)

    assert b"".join(blobs.read(again.blob)) == content


def test_pictures_that_a_killed_process_left_in_clear_are_swept(malee: Post, data_folder: Path) -> None:
    record = receive([paper.pdf()], name="a.pdf", post=malee)
    assert preview.page_picture(record.blob, 1, 400)
    papers.attach(letter(malee, secrecy="confidential"), [record], post=malee)  # and dies at the commit

    assert sweep()["orphans"] == 1
    assert not list((data_folder / "previews").rglob("*.png"))


def test_bytes_that_another_record_needs_stay_when_one_is_sealed(malee: Post) -> None:
    content = paper.pdf()
    mine, other = (receive([content], name="a.pdf", post=malee) for _copy in range(2))

    papers.attach(letter(malee, secrecy="confidential"), [mine], post=malee)

    other.refresh_from_db()
    assert mine.blob.is_encrypted
    assert not other.blob.is_encrypted
    assert b"".join(blobs.read(other.blob)) == content


def test_pages_and_pictures_can_be_looked_at(malee: Post, data_folder: Path) -> None:
    document = receive([paper.pdf(pages=3)], name="a.pdf", post=malee).blob
    photo = receive([paper.picture("JPEG", (2000, 1000))], name="a.jpg", post=malee).blob

    assert (preview.pages_of(document), preview.pages_of(photo)) == (3, 1)
    drawn = preview.page_picture(document, 3, 880)
    assert drawn is not None
    assert drawn.startswith(b"\x89PNG")
    assert preview.page_picture(document, 3, 900) == drawn
    assert preview.page_picture(document, 4, 900) is None
    assert preview.page_picture(photo, 1, 900) is not None
    assert len(list((data_folder / "previews").rglob("*.png"))) == 2
    assert list(inbox().iterdir()) == []


def test_a_sealed_page_is_drawn_and_leaves_nothing(malee: Post, data_folder: Path) -> None:
    document = receive([paper.pdf()], name="a.pdf", post=malee, secret=True).blob
    assert preview.page_picture(document, 1, 400)
    assert not (data_folder / "previews").exists()
    assert list(inbox().iterdir()) == []


def test_what_has_no_preview_says_so(malee: Post) -> None:
    for name, content in [("a.docx", paper.docx()), ("a.pdf", paper.locked_pdf())]:
        blob = receive([content], name=name, post=malee).blob
        assert preview.pages_of(blob) == 0
        assert preview.page_picture(blob, 1, 400) is None


def test_a_sweep_removes_what_nobody_will_ask_for(malee: Post, data_folder: Path) -> None:
    used = receive([b"used"], name="a.txt", post=malee)
    papers.attach(letter(malee), [used], post=malee)
    receive([b"left behind"], name="b.txt", post=malee)
    killed = inbox() / "in-killed"
    orphan = data_folder / "files" / "ab" / "cd" / ("ab" * 32)
    orphan.parent.mkdir(parents=True)
    for path in (killed, orphan):
        path.write_bytes(b"half")

    assert sweep() == {"leftovers": 0, "unused": 0, "orphans": 0}
    for path in (killed, orphan):
        os.utime(path, (0, 0))
    later = clock.now() + dt.timedelta(days=31)
    assert sweep(later)["unused"] == 1

    assert not killed.exists()
    assert not orphan.exists()
    assert b"".join(blobs.read(StoredFile.objects.get())) == b"used"


def test_any_changed_byte_is_found(malee: Post, data_folder: Path) -> None:
    """`eoffice verify --files` finds every single change, wherever it is made."""
    kept = [receive([text(3000)], name="a.txt", post=malee, secret=secret).blob for secret in (False, True)]
    where = random.Random(2569)
    for _change in range(100):
        for blob in kept:
            path = data_folder / "files" / blob.place
            good = path.read_bytes()
            harmed = bytearray(good)
            harmed[where.randrange(len(good))] ^= 1 << where.randrange(8)
            path.write_bytes(harmed)
            assert [fault.sha256 for fault in verify_files()] == [blob.sha256]
            path.write_bytes(good)
    assert list(verify_files()) == []
