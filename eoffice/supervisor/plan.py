"""What is started on this machine, in which order, and how each is known to be ready."""

from __future__ import annotations

import fcntl
import ipaddress
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from eoffice.supervisor import broker, ports

WORKER_STOP_SECONDS = 20.0


class Refusal(Exception):
    """Why nothing is started, as a sentence for whoever asked."""


def at_once() -> bool:
    """For what needs no waiting."""
    return True


@dataclass(frozen=True)
class Service:
    """A process to keep running, or (`once`) one that must end well before the next is started."""

    name: str
    command: list[str]
    ready: Callable[[], bool] = at_once
    stop_seconds: float = 10.0
    once: bool = False


@dataclass(frozen=True)
class Plan:
    """The processes in the order of their start, the environment they share, and what to tell."""

    services: list[Service]
    address: str
    log_folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    lock: IO[str] | None = None


def plan(settings: Any) -> Plan:
    """The plan for these settings; raises Refusal where it could not work."""
    host, port, data = str(settings.HOST), int(settings.PORT), Path(settings.DATA_DIR)
    if settings.DEMO and not _is_loopback(host):
        raise Refusal(f"the demo, whose passwords everyone knows, is not shown on {host}: use 127.0.0.1.")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = _only_one(data)
    if ports.in_use(host, port):
        raise Refusal(
            f"port {port} of {host} is taken; stop what listens there or set EOFFICE_PORT to another."
        )
    embedded = None if settings.REDIS_URL else broker.prepare(data / "broker")
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    url = settings.REDIS_URL or (embedded.url if embedded else "")
    return Plan(
        services=[*_broker(embedded), _preparation(), _web(host, port), *_worker(data, has_broker=bool(url))],
        address=address,
        log_folder=data / "log",
        environment={"REDIS_URL": url, "EOFFICE_BROKER": "embedded" if embedded else ""},
        remarks=[]
        if url
        else ["no broker on this machine: the worker looks at the log every second instead."],
        lock=lock,
    )


def _broker(embedded: broker.Broker | None) -> list[Service]:
    return [Service("broker", embedded.command, ready=embedded.answers)] if embedded else []


def _preparation() -> Service:
    return Service("prepare", [sys.executable, "-m", "django", "prepare"], once=True)


def _web(host: str, port: int) -> Service:
    options = [
        "--interface",
        "wsgi",
        "--blocking-threads",
        "4",
        "--no-ws",
        "--host",
        host,
        "--port",
        str(port),
    ]
    recovery = ["--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "8"]
    command = [sys.executable, "-m", "granian", *options, *recovery, "eoffice.wsgi:application"]
    return Service("web", command, ready=lambda: _answers(host, port))


def _worker(data: Path, *, has_broker: bool) -> list[Service]:
    """With a broker, one process works and one watches the clock; without, the second does both."""
    celery = [sys.executable, "-m", "celery", "-A", "worker.app", "--skip-checks", "--quiet"]
    folder = data / "schedule"
    folder.mkdir(exist_ok=True, mode=0o700)
    beat = Service("scheduler", [*celery, "beat", "--pidfile", "", "--schedule", str(folder / "beat")])
    if not has_broker:
        return [beat]
    queues = ["--queues", "log,default,slow", "--pool", "threads", "--concurrency", "2"]
    quiet = ["--without-gossip", "--without-mingle"]
    worker = Service("worker", [*celery, "worker", *queues, *quiet], stop_seconds=WORKER_STOP_SECONDS)
    return [worker, beat]


def _only_one(data: Path) -> IO[str]:
    """Two supervisors over one folder would run two schedulers; the lock goes with the process."""
    file = (data / "eoffice.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        raise Refusal(
            f"another one runs already in {data} (process {file.read().strip() or '?'})."
        ) from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _answers(host: str, port: int) -> bool:
    own = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    request = urllib.request.Request(f"http://{own}:{port}/health/ready/")
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
