"""In which order a step is refused, and how each refusal looks."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from eoffice.people.models import AuditEvent, Post
from tests.api.caller import Caller
from tests.letters.telling import arrive, take
from workflows.engine.models import Transition

PROBLEM = {"type", "title", "status", "detail", "code", "source", "errors"}


def _step(letter: Any, name: str) -> str:
    return f"incoming-letters/{letter.pk}/steps/{name}/"


def test_first_it_must_be_seen(malee: Post, pricha: Post, wipha: Post) -> None:
    letter = arrive(malee)

    for stranger in (pricha, wipha):
        told = Caller(stranger).post(_step(letter, "close"), {"nonsense": 1}, status=404)
        assert told["code"] == "not_found"
        Caller(stranger).get(f"incoming-letters/{letter.pk}/", status=404)
        Caller(stranger).get(f"incoming-letters/{letter.pk}/transitions/", status=404)
        assert Caller(stranger).get("incoming-letters/", count="true")["count"] == 0


def test_then_the_role_is_asked_before_state_and_inputs(malee: Post, somchai: Post) -> None:
    letter = arrive(malee)

    told = Caller(somchai).post(_step(letter, "register"), {"subject": 12}, status=403)

    assert set(told) == PROBLEM
    assert told["code"] == "not_allowed"
    assert told["source"] == "ข้อ 37-38"
    assert AuditEvent.objects.filter(action="refused", actor=somchai.person).exists()


def test_then_the_state_before_the_inputs(malee: Post) -> None:
    letter = arrive(malee)

    told = Caller(malee).post(_step(letter, "close"), {"file_code": ["?"]}, status=409)

    assert told["code"] == "transition_refused"
    assert told["errors"] == {}


def test_last_the_inputs_each_field_by_name(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    order = {"text": "", "assignees": [{"role": "lead"}, {"person": 99999, "role": "boss"}]}

    told = Caller(somchai).post(_step(letter, "order"), order, status=422)

    assert told["code"] == "invalid"
    assert {"text", "assignees[1].person", "assignees[1].role"} <= set(told["errors"])
    assert Transition.objects.of("incoming_letter", letter.pk).last().step == "submit"  # type: ignore[union-attr]


def test_a_step_of_the_system_is_nobodys_and_one_that_is_none_is_not_there(malee: Post) -> None:
    letter = arrive(malee)

    assert Caller(malee).post(_step(letter, "acknowledge"), status=403)["code"] == "not_allowed"
    assert Caller(malee).post(_step(letter, "arrive"), status=409)["code"] == "transition_refused"
    assert Caller(malee).post(_step(letter, "fly"), status=404)["code"] == "not_found"


@pytest.mark.parametrize("number", ["0", "99999999", "9" * 18, "9" * 30, "-1", "x"])
def test_what_is_not_there_is_404(malee: Post, number: str) -> None:
    Caller(malee).get(f"incoming-letters/{number}/", status=404)


def test_whoever_asks_for_a_hidden_item_by_its_id_leaves_a_trace(malee: Post, wipha: Post) -> None:
    letter = arrive(malee)

    Caller(wipha).get(f"incoming-letters/{letter.pk}/", status=404)

    noted = AuditEvent.objects.get(action="refused")
    assert (noted.actor, noted.subject) == (wipha.person, f"incoming_letter:{letter.pk}")


def test_methods_paths_and_types_that_are_not_there_are_problems_too(malee: Post) -> None:
    caller = Caller(malee)

    assert caller.send("PUT", "incoming-letters/", status=405)["code"] == "method_not_allowed"
    assert caller.send("POST", "assignments/", status=405)["code"] == "method_not_allowed"
    assert caller.get("no-such-thing/", status=404)["code"] == "not_found"
    wrong_type = caller.client.post("/api/v1/incoming-letters/", "a=b", "text/plain", headers=caller.headers)
    assert wrong_type.status_code == 415
    assert wrong_type["Content-Type"] == "application/problem+json"
    wanted = caller.client.get(
        "/api/v1/incoming-letters/", headers={**caller.headers, "Accept": "application/pdf"}
    )
    assert wanted.status_code == 406
    assert wanted.json()["code"] == "not_acceptable"


def test_nobody_is_served_without_logging_in() -> None:
    for path in ("incoming-letters/", "assignments/", "transitions/", "work/", "people/", "search/?q=x"):
        assert Caller().get(path, status=401)["code"] == "not_authenticated"


def test_the_whole_log_is_for_administrators_and_auditors(
    malee: Post, sysadmin: Post, auditor: Post, pricha: Post
) -> None:
    letter = take(arrive(malee), malee, "check", "register")

    assert Caller(malee).get("transitions/", status=403)["code"] == "not_allowed"
    for reader in (sysadmin, auditor):
        rows = Caller(reader).get("transitions/")["results"]
        assert [row["number"] for row in rows] == [1, 2, 3]
        after = Caller(reader).get("transitions/", after=2, process="incoming_letter", item=letter.pk)
        assert [row["step"] for row in after["results"]] == ["register"]
        assert all(later["previous_hash"] == sooner["hash"] for sooner, later in itertools.pairwise(rows))


def test_the_administrator_of_the_system_reads_no_letters(malee: Post, sysadmin: Post) -> None:
    letter = arrive(malee)

    Caller(sysadmin).get(f"incoming-letters/{letter.pk}/", status=404)
    assert Caller(sysadmin).get("incoming-letters/")["results"] == []


def test_a_tag_that_has_passed_is_stale_but_the_role_is_asked_first(malee: Post, somchai: Post) -> None:
    letter = arrive(malee)
    tag = Caller(malee).get(f"incoming-letters/{letter.pk}/")["etag"]
    take(letter, malee, "check")

    told = Caller(malee).post(_step(letter, "register"), headers={"If-Match": tag}, status=409)
    assert told["code"] == "stale"
    Caller(somchai).post(_step(letter, "register"), headers={"If-Match": tag}, status=403)
    fresh = Caller(malee).client.get(f"/api/v1/incoming-letters/{letter.pk}/", headers=Caller(malee).headers)[
        "ETag"
    ]
    Caller(malee).post(_step(letter, "register"), headers={"If-Match": f'"other", {fresh}'})


def test_a_missing_last_stroke_is_forgiven_to_readers_alone(malee: Post) -> None:
    caller = Caller(malee)

    led = caller.client.get("/api/docs", headers=caller.headers)
    assert (led.status_code, led["Location"]) == (302, "/api/docs/")
    assert caller.send("POST", "incoming-letters", status=404)["code"] == "not_found"
    assert caller.get("/api/", status=404)["code"] == "not_found"


def test_a_fault_of_ours_is_told_without_its_trace(malee: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_more: Any) -> Any:
        raise RuntimeError("secret words of a trace")

    monkeypatch.setattr("workflows.engine.api.views.perform", broken)
    caller = Caller(malee)
    caller.client.raise_request_exception = False

    for key in (None, "k"):
        told = caller.raw_post(_step(arrive(malee), "check"), key=key)
        assert (told.status_code, told["Content-Type"]) == (500, "application/problem+json")
        assert told.json()["code"] == "fault"
        assert "trace" not in told.content.decode()
