"""An office to measure in, a web process in front of it, and clients that know how to repeat."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import http.client
import json
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from eoffice.supervisor.linux import start_process

#: Where a letter is registered.
REGISTER = "/api/v1/incoming-letters/{}/steps/register/"


def begin() -> None:
    """Django, with every table made. What is asked here leaves no line; the web process writes its own."""
    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def say(line: str) -> None:
    """One line of the answer."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def verdict(what: str, value: float, floor: float, *, at_least: bool = True) -> bool:
    """Print a ratio beside its floor (or ceiling); answers whether it holds."""
    holds = value >= floor if at_least else value <= floor
    word = "at least" if at_least else "at most"
    say(f"- {what}: **{value:.2f}** ({word} {floor}) {'holds' if holds else 'MISSED'}")
    return holds


@dataclass
class Answer:
    """Status and body of an HTTP answer."""

    status: int
    body: Any


class Client:
    """One keep-alive connection with a bearer token; a lost answer is asked for again under the same key."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token
        self.connection: http.client.HTTPConnection | None = None

    def post(
        self, path: str, body: dict[str, Any], *, key: str | None = None, patience: float = 300
    ) -> Answer:
        """POST as JSON, until some answer comes; RuntimeError after so many seconds without one."""
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key or secrets.token_hex(8),
        }
        until = time.monotonic() + patience
        while time.monotonic() < until:
            try:
                return self._once("POST", path, json.dumps(body), headers)
            except (OSError, http.client.HTTPException):
                self.connection = None
                time.sleep(0.1)
        raise RuntimeError(f"{path} was never answered")

    def _once(self, method: str, path: str, body: str, headers: dict[str, str]) -> Answer:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        told = answer.read()
        return Answer(answer.status, json.loads(told) if told else None)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass
class Web:
    """The web process as `eoffice start` runs it; `kill` is the power cord."""

    port: int
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """SIGKILL to it and all its workers."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start_web(port: int, *, workers: int = 1) -> Web:
    """Start it and wait until it answers."""
    options = ["--interface", "wsgi", "--workers", str(workers), "--blocking-threads", "4", "--no-ws"]
    address = ["--host", "127.0.0.1", "--port", str(port)]
    with open(os.devnull, "wb") as nowhere:
        process = start_process(
            [sys.executable, "-m", "granian", *options, *address, "eoffice.wsgi:application"], output=nowhere
        )
    for _ in range(400):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return Web(port, process)
        time.sleep(0.05)
    raise SystemExit("the web process did not start")


@contextlib.contextmanager
def web(*, workers: int = 1) -> Iterator[Web]:
    """The web process for the time of a block."""
    running = start_web(free_port(), workers=workers)
    try:
        yield running
    finally:
        running.kill()


def at_once(calls: Sequence[Callable[[], object]], *, seconds: float) -> float:
    """Run the calls in threads together; answers the seconds until the last was done.

    The first fault of any of them is raised here; SystemExit where they are not done after `seconds`.
    """
    faults: list[BaseException] = []

    def guarded(call: Callable[[], object]) -> None:
        try:
            call()
        except BaseException as fault:  # raised again in the thread that waits
            faults.append(fault)

    threads = [Thread(target=guarded, args=[call], daemon=True) for call in calls]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, begun + seconds - time.perf_counter()))
    if faults:
        raise faults[0]
    if any(thread.is_alive() for thread in threads):
        raise SystemExit(f"The clients were not done after {seconds:.0f} seconds.")
    return time.perf_counter() - begun


def token_of(person: Any) -> str:
    """A bearer token for a person."""
    from eoffice.common import clock
    from eoffice.people.models import AccessToken

    token = secrets.token_urlsafe(32)
    AccessToken.objects.create(
        user=person,
        digest=AccessToken.digest_of(token),
        expires_at=clock.now() + dt.timedelta(hours=5),
    )
    return token


def checked_letters(clerk: Any, number: int) -> list[int]:
    """Ids of letters that wait to be registered: one whose steps were taken, and others made after it.

    Their rows stand in the chain of the log as if their steps had been taken one after the other.
    """
    from django.db import transaction

    from documents.models import Document
    from tests.letters.telling import arrive, take
    from workflows.engine import chain
    from workflows.engine.models import Deadline, Transition
    from workflows.letters.models import IncomingLetter

    first = take(arrive(clerk, reference="ศธ 04346/0"), clerk, "check")
    rows = list(Transition.objects.of(first.process, first.pk))
    timers = list(Deadline.objects.filter(process=first.process, item=first.pk))
    with transaction.atomic():
        papers = [
            _again(first.document, reference=f"ศธ 04346/{n}", reference_key=f"ศธ04346/{n}")
            for n in range(1, number)
        ]
        Document.objects.bulk_create(papers)
        letters = [_again(first, document=paper) for paper in papers]
        IncomingLetter.objects.bulk_create(letters)
        Deadline.objects.bulk_create([_again(row, item=one.pk) for one in letters for row in timers])
        chain.append([_again(row, item=one.pk) for one in letters for row in rows])
    return [first.pk, *(letter.pk for letter in letters)]


def _again(row: Any, **changed: Any) -> Any:
    """The same row once more, not saved yet."""
    other = copy.copy(row)
    other._state = copy.copy(row._state)
    other._state.fields_cache = dict(row._state.fields_cache)
    other.pk, other._state.adding = None, True
    for name, value in changed.items():
        setattr(other, name, value)
    return other


def register_here(token: str, pk: int) -> None:
    """The registration of a letter as a request of this very process."""
    from django.test import Client as Browser

    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"here-{pk}", "Host": "localhost"}
    answer = Browser().post(REGISTER.format(pk), "{}", content_type="application/json", headers=headers)
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code} {answer.content!r}")


def seconds_of_the_backend() -> float:
    """Processor time that the database took for this connection so far (Linux)."""
    from django.db import connection

    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text(encoding="utf-8")
    user, system = told.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def plain_cursor() -> Any:
    """A cursor that writes values into the statement, whose types the database then need not be told."""
    from django.db import connection
    from psycopg import ClientCursor

    connection.ensure_connection()
    return ClientCursor(connection.connection)
