"""The rows behind a figure as a reader may see them: what one may not see is only a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eoffice.people.models import Post
from kpi.rules.cases import Case
from kpi.rules.figures import minutes
from kpi.rules.verdicts import Outcome
from workflows.engine.models import Tracked
from workflows.engine.registry import by_process

AT_ONCE = 5_000  # ids in one question to the database
Found = tuple[str, Case]


@dataclass(frozen=True)
class CaseRow:
    """One case that may be seen."""

    process: str
    item: Tracked
    case: Case

    @property
    def spent_minutes(self) -> int | None:
        """The measured working time in whole minutes, where the measure is a time."""
        return minutes(self.case.spent)


@dataclass(frozen=True)
class CasePage:
    """A page of cases, and the counts over all of them."""

    rows: list[CaseRow]
    marked: int
    counted: int  # the denominator: marked ones too
    excluded: int
    hidden: int  # cases that this reader may not see
    following: int | None  # where the next page starts


def page_of(found: Iterable[Found], post: Post, *, start: int = 0, size: int = 50) -> CasePage:
    """The cases from `start` on that `post` may see, newest item first."""
    cases = sorted(found, key=lambda row: (row[0], -int(row[1].item.key)))
    seen = _seen(cases, post)
    visible = [(process, case) for process, case in cases if int(case.item.key) in seen[process]]
    shown = visible[start : start + size]
    outcomes = [case.outcome for _process, case in cases]
    excluded = outcomes.count(Outcome.EXCLUDED)
    return CasePage(
        _rows(shown, post),
        outcomes.count(Outcome.MARKED),
        len(outcomes) - excluded,
        excluded,
        len(cases) - len(visible),
        start + size if start + size < len(visible) else None,
    )


def _seen(cases: Sequence[Found], post: Post) -> dict[str, set[int]]:
    asked: dict[str, set[int]] = {}
    for process, case in cases:
        asked.setdefault(process, set()).add(int(case.item.key))
    return {process: _seen_of(process, sorted(items), post) for process, items in asked.items()}


def _seen_of(process: str, items: list[int], post: Post) -> set[int]:
    visible = _visible(process, post)
    found: set[int] = set()
    for first in range(0, len(items), AT_ONCE):
        found.update(visible.filter(pk__in=items[first : first + AT_ONCE]).values_list("pk", flat=True))
    return found


def _rows(shown: Sequence[Found], post: Post) -> list[CaseRow]:
    wanted: dict[str, set[int]] = {}
    for process, case in shown:
        wanted.setdefault(process, set()).add(int(case.item.key))
    items = {
        (process, item.pk): item
        for process, pks in wanted.items()
        for item in _visible(process, post).for_list().filter(pk__in=pks)
    }
    return [
        CaseRow(process, items[process, int(case.item.key)], case)
        for process, case in shown
        if (process, int(case.item.key)) in items
    ]


def _visible(process: str, post: Post) -> Any:
    """Items of a process through its one gate; a manager of any process, hence Any."""
    manager: Any = by_process(process)._default_manager
    return manager.visible_to(post)
