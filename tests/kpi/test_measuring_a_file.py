"""`eoffice kpi measure` over files: the worked examples, other people's logs, and files that are broken."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eoffice.common import clock
from kpi.measurement_log.command import main
from tests.kpi.stories import due, example, instant

HEADER = "case_id,at,event,state,due_at,reason,speed,recorded_at,process\n"
KEYS = (
    "period as_of cases events skipped_rows on_time completion success first_time_right "
    "on_time_original_due not_yet_due opened done reopened cancelled voided extended backlog_start "
    "backlog_end overdue on_time_by_speed dwell running clipped share cycle"
)
QUARTER = ["--period", "2023-07-01:2023-10-01"]


@pytest.fixture
def holidays(tmp_path: Path) -> Path:
    days = tmp_path / "holidays.txt"
    days.write_text("# E01\n" + "".join(f"{day}  # off\n" for day in example("E01")["holidays"]), "utf-8")
    return days


def _log(tmp_path: Path, text: str, name: str = "log.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def _measure(capsys: pytest.CaptureFixture[str], log: Path, *argv: str) -> dict[str, Any]:
    assert main([str(log), *QUARTER, "--json", *argv]) == 0, capsys.readouterr().err
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def _refused(capsys: pytest.CaptureFixture[str], log: Path, *argv: str) -> str:
    assert main([str(log), *QUARTER, "--json", *argv]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    return told.err


def _rows_of(items: dict[str, Any]) -> str:
    rows = []
    for name, item in items.items():
        for told in item["ev"]:
            day, time, kind, *rest = told.split()
            asked = rest[0] if rest else item["due"] if kind == "open" else ""
            rows.append(f"{name},2023-{day}T{time},{kind},,{asked and f'2023-{asked}'},,,,\n")
    return HEADER + "".join(rows)


@pytest.mark.parametrize("name", ["E02", "E03", "E04", "E05"])
def test_the_examples_come_out_of_a_file(
    name: str, tmp_path: Path, holidays: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = _log(tmp_path, _rows_of(example(name)["items"]), "log.csv.gz")
    for expected in example(name)["expect"]:
        as_of = expected.pop("as_of")

        found = _measure(capsys, log, "--as-of", f"2023-{as_of}", "--holidays", str(holidays))

        assert {key: found[key] for key in expected} == expected


def test_the_answer_has_the_keys_of_the_page_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _measure(capsys, _log(tmp_path, _rows_of(example("E04")["items"])))

    assert " ".join(found) == KEYS
    assert found["period"] == ["2023-07-01T00:00:00+07:00", "2023-10-01T00:00:00+07:00"]
    assert found["as_of"] == "2023-10-01T00:00:00+07:00"
    assert (found["cases"], found["events"]) == (7, 14)


def test_dwell_times_of_a_plain_activity_log(
    tmp_path: Path, holidays: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """E06, in a file without events: y has no end yet, so a later row of it is past `as_of`."""
    told = example("E06")
    rows = [
        f"{name},2023-{row.split()[0]} {row.split()[1]},{row.split()[2]}\n"
        for name, visits in told["visits"].items()
        for row in visits
    ]
    log = _log(tmp_path, "Case,When,What\n" + "".join(reversed(rows)) + "y,2023-12-01,done\n")
    named = ["--case", "Case", "--time", "When", "--activity", "What", "--paused", "paused,elsewhere"]
    told_time = ["--as-of", "2023-08-08", "--holidays", str(holidays), "--period", "2023-08-01:2023-09-01"]

    found = _measure(capsys, log, *named, *told_time)

    assert {state: spread["p50"] for state, spread in found["dwell"].items()} == told["expect"]["p50"]
    assert found["dwell"]["assigned"] == {"n": 4, "p50": 390, "p90": 480, "total": 1335}
    assert found["running"] == {"director": {"n": 1, "p50": 990, "p90": 990, "total": 990}}
    assert found["clipped"] == told["expect"]["clipped"]
    assert found["share"] == told["expect"]["share"]
    assert found["cycle"] == {"n": 2, "p50": 420, "p90": 990, "total": 1410}


def test_a_single_row_opens_and_ends_its_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _measure(capsys, _log(tmp_path, "case_id,at,state\nx,2023-07-03T09:00,stamp\n"))

    assert (found["cases"], found["events"], found["opened"], found["done"]) == (1, 1, 1, 1)
    assert found["dwell"] == {"stamp": {"n": 1, "p50": 0, "p90": 0, "total": 0}}
    assert found["share"] == {"stamp": None}


def test_xes_is_a_plain_activity_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def event(name: str, at: str) -> str:
        nested = '<string key="note" value="n"><string key="concept:name" value="not me"/></string>'
        told = f'<string key="concept:name" value="{name}"/><date key="time:timestamp" value="{at}"/>'
        return f"<event>{nested}{told}</event>"

    events = event("มอบหมาย", "2023-07-03T10:00:00Z") + event("ลงรับ", "2023-07-03T09:00:00+07:00")
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><log xmlns="http://www.xes-standard.org/">'
        '<global scope="event"><string key="concept:name" value="name"/></global>'
        f'<trace><string key="concept:name" value="c1"/>{events}</trace></log>'
    )

    found = _measure(capsys, _log(tmp_path, text, "log.xes.gz"))

    # 10:00 UTC is 17:00 in Bangkok, after hours: from 9:00 to 16:30 are 450 minutes.
    assert found["dwell"] == {"ลงรับ": {"n": 1, "p50": 450, "p90": 450, "total": 450}}
    assert (found["cases"], found["events"], found["done"]) == (1, 2, 1)


def test_time_zones_decide_which_row_is_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "a,2023-07-03T11:00+07:00,done,,,,,,\na,2023-07-03T03:00Z,open,,2023-07-03,,,,\n"

    found = _measure(capsys, _log(tmp_path, HEADER + rows))

    assert found["on_time"] == [1, 1, "100.00"]
    assert found["cycle"]["total"] == 60


def test_speed_counts_as_it_stood_before_the_due_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "a,2023-07-03T09:00,open,,2023-07-05,,normal,,\n"
        "a,2023-07-04T09:00,move,,,,urgent,,\n"
        "a,2023-07-06T09:00,move,,,,most_urgent,,\n"
        "b,2023-07-03T09:00,open,,2023-07-05,,,,\n"
        "b,2023-07-03T10:00,done,,,,,,\n"
    )

    found = _measure(capsys, _log(tmp_path, HEADER + rows))

    assert found["on_time_by_speed"] == {"urgent": [0, 1, "0.00"], "normal": [1, 1, "100.00"]}


def test_a_new_instruction_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (
        "a,2023-07-03T09:00,open,r,2023-07-10,,,,\n"
        "a,2023-07-03T10:00,return,,,new_instruction,,,\n"
        "a,2023-07-04T10:00,done,,,,,,\n"
        "a,2023-07-05T10:00,reopen,,,new_instruction,,,\n"
        "a,2023-07-06T10:00,done,,,,,,\n"
    )

    found = _measure(capsys, _log(tmp_path, HEADER + rows))

    assert found["success"] == found["first_time_right"] == [1, 1, "100.00"]
    assert found["reopened"] == 1


def test_an_extension_recorded_too_late_does_not_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "a,2023-07-03T09:00,open,,2023-07-05,,,,\n"
        "a,2023-07-04T09:00,extend,,2023-07-20,,,2023-07-06T09:00,\n"
        "a,2023-07-10T09:00,done,,,,,,\n"
    )

    found = _measure(capsys, _log(tmp_path, HEADER + rows))

    assert found["on_time"] == [0, 1, "0.00"]
    assert found["extended"] == 0


def test_one_process_of_several(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (
        "1,2023-07-03T09:00,open,,,,,,letters\n"
        "1,2023-07-03T09:00,open,,,,,,memos\n"
        "1,2023-07-04T09:00,done,,,,,,memos\n"
    )
    log = _log(tmp_path, HEADER + rows)

    assert _measure(capsys, log)["cases"] == 2
    assert _measure(capsys, log, "--process", "memos")["backlog_end"] == 0
    assert _measure(capsys, log, "--process", "letters")["backlog_end"] == 1
    assert "process" in _refused(capsys, _log(tmp_path, "case_id,at,event\n"), "--process", "memos")


BAD = [
    ("a,not a time,open,,,,,,", "bad time in at"),
    ("a,,open,,,,,,", "no time in at"),
    ("a,2566-07-03T09:00,open,,,,,,", "Buddhist"),
    ("a,0001-01-01T00:00+07:00,open,,,,,,", "bad time"),
    ("a,2023-02-31T09:00,open,,,,,,", "bad time"),
    ("a,2023-07-03T09:00,begin,,,,,,", "unknown event 'begin'"),
    ("a,2023-07-03T09:00,none,,,,,,", "unknown event 'none'"),
    ("a,2023-07-03T09:00,,,,,,,", "no event"),
    (",2023-07-03T09:00,open,,,,,,", "empty case"),
    ("a,2023-07-03T09:00,done,,,,,,", "done before open"),
    ("a,2023-07-03T09:00,move,,,,,,", "move before open"),
    ("b,2023-07-04T09:00,open,,,,,,", "a second open"),
    ("b,2023-07-04T09:00,reopen,,,,,,", "reopen of an item that is not done"),
    ("b,2023-07-04T09:00,extend,,,,,,", "extend without due_at"),
    ("b,2023-07-04T09:00,return,,,clumsy,,,", "unknown reason"),
    ("b,2023-07-04T09:00,move,,,,fast,,", "unknown speed"),
    ("c,2023-07-05T09:00,move,,,,,,", "move after done"),
    ("c,2023-07-05T09:00,cancel,,,,,,", "cancel after done"),
    ("d,2023-07-05T09:00,void,,,,,,", "void after cancel"),
    ("b,2023-07-04T09:00,move,,,,,,,,", "11 cells under a header of 9"),
    ('b,2023-07-04T09:00,"mo"ve,,,,,,', "expected after"),
]
GOOD = (
    "b,2023-07-03T09:00,open,,,,,,\n"
    "c,2023-07-03T09:00,open,,,,,,\nc,2023-07-04T09:00,done,,,,,,\n"
    "d,2023-07-03T09:00,open,,,,,,\nd,2023-07-04T09:00,cancel,,,,,,\n"
)


@pytest.mark.parametrize(("row", "reason"), BAD)
def test_a_bad_row_is_told_with_its_line(
    row: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = _log(tmp_path, HEADER + GOOD + row + "\n")

    told = _refused(capsys, log)
    assert f"{log}:7: " in told
    assert reason in told

    found = _measure(capsys, log, "--skip-bad-rows")
    assert (found["skipped_rows"], found["cases"], found["events"]) == (1, 3, 5)


def test_lines_are_counted_through_cells_of_several_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = _log(tmp_path, HEADER + '\n"a\nb",2023-07-03T09:00,open,,,,,,\nx,y,open,,,,,,\n')

    assert f"{log}:5: bad time" in _refused(capsys, log)


WHOLE = [
    ("log.csv", b"", "empty"),
    ("log.csv", b"case_id,when,event\n", "a needed column is missing: at"),
    ("log.csv", b"case_id,at\n", "event or state"),
    ("log.csv", HEADER.encode() + "ก,2023-07-03T09:00,open,,,,,,\n".encode("tis-620"), "UTF-8"),
    ("log.csv", HEADER.encode() + b"a\0,2023-07-03T09:00,open,,,,,,\n", "NUL"),
    ("log.csv", HEADER.encode("utf-16"), "UTF-8"),
    ("log.csv.gz", HEADER.encode(), "gzip"),
    ("log.csv.gz", gzip.compress(HEADER.encode() + GOOD.encode())[:-12], "gzip"),
    ("log.xes", b"", "no XES log"),
    ("log.xes", b"<log><trace>", "XML"),
    ("log.xes", b"<html></html>", "no XES log"),
    ("log.xes", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><log>&a;</log>', "not accepted"),
    ("log.xes", "<log>ก</log>".encode("tis-620"), "UTF-8"),
    ("log.xlsx", b"PK", "ends in .csv"),
]


@pytest.mark.parametrize(("name", "content", "reason"), WHOLE)
@pytest.mark.parametrize("more", [[], ["--skip-bad-rows"]])
def test_a_broken_file_is_refused_whole(
    name: str,
    content: bytes,
    reason: str,
    more: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = tmp_path / name
    log.write_bytes(content)

    assert reason in _refused(capsys, log, *more)


def test_a_missing_file_and_a_bad_holiday_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "No such file" in _refused(capsys, tmp_path / "gone.csv")

    days = tmp_path / "days.txt"
    days.write_text("2023-07-28\n28/07/2566\n", "utf-8")
    assert "line 2" in _refused(capsys, _log(tmp_path, HEADER), "--holidays", str(days))


@pytest.mark.parametrize(
    "argv", [["--period", "2023"], ["--period", "2023-10-01:2023-07-01"], ["--office-hours", "9-5"]]
)
def test_arguments_that_make_no_sense_end_with_2(argv: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(_log(tmp_path, HEADER)), *QUARTER, *argv])
    assert ended.value.code == 2


def test_no_data_is_never_a_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = _log(tmp_path, "\ufeff" + HEADER)

    assert _measure(capsys, log)["on_time"] == [0, 0, None]
    assert main([str(log), *QUARTER]) == 0
    assert "no data" in capsys.readouterr().out


def test_own_hours_and_zone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A due day ends when this office closes, in its own zone."""
    rows = "a,2023-07-03T08:00,open,,2023-07-03,,,,\na,2023-07-03T17:00,done,,,,,,\n"
    log = _log(tmp_path, HEADER + rows)
    own = ["--office-hours", "08:00-12:00,13:00-17:00", "--timezone", "Europe/Amsterdam"]

    assert _measure(capsys, log)["on_time"] == [0, 1, "0.00"]
    found = _measure(capsys, log, *own)
    assert found["on_time"] == [1, 1, "100.00"]
    assert found["cycle"]["total"] == 480
    assert found["as_of"] == "2023-10-01T00:00:00+02:00"


def test_without_as_of_nothing_after_now_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = _log(tmp_path, _rows_of(example("E02")["items"]))
    with clock.at(instant("09-15")):
        assert _measure(capsys, log)["on_time"] == [1, 3, "33.33"]
    with clock.at(due("12-01")):
        assert _measure(capsys, log)["on_time"] == [2, 5, "40.00"]
