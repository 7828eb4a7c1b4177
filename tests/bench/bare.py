"""The inserts and updates of one real request, sent by clients that do nothing else."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, connect

INSERT = re.compile(r'INSERT INTO "?(?P<table>\w+)"? \((?P<columns>[^)]*)\)')
UPDATE = re.compile(r'UPDATE "?(?P<table>\w+)"? SET (?P<columns>.*?) WHERE', re.DOTALL)
#: The head of the chain is moved before the row is written, in place of reading it under a lock.
HEAD = (
    "UPDATE engine_chainhead SET number = number + 1, hash = %s WHERE organisation_id = %s RETURNING number"
)
FAR = 10**9  # items that no real timer knows


@dataclass(frozen=True)
class Write:
    """One recorded statement: its verb and table, and the values by column."""

    verb: str
    table: str
    sql: str
    columns: tuple[str, ...]
    values: tuple[Any, ...]

    def __str__(self) -> str:
        return f"{self.verb} {self.table}"

    def as_it_was(self) -> tuple[str, tuple[Any, ...]]:
        """The statement once more."""
        return self.sql, self.values

    def with_values(self, **changed: Any) -> tuple[str, list[Any]]:
        """The statement with other values; `where` is that of the condition."""
        unknown = set(changed) - set(self.columns)
        if unknown or len(self.values) % len(self.columns):
            raise SystemExit(f"{self}: not understood ({', '.join(unknown)}): {self.sql}")
        columns = self.columns * (len(self.values) // len(self.columns))  # several rows in one statement
        told = zip(columns, self.values, strict=True)
        return self.sql, [changed.get(name, value) for name, value in told]


def recorded(request: Callable[[], object]) -> list[Write]:
    """What the request inserts and updates, in the order in which it does."""
    from django.db import connection

    writes: list[Write] = []

    def keep(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        if found := INSERT.match(sql):
            columns = tuple(re.findall(r"\w+", found["columns"]))
            writes.append(Write("INSERT", found["table"], sql, columns, tuple(values)))
        elif found := UPDATE.match(sql):
            columns = (*re.findall(r'(\w+)"? = %s', found["columns"]), "where")
            writes.append(Write("UPDATE", found["table"], sql, columns, tuple(values)))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(keep):
        request()
    return writes


def client(writes: Sequence[Write]) -> Callable[[int], None]:
    """One connection, and the call that does it all for a letter in one transaction."""
    connection = connect(os.environ["DATABASE_URL"], autocommit=True)
    by_name = {str(write): write for write in writes}
    if len(by_name) != len(writes):
        raise SystemExit(
            f"A table is written twice, which the bare clients don't know: {', '.join(map(str, writes))}"
        )

    def register(pk: int) -> None:
        with connection.transaction():
            _register(connection, by_name, pk)

    return register


def _register(connection: Connection[Any], writes: Mapping[str, Write], pk: int) -> None:
    """Send each write with the keys and numbers of this letter."""

    def send(name: str, **changed: Any) -> Any:
        answer = connection.execute(*writes[name].with_values(**changed))
        return answer.fetchone()[0] if answer.description else None  # type: ignore[index] # one row

    claim = send("INSERT common_doneonce", key=f"bare-{pk}", claim=uuid.uuid4())
    counter = connection.execute(*writes["UPDATE documents_registercounter"].as_it_was()).fetchone()
    number = counter[0]  # type: ignore[index] # one row
    entry = send("INSERT documents_registerentry", number=number)
    send("UPDATE letters_incomingletter", entry_id=entry, receive_number=number, where=pk)
    send("INSERT engine_deadline", item=FAR + pk)
    head = connection.execute(HEAD, writes["UPDATE engine_chainhead"].values[-2:]).fetchone()
    send("INSERT engine_transition", number=head[0])  # type: ignore[index] # one row
    send("UPDATE common_doneonce", where=claim)
