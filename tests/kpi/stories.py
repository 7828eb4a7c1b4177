"""The worked examples of the definitions, read from their blocks: the year 2023, with the holidays of E01."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from eoffice.organisations.rules.office_clock import OfficeClock
from kpi.rules.events import KpiEvent, StateClass
from kpi.rules.figures import Tally
from kpi.rules.history import Event, ItemHistory
from kpi.rules.window import Window

BANGKOK = ZoneInfo("Asia/Bangkok")
EXAMPLES = Path(__file__).parent / "examples"


def example(name: str) -> Any:
    """A block of the examples."""
    return yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))


def instant(text: str, *, usual: str = "00:00") -> dt.datetime:
    """ "07-03 09:00" or "07-03" (then at `usual`), of 2023 in Bangkok; in UTC like every stored instant."""
    day, _, time = text.partition(" ")
    day = day if day.count("-") == 2 else f"2023-{day}"
    local = dt.datetime.fromisoformat(f"{day}T{time or usual}").replace(tzinfo=BANGKOK)
    return local.astimezone(dt.UTC)


def due(text: str) -> dt.datetime:
    """A due day ends with the office hours."""
    return instant(text, usual="16:30")


def window(period: list[str], as_of: str) -> Window:
    """A period of an example."""
    return Window(instant(period[0]), instant(period[1]), instant(as_of))


def office() -> OfficeClock:
    """The calendar of E01."""
    return OfficeClock(holidays=frozenset(example("E01")["holidays"]))


def item_of(name: str, told: dict[str, Any]) -> ItemHistory:
    """An item of an example: `{due, ev}`."""
    return ItemHistory.of(name, [_event(row, told["due"]) for row in told["ev"]])


def _event(row: str, first_due: str) -> Event:
    day, time, kind, *rest = row.split()
    asked = rest[0] if rest else first_due if kind == "open" else None
    state_class = StateClass.PAUSED if kind == "pause" else StateClass.ACTIVE
    return Event(
        instant(f"{day} {time}"),
        KpiEvent(kind),
        state=kind,
        state_class=state_class,
        due_at=due(asked) if asked else None,
    )


def visitor(name: str, rows: list[str], paused: list[str]) -> ItemHistory:
    """An item told by the states it entered: "08-03 09:00 registered"."""
    events = []
    for number, row in enumerate(rows):
        day, time, state = row.split()
        if state in paused:
            kind, state_class = KpiEvent.PAUSE, StateClass.PAUSED
        elif state == "done":
            kind, state_class = KpiEvent.DONE, StateClass.DONE
        else:
            kind = KpiEvent.OPEN if number == 0 else KpiEvent.MOVE
            state_class = StateClass.ACTIVE
        events.append(Event(instant(f"{day} {time}"), kind, state, state_class))
    return ItemHistory.of(name, events)


def figures(items: list[ItemHistory], asked: Window) -> dict[str, Any]:
    """The figures of these items by the calendar of E01."""
    tally = Tally(asked)
    for item in items:
        tally.add(item, office())
    return tally.as_json()
