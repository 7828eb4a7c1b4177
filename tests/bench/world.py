"""An office to measure in, a web process in front of it, and clients that know how to repeat."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any


def begin() -> None:
    """Django, with every table made."""
    import django

    django.setup()
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


def start_web(port: int) -> Web:
    """Start it and wait until it answers."""
    options = ["--interface", "wsgi", "--blocking-threads", "4", "--no-ws", "--host", "127.0.0.1"]
    command = [sys.executable, "-m", "granian", *options, "--port", str(port), "eoffice.wsgi:application"]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    for _ in range(400):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return Web(port, process)
        time.sleep(0.05)
    raise SystemExit("the web process did not start")


@contextlib.contextmanager
def web() -> Iterator[Web]:
    """The web process for the time of a block."""
    running = start_web(free_port())
    try:
        yield running
    finally:
        running.kill()


def at_once(calls: list[Callable[[], None]]) -> float:
    """Run the calls in threads together; answers the seconds until the last was done."""
    threads = [Thread(target=call) for call in calls]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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
    """Ids of letters that wait to be registered."""
    from tests.letters.telling import arrive, take

    return [take(arrive(clerk), clerk, "check").pk for _ in range(number)]
