"""What only the Linux kernel offers to someone who starts processes; elsewhere each is a no-op."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import IO

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def _prctl(option: int, value: int) -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of grandchildren whose own parent died, so that they can be ended and counted."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def start_process(
    command: list[str], *, output: IO[bytes] | int | None = None, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own; it is told to end when this process dies, however it dies.

    The kernel watches the thread that started the child, so children are started from the main thread.
    """
    return subprocess.Popen(  # noqa: S603 -- the commands are our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        env=env,
        start_new_session=True,
        preexec_fn=_dying_with_parent(),  # noqa: PLW1509 -- whoever starts processes here has one thread
    )


def _dying_with_parent() -> Callable[[], None]:
    parent = os.getpid()

    def prepare() -> None:
        _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died between the fork and this line
            os._exit(1)

    return prepare
