"""What is locked names packages and digests, never the address of somebody's mirror."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"\w+://|--(extra-)?index-url|--find-links|--trusted-host")

pytestmark = pytest.mark.once


def without_funding(value: Any) -> Any:
    """A package's own words about where to thank its authors are no address to fetch from."""
    if isinstance(value, dict):
        return {key: without_funding(inner) for key, inner in value.items() if key != "funding"}
    return [without_funding(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_python_locks_hold_no_address_and_a_digest_for_each_package(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\w)", text.strip())
    assert not ADDRESS.search(text)
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_the_npm_lock_holds_no_address_and_a_digest_for_each_package() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert not ADDRESS.search(json.dumps(without_funding(lock)))
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_every_dependency_of_the_pages_is_pinned_to_one_version() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    kinds = ("dependencies", "devDependencies", "optionalDependencies")
    versions = {name: version for kind in kinds for name, version in package[kind].items()}
    assert [name for name, version in versions.items() if not version[0].isdigit()] == []
