"""Finds a Chromium that starts: the machine's own, or the one inside the npm package @sparticuz/chromium.

The package holds brotli files: the browser, its software renderer, and the system libraries that a bare
machine may lack. They are unpacked once into a cache folder; nothing needs root.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import brotli

PACKAGE = Path(__file__).resolve().parents[2] / "node_modules" / "@sparticuz" / "chromium"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The packaged browser has neither a zygote nor a sandbox helper beside it.
PACKAGED_FLAGS = ["--no-sandbox", "--no-zygote", "--font-render-hinting=none"]


@dataclass(frozen=True)
class Found:
    """A browser that starts, with the flags and variables it wants."""

    program: Path
    flags: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Missing:
    """No browser starts here; the reason is a sentence for the report."""

    reason: str


def find(cache: Path) -> Found | Missing:
    """The first browser that really starts."""
    reasons = []
    for candidate in (_of_the_machine(), _of_the_package(cache)):
        if isinstance(candidate, Found):
            fault = _why_it_does_not_start(candidate)
            if not fault:
                return candidate
            reasons.append(f"{candidate.program}: {fault}")
        else:
            reasons.append(candidate.reason)
    return Missing("; ".join(reasons))


def _of_the_machine() -> Found | Missing:
    for name in PROGRAMS:
        if path := shutil.which(name):
            sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
            return Found(Path(path), FLAGS + sandbox)
    return Missing("no chromium on the PATH")


def _of_the_package(cache: Path) -> Found | Missing:
    if not PACKAGE.exists():
        return Missing("the npm package @sparticuz/chromium is not installed")
    folder = cache / f"chromium-{(PACKAGE / 'bin' / 'chromium.br').stat().st_size}"
    if not folder.exists():
        _unpack(folder)
    libraries = os.pathsep.join([str(folder / "lib"), os.environ.get("LD_LIBRARY_PATH", "")]).rstrip(
        os.pathsep
    )
    return Found(folder / "chromium", FLAGS + PACKAGED_FLAGS, {"LD_LIBRARY_PATH": libraries})


def _unpack(folder: Path) -> None:
    """Unpack beside `folder`, then rename: whoever is stopped half-way leaves nothing that looks whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        target = Path(place) / "new"
        target.mkdir()
        program = target / "chromium"
        program.write_bytes(_unpacked("chromium.br"))
        program.chmod(0o700)
        for name in ("swiftshader.tar.br", "al2023.tar.br"):
            with tarfile.open(fileobj=io.BytesIO(_unpacked(name))) as archive:
                # Python 3.11 learned to filter in a patch release; the package is pinned by digest anyway.
                archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _path: member)
                archive.extractall(target)
        try:
            target.rename(folder)
        except OSError:  # another test process was first
            if not folder.exists():
                raise


def _unpacked(name: str) -> bytes:
    data: bytes = brotli.decompress((PACKAGE / "bin" / name).read_bytes())
    return data


def _why_it_does_not_start(found: Found) -> str:
    command = [str(found.program), "--headless", *found.flags, "--dump-dom", "data:text/html,started"]
    with tempfile.TemporaryDirectory() as profile:
        try:
            answer = subprocess.run(
                [*command, f"--user-data-dir={profile}"],
                env=os.environ | found.environment,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    return (
        "" if "started" in answer.stdout else (answer.stderr.strip().splitlines() or ["it said nothing"])[-1]
    )
