"""A letter from the counter to the file, by the API alone, as API.md tells it."""

from __future__ import annotations

import itertools
from typing import Any

from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from tests.api.caller import Caller
from tests.factories import make_person, make_unit

LETTER = {
    "sender": "สพม.ตัวอย่าง",
    "reference": "ศธ 04346/1234",
    "dated_on": "2026-06-01",
    "subject": "ขอเชิญประชุมผู้บริหารสถานศึกษา",
    "channel": "post",
}


def test_a_letter_goes_from_arrival_to_the_file(school: Organisation, malee: Post, somchai: Post) -> None:
    unit = make_unit(school)
    teachers = [make_person(school, f"teacher{n}", name=("นาย", f"ครู{n}", "ดี"), unit=unit) for n in (1, 2)]
    clerk, director = Caller(malee), Caller(somchai)

    letter = clerk.post("incoming-letters/", LETTER, status=201)
    assert (letter["state"], letter["state_class"]) == ("arrived", "draft")
    assert letter["holder"]["role"] == "central_registrar"
    one = f"incoming-letters/{letter['id']}/"

    assert clerk.post(f"{one}steps/check/", {})["state"] == "checked"
    registered = clerk.post(f"{one}steps/register/", {})
    assert isinstance(registered["receive_number"], int)
    assert registered["receive_year"] > 2560
    assert registered["state_class"] == "active"
    assert registered["due_at"] is not None
    assert clerk.post(f"{one}steps/submit/", {})["holder"]["role"] == "director"

    ids = [Caller(teacher).get("me/")["id"] for teacher in teachers]
    order = {
        "text": "มอบดำเนินการ",
        "assignees": [
            {"person": ids[0], "role": "lead", "due_at": "2026-12-31"},
            {"person": ids[1], "role": "cc"},
        ],
    }
    ordered = director.post(f"{one}steps/order/", order)
    assert ordered["state"] == "ordered"
    assert [(row["person"], row["role"]) for row in ordered["assignments"]] == [
        (ids[0], "lead"),
        (ids[1], "cc"),
    ]
    assert clerk.post(f"{one}steps/distribute/", {})["state"] == "distributed"

    _answer(Caller(teachers[0]), ordered["assignments"][0]["id"])
    Caller(teachers[1]).post(f"assignments/{ordered['assignments'][1]['id']}/steps/acknowledge/", {})
    done = clerk.get(one)
    assert (done["state"], done["state_class"]) == ("done", "done")

    closed = clerk.post(f"{one}steps/close/", {"file_code": "ศธ 01", "retention_class": "normal_10y"})
    assert closed["state"] == "closed"
    assert closed["retention_class"] == "normal_10y"
    _the_log_tells_it(clerk, one)


def _answer(teacher: Caller, assignment: int) -> None:
    mine = teacher.get("assignments/", state="assigned", person=teacher.get("me/")["id"])["results"]
    assert [row["id"] for row in mine] == [assignment]
    taken = teacher.post(f"assignments/{assignment}/steps/acknowledge/", {})
    assert taken["state"] == "in_progress"
    reported = teacher.post(f"assignments/{assignment}/steps/report/", {"text": "ดำเนินการแล้ว", "files": []})
    assert reported["state"] == "done"
    assert reported["result"] == "ดำเนินการแล้ว"


def _the_log_tells_it(clerk: Caller, one: str) -> None:
    page: dict[str, Any] = clerk.get(f"{one}transitions/")
    rows = page["results"]
    assert page["next"] is None
    assert [row["step"] for row in rows] == [
        "arrive",
        "check",
        "register",
        "submit",
        "order",
        "distribute",
        "acknowledge",
        "report",
        "close",
    ]
    assert rows[0]["source"] is None
    assert all(later["source"] == sooner["target"] for sooner, later in itertools.pairwise(rows))
    assert set(rows[0]) == {
        *("number", "process", "item", "step", "source", "target", "state_class", "actor", "on_behalf_of"),
        *("unit", "occurred_at", "recorded_at", "working_minutes", "reason_kind", "note", "clause"),
        *("hash", "previous_hash"),
    }
