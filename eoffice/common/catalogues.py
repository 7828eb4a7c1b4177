"""Compiles the message catalogues: every `<app>/locale/<language>/LC_MESSAGES/*.po` beside its `.mo`.

Django's own command needs GNU gettext on the machine; polib needs nothing. Run by `make install`, and by
whoever changed a translation: `python -m eoffice.common.catalogues`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("eoffice", "documents", "workflows", "kpi", "worker")


def catalogues(root: Path = ROOT) -> Iterator[Path]:
    """Every catalogue of the project's own apps, in a settled order."""
    for app in APPS:
        yield from sorted((root / app).glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_catalogue(source: Path) -> bool:
    """Write the `.mo` of one catalogue where it is missing or older; says whether it did."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    polib.pofile(str(source), check_for_duplicates=True).save_as_mofile(str(target))
    return True


def compile_all(root: Path = ROOT) -> int:
    """Compile what changed; answers how many catalogues that were."""
    return sum(compile_catalogue(source) for source in catalogues(root))


if __name__ == "__main__":
    compile_all()
