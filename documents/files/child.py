"""Work in a process of its own, with limits: looking into files, and what might never end."""

from __future__ import annotations

import json
import math
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


def run_apart(module: str, job: dict[str, Any], *, seconds: float) -> dict[str, Any]:
    """What the module's process answers; {"refused": "too_big"} where it ran out of time or memory.

    The job goes in by the standard input: an argument holds no more than 128 kB and is seen by `ps`. The
    child bounds its memory and its own work by the job's "seconds"; after `seconds` by the clock it is ended.
    """
    command = [sys.executable, "-m", module]
    told = json.dumps(job | {"seconds": max(1, math.ceil(seconds))}).encode()
    try:
        child = subprocess.run(  # noqa: S603 -- our own module, no shell
            command, cwd=_ROOT, input=told, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_big"}
    if child.returncode != 0:
        return {"refused": "too_big"}
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer
