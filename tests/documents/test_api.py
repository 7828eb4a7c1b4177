"""Files, registers and the numbers desk, asked by a program (API.md)."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from documents.actions import numbers, papers
from documents.models import FileRecord, RegisterEntry
from eoffice.people.models import AuditEvent, Post
from tests.api.caller import Caller
from tests.documents import paper
from tests.documents.telling import at, book, letter

pytestmark = pytest.mark.django_db


def upload(caller: Caller, name: str, content: bytes, **more: Any) -> Any:
    headers = {**caller.headers, **more.pop("headers", {})}
    data = {"file": SimpleUploadedFile(name, content), **more}
    return caller.client.post("/api/v1/files/", data, headers=headers)


def test_a_file_goes_up_and_comes_back(malee: Post) -> None:
    caller, content = Caller(malee), paper.pdf(2)

    told = upload(caller, "หนังสือเชิญ.pdf", content)

    assert told.status_code == 201, told.content.decode()
    said = told.json()
    assert {**said, "id": 0, "sha256": ""} == {
        "id": 0,
        "name": "หนังสือเชิญ.pdf",
        "sha256": "",
        "size": len(content),
        "media_type": "application/pdf",
        "pages": 2,
    }
    there = f"/api/v1/files/{said['id']}/"
    assert caller.get(there) == said
    part: Any = caller.client.get(f"{there}content/", headers={**caller.headers, "Range": "bytes=0-4"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"%PDF-")
    drawn = caller.client.get(f"{there}preview/?page=2&width=400", headers=caller.headers)
    assert drawn.content.startswith(b"\x89PNG")
    assert drawn["X-Content-Type-Options"] == "nosniff"
    assert caller.get(f"{there}preview/", page=3, status=404)
    assert caller.get(f"{there}preview/", page="x", status=422)["errors"]["page"]


def test_the_same_upload_sent_twice_is_one_file(malee: Post) -> None:
    caller, again = Caller(malee), {"Idempotency-Key": "k1"}
    first, second = (
        upload(caller, "a.pdf", paper.picture(), headers={"Idempotency-Key": "k0"}) for _ in "ab"
    )
    assert (first.status_code, second.status_code) == (415, 415)  # a refusal leaves the key free

    content = paper.pdf()
    first, second = (upload(caller, "a.pdf", content, headers=again) for _ in "ab")
    other = upload(caller, "a.pdf", paper.pdf(2), headers=again)

    assert first.json()["id"] == second.json()["id"]
    assert FileRecord.objects.count() == 1
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_mismatch")


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("a.pdf", b"", 422, "file_empty"),
        ("a.pdf", b"MZ" + b"\0" * 90, 415, "unsupported_type"),
        ("a.pdf", paper.pdf_with_script(), 415, "file_active"),
        ("a.zip", paper.zip_bomb(), 422, "file_bomb"),
    ],
)
def test_what_is_wrong_with_a_file_is_a_problem_document(
    name: str, content: bytes, status: int, code: str, malee: Post
) -> None:
    said = upload(Caller(malee), name, content)
    assert (said.status_code, said.json()["code"]) == (status, code)
    assert said["Content-Type"].startswith("application/problem+json")
    assert len(said.json()["detail"]) > 10


@pytest.mark.parametrize("key", ["", "k"])
def test_two_gigabytes_are_refused_before_they_are_read(key: str, malee: Post, settings: Settings) -> None:
    settings.FILE_BYTES = 1000
    said = upload(Caller(malee), "a.txt", b"x" * 100_000, headers={"Idempotency-Key": key} if key else {})
    assert (said.status_code, said.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("body", [{}, {"file": "no file"}, {"other": SimpleUploadedFile("a.txt", b"x")}])
def test_a_form_without_a_file_is_told_so(body: dict[str, Any], malee: Post) -> None:
    caller = Caller(malee)
    said = caller.client.post("/api/v1/files/", body, headers=caller.headers)
    assert (said.status_code, list(said.json()["errors"])) == (422, ["file"])
    assert caller.post("files/", {}, status=415)


def test_a_file_of_others_is_not_there(malee: Post, pricha: Post, wipha: Post) -> None:
    said = upload(Caller(malee), "a.txt", b"x").json()
    for who in (pricha, wipha):
        for tail in ("", "content/", "preview/"):
            Caller(who).get(f"files/{said['id']}/{tail}", status=404)
    Caller().get(f"files/{said['id']}/content/", status=401)


def test_a_book_reads_in_number_order_page_by_page(malee: Post, wipha: Post) -> None:
    register = book(malee)
    for number in range(5):
        entry = numbers.enter(
            letter(malee, f"เรื่องที่ {number + 1}"), register=register, post=malee, at=at("2026-11-23")
        )
        if number == 1:
            numbers.void(entry, reason="ซ้ำ", post=malee)
    caller = Caller(malee)

    (known,) = caller.get("registers/", run="receive", year=2569)["results"]
    assert (known["id"], known["years"]) == (register.pk, [{"year": 2569, "last": 5, "floor": 0}])
    first = caller.get(f"registers/{register.pk}/entries/", page_size=3)
    rest = caller.get(first["next"])
    assert [row["number"] for row in first["results"] + rest["results"]] == [1, 2, 3, 4, 5]
    void = first["results"][1]
    assert (void["state"], void["void_reason"], void["from"]) == ("void", "ซ้ำ", "สพม.ตัวอย่าง")
    asked: dict[str, Any] = {"q": "เรื่องที่ 4", "from": "2026-11-23", "to": "2026-11-23"}
    assert [row["number"] for row in caller.get(f"registers/{register.pk}/entries/", **asked)["results"]] == [
        4
    ]
    assert caller.get(f"registers/{register.pk}/entries/?from=2026-11-24")["results"] == []
    Caller(wipha).get(f"registers/{register.pk}/entries/", status=404)


def test_nonsense_in_the_question_is_told(malee: Post) -> None:
    register = book(malee)
    for path, asked in [
        ("registers/", {"run": "x"}),
        ("registers/", {"year": "2026"}),
        ("registers/", {"unit": "x"}),
        (f"registers/{register.pk}/entries/", {"from": "31/12/2569"}),
        (f"registers/{register.pk}/entries/", {"from": "2569-01-01"}),
        (f"registers/{register.pk}/entries/", {"state": "x"}),
        (f"registers/{register.pk}/print/", {"format": "docx"}),
    ]:
        assert Caller(malee).get(path, status=422, **asked)["errors"].keys() == asked.keys()


def test_a_hidden_row_shows_number_and_class_alone(malee: Post, secret_registrar: Post) -> None:
    register = book(malee, "secret_receive")
    document = letter(secret_registrar, "สอบสวนวินัย", secrecy="confidential")
    entry = numbers.enter(document, register=register, post=secret_registrar, at=at("2026-11-23"))

    hidden = Caller(malee).get(f"register-entries/{entry.pk}/")
    seen = Caller(secret_registrar).get(f"register-entries/{entry.pk}/")

    assert (hidden["hidden"], hidden["number"], hidden["secrecy"]) == (True, 1, "confidential")
    assert {hidden[name] for name in ("subject", "from", "to", "reference", "dated_on", "document")} == {None}
    assert (seen["subject"], seen["document"]) == ("สอบสวนวินัย", document.pk)
    for text in ("สอบสวน", "สพม"):
        assert Caller(malee).get(f"registers/{register.pk}/entries/", q=text)["results"] == []


def test_the_desk_reserves_uses_corrects_inserts_and_cancels(malee: Post, wipha: Post) -> None:
    caller, register = Caller(malee), book(malee, "send")
    path = f"registers/{register.pk}/"
    caller.post(f"{path}floor/", {"year": 2569, "last_used": 41})

    kept = caller.post(f"{path}reservations/", {"purpose": "หนังสือเชิญ", "reserved_for": wipha.pk}, status=201)
    used = Caller(wipha).post(f"register-entries/{kept['id']}/use/", {"subject": "เชิญประชุม", "to": "ผู้ปกครอง"})
    fixed = caller.post(f"register-entries/{kept['id']}/correct/", {"to": "ผู้ปกครองทุกท่าน", "reason": "พิมพ์ตก"})
    void = caller.post(f"register-entries/{kept['id']}/void/", {"reason": "งดประชุม"})

    year = kept["year"]
    assert kept["state"] == "reserved"
    assert (used["state"], used["to"], fixed["to"]) == ("issued", "ผู้ปกครอง", "ผู้ปกครองทุกท่าน")
    assert (void["state"], void["subject"]) == ("void", "เชิญประชุม")
    if year == 2569:
        assert kept["label"] == "ศธ 04346.26/42"
    again = caller.post(f"register-entries/{kept['id']}/void/", {"reason": "x"}, status=409)
    assert again["code"] == "transition_refused"
    assert (
        caller.post(f"{path}floor/", {"year": 2569, "last_used": 3}, status=409)["code"] == "number_conflict"
    )
    assert caller.post(f"{path}reservations/", {}, status=422)["errors"]["purpose"]
    put = {"year": year, "number": kept["number"], "stated_on": kept["shown_on"], "reason": "ลืมลง"}
    assert caller.post(f"{path}insertions/", put, status=201)["sub_number"] == 1


def test_only_the_registrar_works_at_the_desk(malee: Post, somchai: Post, pricha: Post) -> None:
    register = book(malee)
    entry = numbers.enter(None, register=register, post=malee)
    Caller(somchai).post(f"registers/{register.pk}/reservations/", {"purpose": "x"}, status=403)
    Caller(somchai).post(f"register-entries/{entry.pk}/void/", {"reason": "x"}, status=403)
    Caller(pricha).post(f"register-entries/{entry.pk}/void/", {"reason": "x"}, status=404)
    entry.refresh_from_db()
    assert entry.state == RegisterEntry.State.ISSUED


FORM_13 = ["เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"]


def test_a_printed_book_has_the_columns_of_its_form(malee: Post) -> None:
    register = book(malee)
    document = letter(malee, "=HYPERLINK(1)", addressee="ผู้อำนวยการ")
    papers.correct(document, dated_on=at("2026-11-20").date())
    numbers.enter(document, register=register, post=malee, at=at("2026-11-23"))
    gone = numbers.enter(None, register=register, post=malee, at=at("2026-11-24"))
    numbers.void(gone, reason="ลงซ้ำ", post=malee)
    caller = Caller(malee)

    def printed(form: str) -> Any:
        return caller.client.get(
            f"/api/v1/registers/{register.pk}/print/?format={form}", headers=caller.headers
        )

    table = list(csv.reader(io.StringIO(printed("csv").content.decode("utf-8-sig"))))
    assert table[0] == FORM_13
    assert table[1][0:4] == ["1", "ศธ 04346/123", "20 พ.ย. 69", "สพม.ตัวอย่าง"]
    assert table[1][5] == "'=HYPERLINK(1)"
    assert (table[2][0], table[2][7]) == ("2", "ยกเลิก ลงซ้ำ")

    sheet: Any = openpyxl.load_workbook(io.BytesIO(printed("xlsx").content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == FORM_13
    assert [row[0] for row in cells[1:]] == ["วันที่ 23 พ.ย. 69", "1", "วันที่ 24 พ.ย. 69", "2"]
    assert sheet["F3"].data_type == "s"
    assert AuditEvent.objects.filter(action="register_print").count() == 2


def test_codes_are_lists_with_code_and_label(malee: Post) -> None:
    caller = Caller(malee)
    classes = caller.get("codes/retention-classes/")["results"]
    assert [row["code"] for row in classes][:2] == ["normal_10y", "by_secret_rule"]
    assert (classes[0]["label"], classes[0]["years"]) == ("ทั่วไป 10 ปี", 10)
    assert {"code": "most_urgent", "label": "ด่วนที่สุด"} in caller.get("codes/speeds/")["results"]
    assert caller.get("codes/kinds/")["results"][0] == {"code": "external_letter", "label": "หนังสือภายนอก"}
