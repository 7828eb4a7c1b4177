"""The log that leaves the house measures the same as the figures that stay in it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from eoffice.common import clock
from eoffice.people.models import AuditEvent, Post
from kpi.measurement_log.command import main
from kpi.queries.measuring import Measured, Scope
from kpi.queries.question import read_question
from tests.api.caller import Caller
from tests.kpi.lives import DAY, MONDAY, read_log, registered, reported, walk

OWN_TO_FILES = {"period", "as_of", "cases", "events", "skipped_rows"}


def _export(post: Post, **query: str) -> str:
    caller = Caller(post)
    response = caller.client.get("/api/v1/kpi/event-log/", query, headers=caller.headers)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined] # of a streaming answer


@pytest.mark.parametrize("process", ["incoming_letter", "assignment"])
@pytest.mark.parametrize("seed", [21, 22, 23])
def test_an_exported_log_gives_the_same_figures(
    seed: int, process: str, malee: Post, somchai: Post, wipha: Post,
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    walk(seed, malee, somchai, wipha)
    log, as_of = tmp_path / "log.csv", MONDAY + 20 * DAY
    with clock.at(MONDAY + 90 * DAY):
        log.write_text(_export(somchai, process=process), "utf-8")
        told = {"process": process, "period": "2026-11-20:2026-12-11", "as_of": as_of.isoformat()}
        question = read_question(told, somchai)
    ours = Measured(Scope(malee.organisation_id, process), [question.window]).tally(question.window).as_json()

    days = ["--period", "2026-11-20:2026-12-11", "--as-of", as_of.isoformat()]
    assert main([str(log), *days, "--json"]) == 0, capsys.readouterr().err

    found = json.loads(capsys.readouterr().out)
    assert {name: value for name, value in found.items() if name not in OWN_TO_FILES} == ours
    assert found["cases"] > 0


def test_the_files_hold_ids_and_times_and_no_words(malee: Post, somchai: Post, wipha: Post) -> None:
    reported(malee, somchai, wipha, subject="เรื่องที่ไม่ควรออกไป")
    read_log(malee)
    with clock.at(MONDAY + 30 * DAY):
        files = {kind: _export(somchai, format=kind) for kind in ("csv", "xes", "ocel")}

    assert files["csv"].splitlines()[0].startswith("case_id,at,event,state,due_at")
    assert files["xes"].count("<trace>") == 1
    assert {event["type"] for event in json.loads(files["ocel"])["events"]} >= {"open", "move", "done"}
    for text in files.values():
        assert "เรื่อง" not in text
        assert "malee" not in text
    assert AuditEvent.objects.filter(action="event_log_exported").count() == 3


def test_only_items_of_the_days_asked_for(malee: Post, somchai: Post) -> None:
    registered(malee, subject="หนึ่ง")
    registered(malee, subject="สอง", begin=MONDAY + 3 * DAY)
    read_log(malee)
    with clock.at(MONDAY + 30 * DAY):
        assert len(_export(somchai).splitlines()) == 3
        assert len(_export(somchai, **{"from": "2026-11-25"}).splitlines()) == 2
        assert len(_export(somchai, to="2026-11-25").splitlines()) == 2
        assert len(_export(somchai, to="2026-11-01").splitlines()) == 1


@pytest.mark.parametrize(("name", "value"), [("format", "pdf"), ("from", "yesterday"), ("process", "x")])
def test_what_cannot_be_asked_is_told(name: str, value: str, somchai: Post) -> None:
    assert list(Caller(somchai).get("kpi/event-log/", status=422, **{name: value})["errors"]) == [name]


def test_instants_keep_their_microseconds(malee: Post, somchai: Post) -> None:
    registered(malee, begin=MONDAY + dt.timedelta(microseconds=1))
    read_log(malee)

    assert "2026-11-23T09:00:00.000001+07:00" in _export(somchai)
