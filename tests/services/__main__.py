"""`python -m tests.services [--durable] [COMMAND…]`: see the package's own words."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from eoffice.supervisor import broker
from eoffice.supervisor.linux import start_process
from tests.services import postgres


@contextlib.contextmanager
def running(*, durable: bool) -> Iterator[Mapping[str, str]]:
    """Start what the environment doesn't name; gives the variables to set; at the end nothing is left."""
    folder = Path(tempfile.mkdtemp(prefix="eoffice-services-"))
    variables, processes = {}, []
    try:
        if not os.environ.get("DATABASE_URL"):
            database, variables["DATABASE_URL"] = postgres.start(folder, durable=durable)
            processes.append(database)
        if not os.environ.get("REDIS_URL") and (
            valkey := broker.prepare(folder / "broker", appendonly=False)
        ):
            variables["REDIS_URL"] = valkey.url
            processes.append(_start(valkey, folder / "broker.log"))
        yield variables
    finally:
        for process in reversed(processes):
            process.send_signal(signal.SIGINT)
        for process in processes:
            process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _start(valkey: broker.Broker, log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as stream:
        process = start_process(valkey.command, output=stream)
    pause = threading.Event()
    for _ in range(200):
        if valkey.answers():
            return process
        pause.wait(0.05)
    raise SystemExit("The broker did not start:\n" + log.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Run the command with the services' addresses, or tell them and wait."""
    durable = arguments[:1] == ["--durable"]
    command = arguments[1:] if durable else arguments
    with running(durable=durable) as variables:
        if command:
            return subprocess.run(command, env=os.environ | variables, check=False).returncode
        for name, value in variables.items():
            sys.stdout.write(f"export {name}={shlex.quote(value)}\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
