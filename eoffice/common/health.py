"""Whether this installation is alive, and whether it can serve: for supervisors and load balancers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# Below this a database or a file could be refused half-way through a working day.
ENOUGH_FREE_BYTES = 64 * 1024 * 1024
_storages: list[Callable[[], str]] = []
BROKER_TIMEOUT = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}


class Unwell(Exception):
    """What is the matter, in words for the operator."""


@never_cache
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Each component by name: `ok`, or what is the matter.

    503 where a request could not be served. A broker that is away delays what follows a step and fails
    nothing, so it is told (`status` is then `degraded`) and the answer stays 200.
    """
    components = {name: _ask(check) for name, check in CHECKS.items()}
    needed = all(components[name] == "ok" for name in ("database", "storage"))
    whole = needed and components["broker"] in {"ok", "none"}
    status = "ok" if whole else "degraded" if needed else "unready"
    return JsonResponse({"status": status, "components": components}, status=200 if needed else 503)


def database() -> str:
    """The database answers a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise Unwell(f"no answer ({type(error).__name__})") from error
    return "ok"


def broker() -> str:
    """The broker answers; `none` where the worker looks at the log by itself."""
    if not settings.REDIS_URL:
        return "none"
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **BROKER_TIMEOUT) as client:
            client.ping()
    except redis.RedisError as error:
        raise Unwell(f"no answer ({type(error).__name__})") from error
    return "ok"


def storage() -> str:
    """The data folder and wherever files lie, can be written to and has room."""
    faults = [folder_fault(Path(settings.DATA_DIR)), *(fault() for fault in _storages)]
    for fault in filter(None, faults):
        raise Unwell(fault)
    return "ok"


def folder_fault(folder: Path) -> str:
    """What keeps a folder from taking a file; empty where nothing does."""
    if not os.access(folder, os.W_OK):
        return f"{folder.name or folder} cannot be written to"
    return "the disk is full" if shutil.disk_usage(folder).free < ENOUGH_FREE_BYTES else ""


def add_storage(fault: Callable[[], str]) -> None:
    """Have `storage` ask this too: where files lie is known above this layer."""
    _storages.append(fault)


CHECKS: dict[str, Callable[[], str]] = {"database": database, "broker": broker, "storage": storage}


def _ask(check: Callable[[], str]) -> str:
    try:
        return check()
    except Unwell as reason:
        return str(reason)
