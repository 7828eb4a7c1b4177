"""Registering over the API, beside the bare statements it can't do without, by as many clients."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from queue import Empty, Queue
from typing import Any

from tests.bench import world

CLIENTS, NUMBER, FLOOR = 8, 1_200, 0.25


def main() -> int:
    """The ratio of the two rates."""
    world.begin()
    from tests import factories

    clerk = factories.make_malee(factories.make_school())
    token = world.token_of(clerk.person)
    letters = world.checked_letters(clerk, NUMBER)
    with world.web() as web:
        world.Client(web.port, token).post(f"/api/v1/incoming-letters/{letters[0]}/steps/register/", {})
        by_api = _rate(letters[1:], lambda: _api_client(web.port, token))
    bare = _rate(letters, _bare_client)
    world.say(f"- over the API {by_api:.0f}/s, bare {bare:.0f}/s, {CLIENTS} clients, fsync on")
    return 0 if world.verdict("registering over the API / bare statements", by_api / bare, FLOOR) else 1


def _rate(letters: list[int], client: Callable[[], Callable[[int], None]]) -> float:
    waiting: Queue[int] = Queue()
    for pk in letters:
        waiting.put(pk)

    def work() -> None:
        register = client()
        while True:
            try:
                register(waiting.get_nowait())
            except Empty:
                return

    return len(letters) / world.at_once([work] * CLIENTS)


def _api_client(port: int, token: str) -> Callable[[int], None]:
    client = world.Client(port, token)

    def register(pk: int) -> None:
        answer = client.post(f"/api/v1/incoming-letters/{pk}/steps/register/", {}, key=f"r{pk}")
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {answer.body}")

    return register


def _bare_client() -> Callable[[int], None]:
    import psycopg

    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=False)
    statements = _statements(connection)

    def register(pk: int) -> None:
        with connection.transaction():
            for statement, values in statements(pk):
                connection.execute(statement, values)

    return register


def _statements(connection: Any) -> Callable[[int], list[tuple[str, Any]]]:
    """Lock the item; move the counter; insert the row; write the state, the deadlines, the log and its head."""
    entry = _pattern(connection, "documents_registerentry", "TRUE")
    deadline = _pattern(connection, "engine_deadline", "TRUE")
    transition = _pattern(connection, "engine_transition", "step = 'register'")

    def of(pk: int) -> list[tuple[str, Any]]:
        number = pk * CLIENTS + int(time.perf_counter() * 1e6) % 10**9
        return [
            ("SELECT 1 FROM letters_incomingletter WHERE id = %s FOR UPDATE", [pk]),
            ("UPDATE documents_registercounter SET last = last + 1 RETURNING last", None),
            _insert("documents_registerentry", entry | {"number": number % 10**8 + 10**8}),
            ("UPDATE letters_incomingletter SET version = version + 1 WHERE id = %s", [pk]),
            _insert("engine_deadline", deadline | {"item": number, "timer": "due"}),
            _insert("engine_deadline", deadline | {"item": number, "timer": "T-SLA"}),
            ("SELECT number FROM engine_chainhead FOR UPDATE", None),
            _insert("engine_transition", transition | {"number": 10**9 + number}),
            ("UPDATE engine_chainhead SET hash = hash", None),
        ]

    return of


def _pattern(connection: Any, table: str, where: str) -> dict[str, Any]:
    from psycopg.rows import dict_row
    from psycopg.types.json import Jsonb

    with connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {where} LIMIT 1")
        row: dict[str, Any] = cursor.fetchone()
    connection.rollback()
    row.pop("id")
    return {
        name: Jsonb(json.loads(json.dumps(value))) if isinstance(value, dict) else value
        for name, value in row.items()
    }


def _insert(table: str, row: dict[str, Any]) -> tuple[str, list[Any]]:
    columns, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values())


if __name__ == "__main__":
    sys.exit(main())
