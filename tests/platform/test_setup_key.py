"""The first administrator is made once, by whoever reads the operator's terminal."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from eoffice.common import setup_key

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_the_key_stays_the_same_until_it_is_used() -> None:
    assert setup_key.make() == setup_key.make()
    assert setup_key.matches(setup_key.make())


def test_a_used_key_opens_nothing() -> None:
    key = setup_key.make()
    setup_key.consume()
    assert not setup_key.matches(key)
    assert setup_key.make() != key


def test_no_key_matches_nothing() -> None:
    assert not setup_key.matches("")


def test_it_may_be_typed_without_its_dashes() -> None:
    assert setup_key.matches(" " + setup_key.make().replace("-", "").upper())


def test_only_the_operators_account_can_read_it(tmp_path: Path) -> None:
    setup_key.make()
    assert stat.S_IMODE((tmp_path / "keys" / "setup_key").stat().st_mode) == 0o600
