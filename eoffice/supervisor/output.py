"""Where the processes' lines go: a file for each, which starts anew when it has grown long."""

from __future__ import annotations

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

MEGABYTES, KEPT = 10, 5


class Output:
    """Reads what a process writes and keeps it in `folder`/`name`.log; `show` lets it appear here as well."""

    def __init__(self, name: str, folder: Path, *, show: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder / f"{name}.log"
        self.show = show
        self._begun = b""
        self._file = RotatingFileHandler(
            self.path, maxBytes=MEGABYTES * 2**20, backupCount=KEPT, encoding="utf-8"
        )
        self._file.setFormatter(logging.Formatter("%(message)s"))

    def read(self, pipe: IO[bytes]) -> bool:
        """Take what is there now; False when the process has closed its end."""
        data = os.read(pipe.fileno(), 65536)
        *lines, self._begun = (self._begun + data).split(b"\n")
        if not data and self._begun:
            lines, self._begun = [self._begun], b""
        for line in lines:
            self._keep(line.decode("utf-8", "replace"))
        return bool(data)

    def tail(self, lines: int = 15) -> str:
        """The last lines, for telling why something did not start."""
        return "\n".join(self.path.read_text(encoding="utf-8").splitlines()[-lines:])

    def close(self) -> None:
        """No more lines will come."""
        self._file.close()

    def _keep(self, line: str) -> None:
        self._file.emit(logging.LogRecord("", logging.INFO, "", 0, line, None, None))
        if self.show:
            sys.stderr.write(line + "\n")
