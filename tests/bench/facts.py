"""A million transitions folded into facts, and what one step more then costs.

A rebuild is one process and one backend of the database that wait for each other by turns. So "per core" is rows
for each second of processor time that the two of them took together; the time by the clock is told beside it, and
depends on what else the machine does. One step's update is measured in two offices of one database by turns, one
with a thousand rows and one with a million.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

from eoffice.people.roles import Role
from tests.bench import world

ROWS, PER_ITEM, FEW, FLOOR, CEILING, TIMES = 1_000_000, 10, 1_000, 20_000, 1.5, 60


def main() -> int:
    """Rows a second of a rebuild, and the ratio of one step's update at a million to that at a thousand."""
    world.begin()
    from tests import factories

    small = factories.make_malee(factories.make_school())
    other = factories.make_school(factories.OTHER_SCHOOL)
    big = factories.make_person(other, "prasert", Role.CENTRAL_REGISTRAR)
    _fill(small, FEW)
    _fill(big, ROWS)
    holds = _rebuilt(big.organisation_id)
    _rebuilt(small.organisation_id, quiet=True)
    pairs = [(_one_more(big), _one_more(small)) for _ in range(TIMES)]
    many, few = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    world.say(f"- one step's update: {few:.1f} ms at {FEW} rows, {many:.1f} ms at {ROWS}")
    ratio = statistics.median(one / another for one, another in pairs)
    return (
        0 if world.verdict("one step's update, many / few", ratio, CEILING, at_least=False) and holds else 1
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


def _fill(clerk: Any, rows: int) -> None:
    """Rows in the shape of the log (their hashes are not looked at here)."""
    from workflows.engine.models import ChainHead

    states = "arrived checked registered submitted ordered distributed in_progress waiting_outside in_progress done"
    classes = "draft draft active active active active active paused active done"
    with world.plain_cursor() as cursor:
        cursor.execute(
            "INSERT INTO engine_transition (organisation_id, number, process, item, step, source, target, "
            "source_class, state_class, sort, actor_id, speed, due_at, occurred_at, recorded_at, reason_kind, note, "
            "clause, evidence, previous_hash, hash) "
            "SELECT %(office)s, n, 'incoming_letter', %(away)s + (n - 1) / %(per)s, (%(steps)s::text[])[k], "
            "'', (%(states)s::text[])[k], CASE WHEN k = 1 THEN '' ELSE (%(classes)s::text[])[k - 1] END, "
            "(%(classes)s::text[])[k], 'move', %(clerk)s, 'normal', "
            "CASE WHEN k > 2 THEN TIMESTAMPTZ '2025-01-06 09:30+07' + n * interval '10 seconds' END, "
            "TIMESTAMPTZ '2025-01-01 09:00+07' + n * interval '10 seconds', "
            "TIMESTAMPTZ '2025-01-01 09:00+07' + n * interval '10 seconds', '', '', '', '{}', '', '' "
            "FROM (SELECT n, (n - 1) %% %(per)s + 1 AS k FROM generate_series(1, %(rows)s) AS n) AS rows",
            {
                "office": clerk.organisation_id,
                "clerk": clerk.person_id,
                "per": PER_ITEM,
                "steps": list(WALK),
                "states": states.split(),
                "classes": classes.split(),
                "rows": rows,
                "away": clerk.organisation_id * 10**8,
            },
        )
        cursor.execute("ANALYZE engine_transition")
    ChainHead.objects.update_or_create(organisation_id=clerk.organisation_id, defaults={"number": rows})


def _rebuilt(organisation_id: int, *, quiet: bool = False) -> bool:
    from kpi.actions.rebuild import rebuild_facts

    begun, here, there = time.perf_counter(), time.process_time(), world.seconds_of_the_backend()
    rows = rebuild_facts(organisation_id)
    wall, here, there = (
        time.perf_counter() - begun,
        time.process_time() - here,
        world.seconds_of_the_backend() - there,
    )
    if quiet:
        return True
    world.say(
        f"- {rows} rows in {wall:.0f} s by the clock, {rows / wall:,.0f} a second; processor time {here:.0f} s for "
        f"folding, {there:.0f} s for the database"
    )
    return world.verdict("rows a second per core, rebuilt", rows / (here + there), FLOOR)


def _one_more(clerk: Any) -> float:
    """Seconds in which the facts take in one real step."""
    from tests.letters.telling import arrive, take
    from workflows.engine import subscribers

    reader = subscribers.get("kpi.facts")
    letter = take(arrive(clerk), clerk, "check")
    reader.read_on(clerk.organisation_id)
    take(letter, clerk, "register")
    begun = time.perf_counter()
    reader.read_on(clerk.organisation_id)
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
