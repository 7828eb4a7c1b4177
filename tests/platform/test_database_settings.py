"""The database's address says which database, and how a pooler in front of it wants to be spoken to."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from eoffice.settings.database import database

ADDRESS = "postgres://eoffice@db.example/eoffice"


def test_statements_are_prepared_and_planned_for_their_values() -> None:
    options = database(ADDRESS, Path("nowhere"))["OPTIONS"]
    assert options["prepare_threshold"] == 5
    assert "force_custom_plan" in options["options"]


def test_a_pooler_that_mixes_transactions_gets_no_prepared_statements() -> None:
    options = database(f"{ADDRESS}?prepare_threshold=none&sslmode=require", Path("nowhere"))["OPTIONS"]
    assert options["prepare_threshold"] is None
    assert options["sslmode"] == "require"


def test_another_kind_of_database_is_told_to_be_wrong() -> None:
    with pytest.raises(ImproperlyConfigured, match="postgres"):
        database("mysql://eoffice@db.example/eoffice", Path("nowhere"))
