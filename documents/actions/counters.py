"""The one place where a number comes from."""

from __future__ import annotations

from django.db import connection, transaction

from documents.models import Register, RegisterCounter

# One statement locks the counter and moves it: whoever comes second waits for the first one's commit.
_NEXT = (
    "UPDATE documents_registercounter SET last = last + 1 WHERE register_id = %s AND year = %s RETURNING last"
)


def next_number(register: Register, year: int) -> int:
    """The next number of the register in the BE year. The counter stays locked until the transaction ends.

    Never max() + 1: a floor, a void and a reservation are numbers too. A rollback leaves no hole.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number is issued inside a transaction")
    number = _move(register, year)
    if number is None:  # the first number of a year: whoever else opens the book now, it is opened once
        RegisterCounter.objects.bulk_create(
            [RegisterCounter(register=register, year=year)], ignore_conflicts=True
        )
        number = _move(register, year)
    if number is None:
        raise RuntimeError("the counter that was just made is not there")
    return number


def _move(register: Register, year: int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [register.pk, year])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def locked_counter(register: Register, year: int) -> RegisterCounter:
    """The counter, locked until the transaction ends; made when the book of the year is new."""
    RegisterCounter.objects.bulk_create(
        [RegisterCounter(register=register, year=year)], ignore_conflicts=True
    )
    return RegisterCounter.objects.select_for_update().get(register=register, year=year)
