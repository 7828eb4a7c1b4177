"""The key with which the first administrator is made, once, in the browser.

`eoffice start` makes it while nobody can log in and prints it; whoever reads that terminal (or the file,
which only the operator's account can) may use it. Using it removes it.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings


def make() -> str:
    """The key in force; a new one where there is none."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(_readable(secrets.token_hex(8)))
    return path.read_text(encoding="ascii")


def matches(given: str) -> bool:
    """Whether `given` is the key in force (false where there is none); spaces and dashes don't count."""
    path = _path()
    if not path.exists():
        return False
    key = path.read_text(encoding="ascii")
    return hmac.compare_digest(_plain(key).encode(), _plain(given).encode())


def consume() -> None:
    """Remove the key: the first administrator exists."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    return Path(settings.DATA_DIR) / "keys" / "setup_key"


def _readable(key: str) -> str:
    return "-".join(key[at : at + 4] for at in range(0, len(key), 4))


def _plain(key: str) -> str:
    return key.replace("-", "").replace(" ", "").strip().lower()
