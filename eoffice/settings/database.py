"""The database from one address: SQLite for one school, PostgreSQL for a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from django.core.exceptions import ImproperlyConfigured

# A second of a killed power cord must not lose an acknowledged number: FULL, not NORMAL.
# REPLACE deletes a row unseen by the guards of log and books, unless triggers are recursive.
# IMMEDIATE takes the write lock at the start, so that two writers wait for each other and don't fail.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA recursive_triggers=ON;",
}
# Whoever can't have a connection hears so soon: a web process has few threads to wait with.
POOL = {"min_size": 1, "max_size": 8, "timeout": 10}
# Values go beside the statement, not in it, and what a connection asks often is read once: half of what
# PostgreSQL takes for a step. Each is planned for its values, since a plan for any value passes by the
# partial indexes (a first page took more than twice as long). A pooler that mixes transactions needs
# `?prepare_threshold=none` and lets `options` pass (PgBouncer: ignore_startup_parameters).
BINDING = {
    "server_side_binding": True,
    "prepare_threshold": 5,
    "options": "-c plan_cache_mode=force_custom_plan",
}


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's settings for the database at `url`; empty means SQLite in the data folder."""
    if not url:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        url = f"sqlite:///{data_dir / 'eoffice.sqlite3'}"
    settings: dict[str, Any] = environ.Env.db_url_config(url)
    engine = settings["ENGINE"]
    if engine.endswith("sqlite3"):
        settings["OPTIONS"] = SQLITE_OPTIONS
    elif engine.endswith("postgresql"):
        settings["HOST"] = unquote(
            settings["HOST"]
        )  # a socket folder is written postgres://user@%2Frun%2Fpg/name
        # A new connection for every request would cost a third of the throughput.
        settings["OPTIONS"] = BINDING | settings.get("OPTIONS", {}) | {"pool": POOL}
        if settings["OPTIONS"]["prepare_threshold"] == "none":
            settings["OPTIONS"]["prepare_threshold"] = None
    else:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://.")
    return settings
