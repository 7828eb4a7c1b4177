"""The catalogue of indicators: what each is called, counts and aims at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

FILE = Path(__file__).with_name("indicators.yaml")


@dataclass(frozen=True)
class Words:
    """The same in Thai and in English."""

    th: str = ""
    en: str = ""

    def __str__(self) -> str:
        return (self.en if get_language() == "en" else self.th) or self.th or self.en


@dataclass(frozen=True)
class Indicator:
    """One indicator. `target` is in percent, `period` the usual one; a key indicator has no duty."""

    id: str
    area: str
    kind: str
    evaluator: str
    name: Words
    definition: Words
    measured_from: tuple[str, ...]
    period: str
    target: int
    version: int
    duty: Words = field(default_factory=Words)
    duty_number: str = ""
    standard: Words = field(default_factory=Words)
    printed_target: int | None = None
    companions: tuple[str, ...] = ()

    @property
    def is_of_a_process(self) -> bool:
        """Whether it is a key indicator of one process rather than one of an area."""
        return not self.area


@dataclass(frozen=True)
class Catalogue:
    """All indicators by id, and the names of areas and processes."""

    areas: Mapping[str, Words]
    processes: Mapping[str, Words]
    indicators: Mapping[str, Indicator]

    def asked(self, *, area: str = "", process: str = "") -> list[Indicator]:
        """The indicators of an area, or those that a process feeds; all without a question."""
        return [
            indicator
            for indicator in self.indicators.values()
            if (not area or indicator.area == area) and (not process or process in indicator.measured_from)
        ]

    def key_indicators(self, processes: tuple[str, ...]) -> list[Indicator]:
        """The key indicators of these processes."""
        return [
            indicator
            for indicator in self.indicators.values()
            if indicator.is_of_a_process and indicator.measured_from[0] in processes
        ]


@cache
def catalogue() -> Catalogue:
    """The catalogue, read once."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Catalogue(
        {key: Words(**words) for key, words in told["areas"].items()},
        {key: Words(**words) for key, words in told["processes"].items()},
        {row["id"]: _indicator(row) for row in told["indicators"]},
    )


def _indicator(row: dict[str, Any]) -> Indicator:
    duty = dict(row.get("duty", {}))
    return Indicator(
        duty_number=duty.pop("no", ""),
        duty=Words(**duty),
        standard=Words(**row.get("standard", {})),
        name=Words(**row["name"]),
        definition=Words(**row["definition"]),
        measured_from=tuple(row["measured_from"]),
        companions=tuple(row.get("companions", ())),
        printed_target=row.get("printed_target"),
        **{key: row[key] for key in ("id", "area", "kind", "evaluator", "period", "target", "version")},
    )
