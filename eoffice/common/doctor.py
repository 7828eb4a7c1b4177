"""The questions of `eoffice doctor`: each answers with what it found, or raises what to do about it."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from eoffice.common import health


class Complaint(Exception):
    """What is wrong, and what to do about it."""


def python() -> str:
    """The interpreter is one that is tested."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def data_folder() -> str:
    """The data folder is there, and nobody else looks into it."""
    folder = Path(settings.DATA_DIR)
    if not folder.is_dir():
        raise Complaint(f"{folder} is missing; `eoffice start` makes it.")
    if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Complaint(f"other accounts of this machine can look into {folder}: chmod 700 {folder}")
    free = shutil.disk_usage(folder).free
    if free < 10 * health.ENOUGH_FREE_BYTES:
        raise Complaint(f"only {free // 2**20} MB are free for {folder}.")
    return f"{folder}, {free // 2**30} GB free"


def secrets() -> str:
    """The keys are there and long enough to be random."""
    for name in ("SECRET_KEY", "FILE_KEY"):
        if len(getattr(settings, name)) < 40:
            raise Complaint(f"EOFFICE_{name} is short; make one with `openssl rand -base64 48`.")
    return "made"


def database() -> str:
    """The database answers and knows every table of this version."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise Complaint(f"no answer ({error}); is DATABASE_URL right, and the server up?") from error
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise Complaint(f"{len(waiting)} changes of its tables wait; `eoffice start` makes them.")
    return str(connection.vendor)


def broker() -> str:
    """The broker answers, where one is set."""
    try:
        found = health.broker()
    except health.Unwell as reason:
        raise Complaint(
            f"{reason}; is REDIS_URL right, and the server up? Nothing is lost meanwhile."
        ) from reason
    return "embedded" if found == "none" else found


def storage() -> str:
    """Files can be kept."""
    try:
        return health.storage()
    except health.Unwell as reason:
        raise Complaint(f"{reason}.") from reason


def pages() -> str:
    """What pages are made of was collected."""
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise Complaint("the pages have no style and no script; run `make install`.")
    return "collected"


def demo() -> str:
    """A demo, whose passwords everyone knows, is not offered to others."""
    if settings.DEMO and settings.HOST not in {"localhost", "127.0.0.1", "::1"}:
        raise Complaint(f"EOFFICE_DEMO is set and the address is {settings.HOST}; unset one of them.")
    return "on" if settings.DEMO else "off"


def framework() -> str:
    """Django finds nothing wrong with the settings."""
    errors = [message for message in run_checks() if message.level >= ERROR]
    if errors:
        raise Complaint(" ".join(str(error.msg) for error in errors))
    return "no faults"


CHECKS: dict[str, Callable[[], str]] = {
    "Python": python,
    "data folder": data_folder,
    "keys": secrets,
    "settings": framework,
    "database": database,
    "broker": broker,
    "files": storage,
    "pages": pages,
    "demo": demo,
}
