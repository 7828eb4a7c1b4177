"""Where no browser starts, the reason is a sentence; one that crashes is not taken for one that runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import chromium

pytestmark = pytest.mark.once


def test_nothing_installed_is_told_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "PROGRAMS", ())
    monkeypatch.setattr(chromium, "PACKAGE", tmp_path / "nowhere")
    assert chromium.find(tmp_path) == chromium.Missing(
        "no chromium on the PATH; the npm package @sparticuz/chromium is not installed"
    )


def test_a_browser_that_does_not_start_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho cannot open libnss3 >&2\nexit 127\n", encoding="utf-8")
    broken.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(chromium, "PACKAGE", tmp_path / "nowhere")
    found = chromium.find(tmp_path)
    assert isinstance(found, chromium.Missing)
    assert "cannot open libnss3" in found.reason
