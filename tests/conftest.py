"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from eoffice.common.catalogues import catalogues, compile_all
from tests.cast import *  # noqa: F403 -- fixtures are found by their names
from tests.fresh import nothing_kept

__all__ = ["nothing_kept"]


def pytest_configure(config: pytest.Config) -> None:
    """Stories are told in the words as they now stand in the catalogues.

    Django has read them before they were compiled, and so has Python's gettext: both read them anew.
    """
    if not hasattr(config, "workerinput") and compile_all():
        for source in catalogues():
            translation_file_changed(None, source.with_suffix(".mo"))


@pytest.fixture(autouse=True)
def _thai_first() -> Iterator[None]:
    """A request leaves the thread in its reader's language; the next story begins in Thai again."""
    with translation.override("th"):
        yield
