"""`eoffice kpi measure`: the figures of a log, as JSON or as tables (kpi-log.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from eoffice.organisations.rules.office_clock import OfficeClock
from kpi.measurement_log.csv_rows import csv_rows
from kpi.measurement_log.options import Options, read_options
from kpi.measurement_log.parsing import Parser
from kpi.measurement_log.reading import ReadLog, read_log
from kpi.measurement_log.rows import BadRow
from kpi.measurement_log.source import LogRefused, kind_of, opened
from kpi.measurement_log.table import print_tables
from kpi.measurement_log.xes_rows import xes_rows
from kpi.rules.figures import Tally

REFUSED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Measure a log. Answers the exit code: 0, or 2 where the log or a row of it can't be read."""
    options = read_options(argv)
    try:
        office = options.office()
    except (OSError, ValueError) as error:
        return _refuse(f"{options.holidays}: {error}")
    try:
        log = _read(options)
    except LogRefused as error:
        return _refuse(f"{options.log}: {error}")
    answer = _measure(log, options, office)
    _tell(log.bad, options)
    if log.bad and not options.skip_bad_rows:
        return _refuse(f"{len(log.bad)} rows can't be read; --skip-bad-rows measures without them")
    _show(answer, options)
    return 0


def _read(options: Options) -> ReadLog:
    parser = Parser(options.timezone, options.closes)
    kind = kind_of(options.log)
    with opened(options.log) as text:
        if kind == "csv":
            source = csv_rows(text, options.columns, needs_process=bool(options.process))
        elif options.process:
            raise LogRefused("XES has no column process")
        else:
            source = xes_rows(text)
        return read_log(source, parser, process=options.process)


def _measure(log: ReadLog, options: Options, office: OfficeClock) -> dict[str, Any]:
    window = options.window()
    tally = Tally(window)
    cases = 0
    for item in log.histories(options.paused):
        cases += bool(item.events)
        tally.add(item, office)
    local = [instant.astimezone(options.timezone).isoformat() for instant in (window.start, window.end)]
    return {
        "period": local,
        "as_of": window.as_of.astimezone(options.timezone).isoformat(),
        "cases": cases,
        "events": log.rows,
        "skipped_rows": len(log.bad),
        **tally.as_json(),
    }


def _tell(bad: list[BadRow], options: Options) -> None:
    for row in sorted(bad):
        sys.stderr.write(f"{options.log}:{row.line}: {row.reason}\n")


def _refuse(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return REFUSED


def _show(answer: dict[str, Any], options: Options) -> None:
    if options.json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    else:
        print_tables(answer)
