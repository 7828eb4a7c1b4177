"""How fast the facts are: `python -m tests.services python -m tests.kpi.bench_facts [ROWS]`.

Fills an empty database with a log of ROWS transitions, rebuilds the facts from it, and takes single rows into
a small and into a large log. Prints JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eoffice.settings.test")
django.setup()

from django.core.management import call_command  # noqa: E402 -- models need Django first
from django.db import connection  # noqa: E402

from eoffice.organisations.models import Organisation  # noqa: E402
from kpi.actions.rebuild import FACTS, rebuild_facts  # noqa: E402
from kpi.models import ItemFact  # noqa: E402
from kpi.queries.measuring import Measured, Scope  # noqa: E402
from kpi.rules.window import Window  # noqa: E402
from tests.factories import make_school  # noqa: E402
from workflows.engine import subscribers  # noqa: E402
from workflows.engine.models import ChainHead, SubscriberCursor, Transition  # noqa: E402

BEGIN = dt.datetime(2026, 10, 1, 2, tzinfo=dt.UTC)
#: Step, state, class: eight rows make a letter.
LIFE = [
    ("arrive", "arrived", "draft"),
    ("check", "checked", "draft"),
    ("register", "registered", "active"),
    ("submit", "submitted", "active"),
    ("order", "ordered", "active"),
    ("distribute", "distributed", "active"),
    ("acknowledge", "in_progress", "active"),
    ("report", "done", "done"),
]
SMALL = 1_000
ROUNDS = 300


def rows_of(school: Organisation, rows: int, *, first: int) -> Iterator[Transition]:
    """Letters whose steps lie among those of a hundred others, as in an office."""
    chance = random.Random(1)
    for number in range(rows):
        block, place = divmod(number, len(LIFE) * 100)
        step, letter = divmod(place, 100)
        name, state, kind = LIFE[step]
        at = BEGIN + dt.timedelta(minutes=block * 40 + place / 100 + chance.random())
        yield Transition(
            organisation=school,
            number=first + number,
            process="incoming_letter",
            item=block * 100 + letter + first,
            step=name,
            source=LIFE[step - 1][1] if step else "",
            target=state,
            source_class=LIFE[step - 1][2] if step else "",
            state_class=kind,
            sort="move",
            speed="normal",
            due_at=at + dt.timedelta(days=5),
            occurred_at=at,
            recorded_at=at,
            hash="0" * 64,
            previous_hash="0" * 64,
        )


def fill(school: Organisation, rows: int, *, first: int = 1) -> None:
    """Write the log past the engine, and say that it ends there."""
    made = rows_of(school, rows, first=first)
    while batch := list(islice(made, 5_000)):
        Transition.objects.bulk_create(batch)
    ChainHead.objects.update_or_create(organisation=school, defaults={"number": first + rows - 1})


def one_by_one(school: Organisation) -> float:
    """Median milliseconds for one row more, read by the subscriber."""
    head = ChainHead.objects.get(organisation=school).number
    spent = []
    for extra in range(ROUNDS):
        row = next(rows_of(school, 1, first=head + 1 + extra))
        row.step, row.target, row.state_class = "register", "registered", "active"
        Transition.objects.bulk_create([row])
        ChainHead.objects.filter(organisation=school).update(number=row.number)
        begun = time.perf_counter()
        assert subscribers.get(FACTS).read_on(school.pk) == 1
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent) * 1000


def main(rows: int) -> dict[str, object]:
    """All of it, on the database of the environment."""
    call_command("migrate", verbosity=0)
    small, large = make_school("โรงเรียนเล็ก", code="1"), make_school("โรงเรียนใหญ่", code="2")
    fill(small, SMALL, first=50_000_000)
    fill(large, rows)
    rebuild_facts(small.pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    begun, processor = time.perf_counter(), time.process_time()
    rebuild_facts(large.pk)
    elapsed, own = time.perf_counter() - begun, time.process_time() - processor
    year = Window(BEGIN, BEGIN + dt.timedelta(days=10), BEGIN + dt.timedelta(days=10))
    begun_measuring = time.perf_counter()
    measured = Measured(Scope(large.pk, "incoming_letter"), [year])
    figures = measured.tally(year).as_json()
    measuring = time.perf_counter() - begun_measuring
    return {
        "database": connection.vendor,
        "rows": rows,
        "facts": ItemFact.objects.filter(organisation=large).count(),
        "rebuild_seconds": round(elapsed, 1),
        "rebuild_seconds_of_python": round(own, 1),
        "rows_per_second": round(rows / elapsed),
        "one_row_ms_small": round(one_by_one(small), 2),
        "one_row_ms_large": round(one_by_one(large), 2),
        "ten_days_seconds": round(measuring, 2),
        "ten_days_opened": figures["opened"],
        "cursor": SubscriberCursor.objects.get(subscriber=FACTS, organisation=large).number,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000), indent=2) + "\n")
