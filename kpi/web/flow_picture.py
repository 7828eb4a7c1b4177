"""The traffic between states as lines as thick as the traffic: states in a column, in the machine's order.

The usual way runs straight down; what skips states runs on the right, what goes back on the left. Each such
line has a lane of its own, so that lines never lie on each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, HIGH, PITCH = 170, 40, 92
LANE, FIRST_LANE = 68, 52
CORNER, THICKEST = 14, 11.0
MARGIN = 8


@dataclass(frozen=True)
class Passage:
    """From state to state (by their places in the column), how often, and the median time before it."""

    source: int
    target: int
    number: int
    median: str


@dataclass(frozen=True)
class Box:
    """A state."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Line:
    """A drawn passage: its path, how thick, where its two words stand, and whether it goes back."""

    path: str
    thick: float
    x: float
    y: float
    anchor: str
    passage: Passage
    is_back: bool


@dataclass(frozen=True)
class FlowPicture:
    """Everything that the SVG holds."""

    width: float
    height: float
    boxes: list[Box]
    lines: list[Line]

    wide: int = WIDE
    high: int = HIGH
    half_wide: int = WIDE // 2


def flow_picture(states: Sequence[str], passages: Sequence[Passage]) -> FlowPicture:
    """Lay the picture out; `states` are their words, in order."""
    ahead = _lanes([passage for passage in passages if passage.target - passage.source > 1])
    back = _lanes([passage for passage in passages if passage.target < passage.source])
    left = MARGIN + _room(back)
    most = max((passage.number for passage in passages), default=1)
    lines = [_straight(passage, left, most) for passage in passages if passage.target - passage.source == 1]
    lines += [_round(passage, lane, left, most, back=False) for passage, lane in ahead]
    lines += [_round(passage, lane, left, most, back=True) for passage, lane in back]
    boxes = [Box(left, MARGIN + number * PITCH, label) for number, label in enumerate(states)]
    height = 2 * MARGIN + (len(states) - 1) * PITCH + HIGH
    return FlowPicture(left + WIDE + _room(ahead) + MARGIN, height, boxes, lines)


def _lanes(passages: Sequence[Passage]) -> list[tuple[Passage, int]]:
    """Short ways next to the boxes; a lane holds ways that do not pass each other."""
    taken: list[list[tuple[int, int]]] = []
    found = []
    for passage in sorted(passages, key=lambda one: (abs(one.target - one.source), one.source)):
        low, high = sorted((passage.source, passage.target))
        lane = next(
            (number for number, spans in enumerate(taken) if all(high <= a or low >= b for a, b in spans)),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found.append((passage, lane))
    return found


def _room(lanes: Sequence[tuple[Passage, int]]) -> float:
    return FIRST_LANE + LANE * max(lane for _passage, lane in lanes) + LANE / 2 if lanes else 0


def _thick(passage: Passage, most: int) -> float:
    return round(1.5 + (THICKEST - 1.5) * passage.number / most, 1)


def _straight(passage: Passage, left: float, most: int) -> Line:
    x = left + WIDE / 2
    top = MARGIN + passage.source * PITCH + HIGH
    bottom = MARGIN + passage.target * PITCH
    thick = _thick(passage, most)
    return Line(
        f"M{x} {top}V{bottom - 9}", thick, x + thick / 2 + 6, (top + bottom) / 2, "start", passage, False
    )


def _round(passage: Passage, lane: int, left: float, most: int, *, back: bool) -> Line:
    """Out of the side of one box, along the lane, into the side of the other."""
    way = -1 if back else 1
    side = left if back else left + WIDE
    along = side + way * (FIRST_LANE + LANE * lane)
    start = MARGIN + passage.source * PITCH + HIGH * 0.68
    end = MARGIN + passage.target * PITCH + HIGH * 0.32
    if back:
        start, end = start - HIGH * 0.36, end + HIGH * 0.36
    down = 1 if end > start else -1
    path = (
        f"M{side} {start:g}H{along - way * CORNER}Q{along} {start:g} {along} {start + down * CORNER:g}"
        f"V{end - down * CORNER:g}Q{along} {end:g} {along - way * CORNER} {end:g}H{side + way * 9}"
    )
    return Line(path, _thick(passage, most), along, (start + end) / 2, "middle", passage, back)
