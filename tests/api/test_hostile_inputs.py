"""What nobody should send and somebody will: each gets a sentence and a code, never a fault."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eoffice.people.models import Post
from tests.api.caller import Caller
from tests.api.test_a_plain_day import LETTER
from workflows.letters.models import IncomingLetter

NEW = "incoming-letters/"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "ก" * 10_000),
        ("subject", ""),
        ("subject", "   \u200b \t"),
        ("subject", None),
        ("subject", {"a": 1}),
        ("subject", ["x"]),
        ("subject", True),
        ("dated_on", "2026-02-31"),
        ("dated_on", "31/02/2569"),
        ("dated_on", "2569-06-01"),
        ("dated_on", "0001-01-01"),
        ("dated_on", 20260601),
        ("dated_on", "๒๕๖๙-๐๖-๐๑"),
        ("received_at", "2999-01-01T00:00:00+07:00"),
        ("received_at", "2026-06-01T25:00"),
        ("received_at", "9999-12-31T23:59:59-23:59"),
        ("received_at", 10**30),
        ("speed", "light"),
        ("speed", 4),
        ("secrecy", ["normal"]),
        ("channel", ""),
        ("channel", "pigeon"),
        ("files", [0]),
        ("files", [10**30]),
        ("files", ["1; drop table"]),
        ("files", "12"),
        ("files", [[1]]),
        ("files", [None]),
        ("answers_due_on", "tomorrow"),
        ("within_at", {"year": 2026}),
        ("is_question", "perhaps"),
        ("sender", "x" * 301),
    ],
)
def test_a_field_that_cannot_be_is_named(malee: Post, field: str, value: Any) -> None:
    told = Caller(malee).post(NEW, {**LETTER, field: value}, status=422)

    assert any(name.startswith(field) for name in told["errors"]), told
    assert not IncomingLetter.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ประชุม 😀 👨‍👩‍👧", "ประชุม 😀 👨‍👩‍👧"),
        ("ก\x00ข\x07ค", "กขค"),
        ("ท\u0e4dา", "ทำ"),
        ("บรรทัด\r\nสอง", "บรรทัด สอง"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("' OR 1=1; --", "' OR 1=1; --"),
        ("\u202eกลับ", "กลับ"),
    ],
)
def test_odd_letters_are_kept_or_tidied(malee: Post, typed: str, kept: str) -> None:
    letter = Caller(malee).post(NEW, {**LETTER, "subject": typed}, status=201)

    assert letter["subject"] == kept


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"subject": NaN}',
        b'{"subject": "\\ud800"}',
        b"[" * 100_000,
        b'{"subject": ' + b"9" * 5000 + b"}",
        b"\x00",
        b"'single'",
    ],
)
def test_what_is_not_json_is_unreadable(malee: Post, body: bytes) -> None:
    assert Caller(malee).post(NEW, body, status=400)["code"] == "unreadable"


@pytest.mark.parametrize("body", [[], ["x"], "text", 12, True, [[[[]]]]])
def test_what_is_no_object_is_invalid(malee: Post, body: Any) -> None:
    assert Caller(malee).post(NEW, json.dumps(body).encode(), status=422)["code"] == "invalid"


def test_a_body_beyond_all_measure_is_too_large(malee: Post) -> None:
    told = Caller(malee).post(NEW, b'{"subject": "' + b"x" * 6_000_000 + b'"}', status=413)

    assert told["code"] == "too_large"


def test_deep_json_inside_a_field_is_only_a_wrong_field(malee: Post) -> None:
    deep: Any = "x"
    for _ in range(300):
        deep = [deep]

    Caller(malee).post(NEW, {**LETTER, "subject": deep}, status=422)


def test_fields_that_nobody_asked_for_change_nothing(malee: Post) -> None:
    letter = Caller(malee).post(
        NEW, {**LETTER, "state": "closed", "receive_number": 1, "organisation": 99, "id": 7}, status=201
    )

    assert letter["state"] == "arrived"
    assert letter["receive_number"] is None
    assert letter["organisation"]["id"] == malee.organisation_id


def test_top_secret_is_refused_with_a_file_and_kept_without_words(malee: Post) -> None:
    file = Caller(malee).upload("หนังสือ.txt", "ข้อความ".encode())
    body = {**LETTER, "secrecy": "top_secret", "files": [file["id"]]}
    refused = Caller(malee).post(NEW, body, status=422)
    assert refused["source"] == "ข้อ 29"
    assert "files" in refused["errors"]

    kept = Caller(malee).post(NEW, {**LETTER, "secrecy": "top_secret"}, status=201)
    assert kept["subject"] is None
