"""Where the states of a machine stand in its picture: the usual way down, what lies aside beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDE, HIGH = 204, 40
ROW = 84  # from one state of the usual way to the next
APART = 54  # between two states aside
LANES, GUTTER = 112, 124  # left of the usual way, and between it and what lies aside
EDGE = 10

Move = tuple[str, str]


@dataclass(frozen=True)
class Box:
    """A state's rectangle, by its middle; `aside` of the usual way."""

    x: float
    y: float
    aside: bool

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - WIDE / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + WIDE / 2


@dataclass(frozen=True)
class Places:
    """Every state's box, and the size of the whole."""

    boxes: dict[str, Box]
    width: float
    height: float


def places(states: Sequence[str], way: Sequence[str], moves: Iterable[Move]) -> Places:
    """The usual way from the top down; the others beside those they are reached from, none upon another."""
    main = [*_before(states, way), *way] if way else list(states)
    rows = {state: EDGE + HIGH / 2 + ROW * place for place, state in enumerate(main)}
    wanted = _wanted([state for state in states if state not in rows], rows, list(moves))
    beside = _spread(sorted(wanted.items(), key=lambda each: each[1]))
    x = LANES + WIDE / 2
    boxes = {state: Box(x, y, aside=False) for state, y in rows.items()}
    boxes |= {state: Box(x + WIDE + GUTTER, y, aside=True) for state, y in beside.items()}
    lowest = max(box.y for box in boxes.values()) + HIGH / 2 + EDGE
    return Places(boxes, LANES + WIDE + (GUTTER + WIDE + LANES / 2 if beside else EDGE), lowest)


def _before(states: Sequence[str], way: Sequence[str]) -> list[str]:
    """States that the machine file names before the usual way begins."""
    return [state for state in states[: states.index(way[0])] if state not in way]


def _wanted(aside: list[str], rows: dict[str, float], moves: list[Move]) -> dict[str, float]:
    """How high each state aside would like to stand: between those of the usual way it moves from and to."""
    found: dict[str, float] = {}
    for state in aside:
        near = [rows[a] for a, b in moves if b == state and a in rows]
        near += [rows[b] for a, b in moves if a == state and b in rows]
        found[state] = sum(near) / len(near) if near else max(rows.values())
    return found


def _spread(wanted: list[tuple[str, float]]) -> dict[str, float]:
    """The same order, at least `APART` from one another, each as near as can be to where it would stand."""
    groups: list[tuple[list[str], float]] = []  # states that touch, and the height of the first
    for state, height in wanted:
        group, top = [state], height
        while groups and top < groups[-1][1] + APART * len(groups[-1][0]):
            above, over = groups.pop()
            top = (over * len(above) + (top - APART * len(above)) * len(group)) / (len(above) + len(group))
            group = above + group
        groups.append((group, max(top, EDGE + HIGH / 2)))
    return {state: top + APART * place for group, top in groups for place, state in enumerate(group)}
