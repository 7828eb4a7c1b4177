"""The log's guard in the database itself."""

from __future__ import annotations

from eoffice.common.triggers import Guard

LOG = Guard("engine_transition", "the transition log is append-only")
