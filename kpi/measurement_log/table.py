"""The figures as tables, for people."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

RATES = {
    "on_time": "On time",
    "completion": "Done, late or not",
    "success": "Success: on time and right the first time",
    "first_time_right": "Right the first time",
    "on_time_original_due": "On time by the first due time",
    "overdue": "Overdue, of what waits",
}
COUNTS = {
    "not_yet_due": "Not yet due",
    "backlog_start": "Waiting at the start",
    "opened": "Opened",
    "reopened": "Re-opened",
    "done": "Done",
    "cancelled": "Cancelled",
    "voided": "Voided",
    "backlog_end": "Waiting at the end",
    "extended": "Extended",
}
SPREAD = ("n", "median", "90th", "sum")
NO_DATA = "no data"


def print_tables(answer: dict[str, Any], console: Console | None = None) -> None:
    """Print the answer of the command: rates, counts, times by state."""
    console = console or Console(markup=False, highlight=False)
    start, end = (instant[:10] for instant in answer["period"])
    console.print(f"{start} to {end}, as of {answer['as_of'][:16]}", style="bold")
    told = f"{answer['cases']} cases, {answer['events']} events"
    console.print(told + (f", {answer['skipped_rows']} rows skipped" if answer["skipped_rows"] else ""))
    for table in (_rates(answer), _counts(answer), _stays(answer), _running(answer), _cycle(answer)):
        if table.row_count:
            console.print(table)


def _rates(answer: dict[str, Any]) -> Table:
    table = _table("Rates", "n", "of", "%")
    rows = {label: answer[name] for name, label in RATES.items()}
    rows |= {f"On time, {speed}": rate for speed, rate in answer["on_time_by_speed"].items()}
    for label, (numerator, denominator, percent) in rows.items():
        table.add_row(label, str(numerator), str(denominator), percent or NO_DATA)
    return table


def _counts(answer: dict[str, Any]) -> Table:
    table = _table("Counts", "n")
    for name, label in COUNTS.items():
        table.add_row(label, str(answer[name]))
    return table


def _stays(answer: dict[str, Any]) -> Table:
    """Stays that ended, in full length; beside them the minutes and the share within the period."""
    table = _table("Working minutes by state", *SPREAD, "in the period", "share %")
    for state, part in answer["clipped"].items():
        spread = _spread(answer["dwell"][state]) if state in answer["dwell"] else ["0", "", "", ""]
        table.add_row(state, *spread, str(part), answer["share"][state] or NO_DATA)
    return table


def _running(answer: dict[str, Any]) -> Table:
    table = _table("Still there: working minutes so far", *SPREAD)
    for state, spread in answer["running"].items():
        table.add_row(state, *_spread(spread))
    return table


def _cycle(answer: dict[str, Any]) -> Table:
    table = _table("Working minutes from opening to done", *SPREAD)
    table.add_row("items done", *_spread(answer["cycle"]))
    return table


def _spread(spread: dict[str, int | None]) -> list[str]:
    return [NO_DATA if spread[key] is None else str(spread[key]) for key in ("n", "p50", "p90", "total")]


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("", overflow="fold")
    for heading in headings:
        table.add_column(heading, justify="right")
    return table
