"""One command starts everything; whatever is killed comes back; whoever stops it leaves nothing behind.

These start the real processes in a folder of their own, so they take seconds.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from eoffice.supervisor.linux import start_process
from eoffice.supervisor.ports import free_port

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("processes")]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90.0


class Installation:
    """An embedded installation with its own folder and port."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.process: subprocess.Popen[str] | None = None
        self.seen: set[int] = set()

    def start(self) -> list[str]:
        """Start it; answers what it said until it was ready (or ended)."""
        kept = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        own = {"EOFFICE_DATA": str(self.data), "EOFFICE_PORT": str(self.port), "EOFFICE_DEMO": "0"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "eoffice", "start"],
            cwd=ROOT,
            env=kept | own | {"DJANGO_SETTINGS_MODULE": "eoffice.settings.base"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said.append(line.strip())
            if said[-1].startswith("eoffice ready on"):
                self.remember()
                break
        return said

    def remember(self) -> list[psutil.Process]:
        """The processes that are there now, under the supervisor."""
        assert self.process is not None
        children: list[psutil.Process] = psutil.Process(self.process.pid).children(recursive=True)
        self.seen |= {child.pid for child in children}
        return children

    def named(self, words: str) -> psutil.Process | None:
        """The direct child whose command holds these words, if it runs."""
        assert self.process is not None
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.Error):
                if words in " ".join(child.cmdline()):
                    return child
        return None

    def came_back(self, killed: psutil.Process, words: str) -> bool:
        """Whether another process of the same kind runs, and all is well."""
        other = self.named(words)
        return other is not None and other.pid != killed.pid and self.answers()

    def answers(self, path: str = "/health/ready/") -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> int:
        """Press Ctrl-C and wait; answers the exit status."""
        assert self.process is not None
        self.remember()
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_SECONDS)

    def nothing_is_left(self) -> bool:
        return not any(psutil.pid_exists(pid) and str(self.data) in _environment(pid) for pid in self.seen)


def _environment(pid: int) -> str:
    try:
        return str(psutil.Process(pid).environ().get("EOFFICE_DATA", ""))
    except psutil.Error:
        return ""


def test_what_a_process_writes_on_either_stream_is_read() -> None:
    code = "import sys; sys.stderr.write('e' * 100_000); sys.stdout.write('o' * 100_000)"
    process = start_process([sys.executable, "-c", code], output=subprocess.PIPE)
    written, _nothing = process.communicate(timeout=PATIENCE_SECONDS)
    assert (written.count(b"e"), written.count(b"o")) == (100_000, 100_000)


def wait_until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happens():
        assert time.monotonic() < deadline, "it never happened"
        os.sched_yield()
        signal.sigtimedwait([], 0.05)


def nobody_runs(processes: list[psutil.Process]) -> bool:
    return not any(process.is_running() for process in processes)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path / "data")
    yield installation
    if installation.process is not None:
        installation.process.kill()
        installation.process.wait()
        wait_until(installation.nothing_is_left)


def test_it_stops_without_leaving_anything_and_starts_again_as_it_was(office: Installation) -> None:
    said = office.start()
    assert said[-1] == f"eoffice ready on http://127.0.0.1:{office.port}"
    assert "make the first administrator with this key" in said[0]
    keys = {path.name: path.read_text() for path in (office.data / "keys").iterdir()}
    assert office.stop() == 0
    assert office.nothing_is_left()
    assert not office.answers("/health/live/")
    office.start()
    assert {path.name: path.read_text() for path in (office.data / "keys").iterdir()} == keys
    assert office.answers()


def test_what_is_killed_comes_back_and_a_killed_supervisor_leaves_no_orphan(office: Installation) -> None:
    office.start()
    for words in ("-server 127.0.0.1:", "granian", "--quiet worker", "--quiet beat"):
        killed = office.named(words)
        assert killed is not None, words
        helpers = killed.children(recursive=True)
        killed.kill()
        # First its helpers go: until then one of them, adopted, looks like what came back.
        wait_until(partial(nobody_runs, helpers))
        wait_until(partial(office.came_back, killed, words))
    office.remember()
    assert office.process is not None
    office.process.kill()
    office.process.wait()
    wait_until(office.nothing_is_left)
