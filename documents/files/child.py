"""Running `documents.files.probe` with limits, and no more of them at once than the machine bears."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

SECONDS = 20
_ROOT = Path(__file__).resolve().parents[2]
_places = threading.BoundedSemaphore(2)


class ProbeFailed(Exception):
    """The child ran out of time or memory, or its library gave up: the file can't be looked into."""


def probe(do: str, path: Path, **options: object) -> dict[str, Any]:
    """What the child says of a file. Raises ProbeFailed."""
    job = json.dumps({"do": do, "path": str(path), "seconds": SECONDS // 2, **options})
    command = [sys.executable, "-m", "documents.files.probe", job]
    with _places:
        try:
            child = subprocess.run(command, cwd=_ROOT, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 -- our own module, no shell
        except subprocess.TimeoutExpired as error:
            raise ProbeFailed(f"{do}: no answer in {SECONDS} s") from error
    if child.returncode != 0:
        raise ProbeFailed(
            f"{do}: ended with {child.returncode}: {child.stderr[-300:].decode(errors='replace')}"
        )
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer
