"""What a test leaves behind is gone before the next begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from eoffice.organisations import calendar, standards


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Clocks and standards are kept in the process; a rolled-back row gives its id to another."""
    calendar.forget()
    standards.forget()
    yield
    calendar.forget()
    standards.forget()


_emptying = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined] # Django's own, unlisted


def _without_guards(case: Any) -> None:
    """Tables are emptied between tests of whole transactions; the guards would refuse, as they should."""
    with _no_triggers():
        _emptying(case)


@contextmanager
def _no_triggers() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


TransactionTestCase._fixture_teardown = _without_guards  # type: ignore[attr-defined] # as above
