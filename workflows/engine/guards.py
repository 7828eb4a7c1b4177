"""The log's guard in the database itself."""

from __future__ import annotations

from eoffice.common.triggers import guard

LOG = guard("engine_transition", "the transition log is append-only")
