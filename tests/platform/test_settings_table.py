"""The README names every setting there is, and none that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r"""env\.(?:text|flag|number|secret)\(\s*"([A-Z_]+)""")
ROW = re.compile(r"^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|", re.M)

pytestmark = pytest.mark.once


def test_the_table_of_settings_is_complete_and_true() -> None:
    files = (ROOT / "eoffice" / "settings").glob("*.py")
    asked = {name for file in files for name in READ.findall(file.read_text(encoding="utf-8"))}
    rows = ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    told = {name for row in rows for name in re.findall(r"[A-Z_]+", row)}
    assert told == asked
