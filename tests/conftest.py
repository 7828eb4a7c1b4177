"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from eoffice.common.catalogues import compile_all
from tests.cast import *  # noqa: F403 -- fixtures are found by their names
from tests.fresh import nothing_kept

__all__ = ["nothing_kept"]


def pytest_configure(config: pytest.Config) -> None:
    """Stories are told in the words as they now stand in the catalogues."""
    if not hasattr(config, "workerinput"):
        compile_all()
        # Read before they were compiled; Django has no word for reading them anew.
        trans_real._translations.clear()  # type: ignore[attr-defined] # unlisted
        trans_real._default = None  # type: ignore[attr-defined] # unlisted


@pytest.fixture(autouse=True)
def _thai_first() -> Iterator[None]:
    """A request leaves the thread in its reader's language; the next story begins in Thai again."""
    with translation.override("th"):
        yield
