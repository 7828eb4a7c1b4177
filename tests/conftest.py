"""What every test may use."""

from __future__ import annotations

from tests.cast import *  # noqa: F403 -- fixtures are found by their names
from tests.fresh import nothing_kept

__all__ = ["nothing_kept"]
