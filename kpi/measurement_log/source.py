"""The bytes of a log as UTF-8 text, read as a stream; what can't be such a file is refused whole."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

Kind = Literal["csv", "xes"]


class LogRefused(Exception):
    """The file as a whole can't be measured; the message says why."""


def kind_of(path: Path) -> Kind:
    """CSV or XES, by the end of the name. Raises LogRefused."""
    name = path.name.lower().removesuffix(".gz")
    if name.endswith(".csv"):
        return "csv"
    if name.endswith(".xes"):
        return "xes"
    raise LogRefused("the name of a log ends in .csv, .csv.gz, .xes or .xes.gz")


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """The text of a plain or gzipped file, with a progress bar where somebody watches.

    Raises LogRefused for a file that is missing, not UTF-8, or of a broken gzip.
    """
    try:
        with _watched(path) as raw, _unpacked(path, raw) as plain:
            text = io.TextIOWrapper(plain, encoding="utf-8-sig", newline="")
            yield text
    except UnicodeDecodeError as error:
        raise LogRefused(f"not UTF-8: {error.reason}") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise LogRefused(f"broken gzip: {error}") from error
    except OSError as error:
        raise LogRefused(error.strerror or str(error)) from error


def checked_lines(text: IO[str]) -> Iterator[str]:
    """The lines, line ends kept. Raises LogRefused at a NUL byte."""
    for line in text:
        if "\0" in line:
            raise LogRefused("NUL bytes")
        yield line


@contextmanager
def _unpacked(path: Path, raw: io.BufferedReader[_Raw]) -> Iterator[io.BufferedReader[_Raw] | gzip.GzipFile]:
    if path.name.lower().endswith(".gz"):
        with gzip.GzipFile(fileobj=raw) as plain:
            yield plain
    else:
        yield raw


@contextmanager
def _watched(path: Path) -> Iterator[io.BufferedReader[_Raw]]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with (
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
        progress.open(path, "rb", description=path.name) as raw,
        io.BufferedReader(_Raw(raw)) as buffered,
    ):
        yield buffered


class _Raw(io.RawIOBase):
    """What the progress bar gives, as a raw stream that can be buffered."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's Buffer is 3.12
        chunk = self._inner.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
