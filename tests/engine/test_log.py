"""The log is append-only, numbered without a gap, chained by hashes, and guarded by the database."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from eoffice.people.models import Post
from tests.letters.telling import arrive, take
from workflows.engine.guards import LOG
from workflows.engine.models import ChainHead, Transition
from workflows.engine.models.log import LogIsAppendOnly
from workflows.engine.verify import verify_log


def test_numbers_run_without_a_gap_in_each_organisation(malee: Post, pricha: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    take(arrive(pricha), pricha, "check")
    rows = Transition.objects.filter(organisation=letter.organisation_id)
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.previous_hash for row in rows][1:] == [row.hash for row in rows][:-1]
    assert ChainHead.objects.get(pk=pricha.organisation_id).number == 2


def test_neither_model_nor_queryset_changes_the_log(malee: Post) -> None:
    arrive(malee)
    row = Transition.objects.get()
    for attempt in (row.save, row.delete, Transition.objects.all().delete):
        with pytest.raises(LogIsAppendOnly):
            attempt()
    with pytest.raises(LogIsAppendOnly):
        Transition.objects.update(step="other")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE engine_transition SET note = 'x'",
        "DELETE FROM engine_transition",
    ],
)
def test_the_database_refuses_what_comes_past_the_application(malee: Post, statement: str) -> None:
    arrive(malee)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Transition.objects.count() == 1


def test_a_row_is_not_replaced_either(malee: Post) -> None:
    arrive(malee)
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(
            "INSERT OR REPLACE INTO engine_transition SELECT * FROM engine_transition"
        )


@pytest.mark.parametrize(
    "behind_our_back",
    [
        "UPDATE engine_transition SET note = 'x' WHERE number = 2",
        "UPDATE engine_transition SET occurred_at = '2020-01-01' WHERE number = 1",
        "UPDATE engine_transition SET evidence = '{\"a\": 1}' WHERE number = 3",
        "DELETE FROM engine_transition WHERE number = 2",
        "DELETE FROM engine_transition WHERE number = 3",
        "UPDATE engine_transition SET number = 9 WHERE number = 3",
        "UPDATE letters_incomingletter SET state = 'closed'",
    ],
)
def test_verify_finds_what_was_changed_behind_our_back(malee: Post, behind_our_back: str) -> None:
    take(arrive(malee), malee, "check", "register")
    assert list(verify_log()) == []
    LOG.remove(connection)
    connection.cursor().execute(behind_our_back)
    assert list(verify_log()) != []
    LOG.install(connection)
