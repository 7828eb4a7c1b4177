"""A machine drawn from its declarations, with the present state lit."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from workflows.engine.may import state_label
from workflows.engine.models import Tracked
from workflows.engine.step import steps_of

WIDE, HIGH, GAP_X, GAP_Y = 150, 44, 70, 60
COLUMNS = 4


def arrows(model: type[Tracked]) -> list[tuple[str, str, str]]:
    """(from, to, label) of every move the machine declares."""
    return [
        (source, target, str(step.label))
        for step in steps_of(model).values()
        for source in step.sources
        for target in step.targets
        if source
    ]


def draw(model: type[Tracked], present: str = "", visited: Sequence[str] = ()) -> str:
    """An SVG picture: states as boxes in the order of the machine file, moves as arrows with their verbs."""
    states = list(model.classes)
    place = {state: _place(index) for index, state in enumerate(states)}
    rows = -(-len(states) // COLUMNS)
    width = COLUMNS * (WIDE + GAP_X) - GAP_X + 20
    height = rows * (HIGH + GAP_Y) - GAP_Y + 40
    title = escape(str(model.process_label))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'class="machine" aria-label="{title}"><title>{title}</title>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path d="M0 0 8 4 0 8z"/></marker></defs>',
    ]
    for (source, target), labels in _grouped(model).items():
        if source in place and target in place and source != target:
            parts.append(_arrow(place[source], place[target], ", ".join(labels)))
    parts += [_box(model, state, place[state], present, visited) for state in states]
    return "".join([*parts, "</svg>"])


def _grouped(model: type[Tracked]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for source, target, label in arrows(model):
        found.setdefault((source, target), []).append(label)
    return found


def _place(index: int) -> tuple[int, int]:
    """Boxes run like a ploughed field, so that neighbours in the order are neighbours in the picture."""
    row, column = divmod(index, COLUMNS)
    column = column if row % 2 == 0 else COLUMNS - 1 - column
    return 10 + column * (WIDE + GAP_X), 20 + row * (HIGH + GAP_Y)


def _box(model: type[Tracked], state: str, at: tuple[int, int], present: str, visited: Sequence[str]) -> str:
    x, y = at
    kind = "present" if state == present else "visited" if state in visited else "other"
    label = escape(state_label(model, state))
    return (
        f'<g class="state {kind} class-{model.classes[state]}"><rect x="{x}" y="{y}" width="{WIDE}" '
        f'height="{HIGH}" rx="8"/><text x="{x + WIDE / 2}" y="{y + HIGH / 2 + 5}" '
        f'text-anchor="middle">{label}</text></g>'
    )


def _arrow(start: tuple[int, int], end: tuple[int, int], label: str) -> str:
    (x1, y1), (x2, y2) = _edges(start, end)
    bend = 0 if abs(x1 - x2) + abs(y1 - y2) < WIDE + GAP_X else 24
    middle_x, middle_y = (x1 + x2) / 2 + bend, (y1 + y2) / 2 - bend / 2
    return (
        f'<g class="move"><path d="M{x1} {y1} Q{middle_x} {middle_y} {x2} {y2}" fill="none" '
        f'marker-end="url(#tip)"/><title>{escape(label)}</title></g>'
    )


def _edges(start: tuple[int, int], end: tuple[int, int]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a line leaves one box and meets the other."""
    (x1, y1), (x2, y2) = start, end
    if y1 == y2:
        left_first = x1 < x2
        return (
            (x1 + (WIDE if left_first else 0), y1 + HIGH / 2),
            (x2 + (0 if left_first else WIDE), y2 + HIGH / 2),
        )
    down = y1 < y2
    return ((x1 + WIDE / 2, y1 + (HIGH if down else 0)), (x2 + WIDE / 2, y2 + (0 if down else HIGH)))
