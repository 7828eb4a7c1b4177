"""One process under the supervisor: started, watched, stopped, and started again after a growing pause."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from eoffice.supervisor.linux import start_process
from eoffice.supervisor.output import Output
from eoffice.supervisor.plan import Service

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
# Who ran this long had started well: the next pause is a short one again.
STEADY_SECONDS = 30.0


class Child:
    """The life of one service."""

    def __init__(self, service: Service, log_folder: Path, *, show: bool) -> None:
        self.service = service
        self.output = Output(service.name, log_folder, show=show)
        self.process: subprocess.Popen[bytes] | None = None
        self.failures = 0
        self.due_at = 0.0
        self._started_at = 0.0

    def start(self, environment: Mapping[str, str]) -> IO[bytes]:
        """Start it; answers the pipe of what it writes."""
        self._started_at = time.monotonic()
        self.process = start_process(self.service.command, output=subprocess.PIPE, env=environment)
        assert self.process.stdout is not None
        return self.process.stdout

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def note_end(self) -> float:
        """After it ended by itself: remove what it left behind; answers the pause before the next start."""
        steady = time.monotonic() - self._started_at > STEADY_SECONDS
        self.failures = 1 if steady else self.failures + 1
        pause: float = min(FIRST_PAUSE * 2 ** (self.failures - 1), LONGEST_PAUSE)
        self.due_at = time.monotonic() + pause
        self.send(signal.SIGKILL)
        return pause

    def ask_to_stop(self) -> None:
        """Tell the process, not its helpers: it knows best in which order they end."""
        if self.process is not None and self.running:
            self.process.send_signal(signal.SIGTERM)

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process and to everything that it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)
