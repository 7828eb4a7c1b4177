"""A million transitions folded into facts, and what one step more then costs."""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

from tests.bench import world

ROWS, PER_ITEM, FEW, FLOOR, CEILING, TIMES = 1_000_000, 10, 1_000, 20_000, 1.5, 60


def main() -> int:
    """Rows a second of a rebuild, and the ratio of one step's update at a million to that at a thousand."""
    world.begin()
    from tests import factories

    clerk = factories.make_malee(factories.make_school())
    _fill(clerk, 0, FEW)
    small = _one_more(clerk)
    _fill(clerk, FEW, ROWS)
    rate = _rebuild(clerk.organisation_id)
    big = _one_more(clerk)
    world.say(f"- one step's update: {small * 1000:.1f} ms at {FEW} rows, {big * 1000:.1f} ms at {ROWS}")
    holds = world.verdict("rows a second, rebuilt on one core", rate, FLOOR)
    return (
        0
        if world.verdict("one step's update, many / few", big / small, CEILING, at_least=False) and holds
        else 1
    )


WALK = (
    "arrive",
    "check",
    "register",
    "submit",
    "order",
    "distribute",
    "acknowledge",
    "wait",
    "resume",
    "report",
)


def _fill(clerk: Any, first: int, last: int) -> None:
    """Rows in the shape of the log (their hashes are not looked at here)."""
    from django.db import connection

    from workflows.engine.models import ChainHead

    states = "arrived checked registered submitted ordered distributed in_progress waiting_outside in_progress done"
    classes = "draft draft active active active active active paused active done"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO engine_transition (organisation_id, number, process, item, step, source, target, "
            "source_class, state_class, sort, actor_id, speed, due_at, occurred_at, recorded_at, reason_kind, note, "
            "clause, evidence, previous_hash, hash) "
            "SELECT %(office)s, n, 'incoming_letter', 10000000 + (n - 1) / %(per)s, (%(steps)s::text[])[k], "
            "'', (%(states)s::text[])[k], CASE WHEN k = 1 THEN '' ELSE (%(classes)s::text[])[k - 1] END, "
            "(%(classes)s::text[])[k], 'move', %(clerk)s, 'normal', "
            "CASE WHEN k > 2 THEN TIMESTAMPTZ '2025-01-06 09:30+07' + n * interval '10 seconds' END, "
            "TIMESTAMPTZ '2025-01-01 09:00+07' + n * interval '10 seconds', "
            "TIMESTAMPTZ '2025-01-01 09:00+07' + n * interval '10 seconds', '', '', '', '{}', '', '' "
            "FROM (SELECT n, (n - 1) %% %(per)s + 1 AS k FROM generate_series(%(first)s, %(last)s) AS n) AS rows",
            {
                "office": clerk.organisation_id,
                "clerk": clerk.person_id,
                "per": PER_ITEM,
                "steps": list(WALK),
                "states": states.split(),
                "classes": classes.split(),
                "first": _head(clerk) + 1,
                "last": _head(clerk) + last - first,
            },
        )
        cursor.execute("ANALYZE engine_transition")
    number = _head(clerk) + last - first
    ChainHead.objects.update_or_create(organisation_id=clerk.organisation_id, defaults={"number": number})


def _head(clerk: Any) -> int:
    from workflows.engine.models import ChainHead

    head = ChainHead.objects.filter(pk=clerk.organisation_id).first()
    return head.number if head else 0


def _rebuild(organisation_id: int) -> float:
    from kpi.actions.rebuild import rebuild_facts

    begun = time.perf_counter()
    rows = rebuild_facts(organisation_id)
    return rows / (time.perf_counter() - begun)


def _one_more(clerk: Any) -> float:
    """Median seconds in which the facts take in one real step."""
    from tests.letters.telling import arrive, take
    from workflows.engine import subscribers

    reader = subscribers.get("kpi.facts")
    reader.read_on(clerk.organisation_id)
    times = []
    for _ in range(TIMES):
        take(arrive(clerk), clerk, "check")
        reader.read_on(clerk.organisation_id)
        take(arrive(clerk), clerk, "check", "register")
        begun = time.perf_counter()
        reader.read_on(clerk.organisation_id)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
