"""Database triggers that keep rows from being changed or removed, on SQLite and PostgreSQL alike.

The application refuses such changes too; a trigger also stops whoever comes past it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Guard:
    """What a table never allows: `frozen` columns (empty: none may change) and, always, DELETE."""

    table: str
    message: str
    frozen: tuple[str, ...] = ()

    def install(self, connection: Any) -> None:
        """Create the triggers; those of the same names are replaced."""
        self.remove(connection)
        with connection.cursor() as cursor:
            for statement in self._sql(connection.vendor):
                cursor.execute(statement)

    def remove(self, connection: Any) -> None:
        """Drop the triggers: for a migration backwards, and for tests that empty their tables."""
        with connection.cursor() as cursor:
            for event in ("update", "delete", "truncate"):
                name = f"{self.table}_no_{event}"
                if connection.vendor == "postgresql":
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {self.table}")
                else:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")

    def _sql(self, vendor: str) -> Sequence[str]:
        return self._postgresql() if vendor == "postgresql" else self._sqlite()

    def _changed(self, distinct: str) -> str:
        return " OR ".join(f"OLD.{column} {distinct} NEW.{column}" for column in self.frozen) or "TRUE"

    def _sqlite(self) -> list[str]:
        stop = f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        return [
            f"CREATE TRIGGER {self.table}_no_update BEFORE UPDATE ON {self.table} "
            f"WHEN {self._changed('IS NOT')} {stop}",
            f"CREATE TRIGGER {self.table}_no_delete BEFORE DELETE ON {self.table} {stop}",
        ]

    def _postgresql(self) -> list[str]:
        function = f"{self.table}_is_kept"
        call = f"EXECUTE FUNCTION {function}()"
        return [
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.message}'; END $$",
            f"CREATE TRIGGER {self.table}_no_update BEFORE UPDATE ON {self.table} FOR EACH ROW "
            f"WHEN ({self._changed('IS DISTINCT FROM')}) {call}",
            f"CREATE TRIGGER {self.table}_no_delete BEFORE DELETE ON {self.table} FOR EACH ROW {call}",
            f"CREATE TRIGGER {self.table}_no_truncate BEFORE TRUNCATE ON {self.table} {call}",
        ]
