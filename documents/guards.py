"""What the database itself refuses to do to register rows (sheet 3.3, 12.5 invariant 2).

On SQLite a migration that alters a column builds the table anew, and the triggers go with the old one: such a
migration ends with `install`.
"""

from __future__ import annotations

from typing import Any

from eoffice.common.triggers import Guard

ROWS = Guard(
    "documents_registerentry",
    "a register row is never deleted and its number never changes",
    frozen=("register_id", "year", "number", "sub_number"),
)
CHANGES = Guard("documents_registerchange", "a correction is kept as it is")

_SQLITE = """CREATE TRIGGER documents_void_is_frozen BEFORE UPDATE ON documents_registerentry
WHEN OLD.state = 'void' BEGIN SELECT RAISE(ABORT, 'a cancelled register row is frozen'); END"""
_POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION documents_void_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a cancelled register row is frozen'; END $$""",
    """CREATE TRIGGER documents_void_is_frozen BEFORE UPDATE ON documents_registerentry FOR EACH ROW
    WHEN (OLD.state = 'void') EXECUTE FUNCTION documents_void_is_frozen()""",
]


def install(connection: Any) -> None:
    """Create all triggers of this app."""
    ROWS.install(connection)
    CHANGES.install(connection)
    with connection.cursor() as cursor:
        for statement in _POSTGRESQL if connection.vendor == "postgresql" else [_SQLITE]:
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Drop them."""
    ROWS.remove(connection)
    CHANGES.remove(connection)
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        where = " ON documents_registerentry" if postgresql else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS documents_void_is_frozen{where}")
