"""A machine drawn from its declarations, with the present state lit."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from workflows.engine.may import state_label
from workflows.engine.models import Tracked
from workflows.engine.picture_places import HIGH, ROW, WIDE, Box, Move, places
from workflows.engine.step import steps_of

TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
    'orient="auto-start-reverse"><path d="M0 0 8 4 0 8z"/></marker></defs>'
)
PORT = 9  # between two lines at the same edge of a box
LONGEST = 20  # letters of a verb beside its arrow; the whole stands on pointing and in the table


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
    """An SVG picture: the usual way from the top down with its verbs, returns and short cuts on its left,
    what lies aside on its right.
    """
    states, moves = list(model.classes), _grouped(model)
    laid = places(states, [str(state) for state in model.usual_way], moves)
    title = escape(str(model.process_label))
    ends = _ends(moves, laid.boxes)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {laid.width:g} {laid.height:g}" role="img" '
        f'width="{laid.width:g}" height="{laid.height:g}" class="machine" aria-label="{title}">'
        f"<title>{title}</title>{TIP}"
    ]
    parts += [_arrow(move, labels, laid.boxes, ends) for move, labels in moves.items()]
    parts += [_box(model, state, laid.boxes[state], present, visited) for state in states]
    return "".join([*parts, "</svg>"])


def _grouped(model: type[Tracked]) -> dict[Move, list[str]]:
    found: dict[Move, list[str]] = {}
    for source, target, label in arrows(model):
        if source != target and {source, target} <= set(model.classes):
            found.setdefault((source, target), []).append(label)
    return found


def _is_next(a: Box, b: Box) -> bool:
    """Whether the usual way goes straight from one to the other."""
    return not a.aside and not b.aside and b.y - a.y == ROW


def _side(a: Box, b: Box) -> tuple[str, str]:
    """At which edges a line leaves one box and meets the other."""
    if a.aside == b.aside:
        return ("right", "right") if a.aside else ("left", "left")
    return ("left", "right") if a.aside else ("right", "left")


def _ends(moves: dict[Move, list[str]], boxes: dict[str, Box]) -> dict[tuple[Move, int], float]:
    """How high each line ends at each of its boxes: spread along the edge, in the order of the other ends."""
    at: dict[tuple[str, str], list[tuple[float, Move, int]]] = {}
    for move in moves:
        a, b = boxes[move[0]], boxes[move[1]]
        if not _is_next(a, b):
            for end, (state, other, side) in enumerate(zip(move, (b, a), _side(a, b), strict=True)):
                at.setdefault((state, side), []).append((other.y, move, end))
    found: dict[tuple[Move, int], float] = {}
    for (state, _side_of_it), lines in at.items():
        step = min(PORT, (HIGH - 8) / max(len(lines) - 1, 1))
        for place, (_y, move, end) in enumerate(sorted(lines)):
            found[move, end] = boxes[state].y + step * (place - (len(lines) - 1) / 2)
    return found


def _arrow(move: Move, labels: list[str], boxes: dict[str, Box], ends: dict[tuple[Move, int], float]) -> str:
    a, b = boxes[move[0]], boxes[move[1]]
    said = escape(", ".join(labels))
    word = ""
    if _is_next(a, b):
        path = f"M{a.x:g} {a.y + HIGH / 2:g}V{b.y - HIGH / 2:g}"
        short = labels[0] if len(labels[0]) <= LONGEST else f"{labels[0][: LONGEST - 1]}…"
        word = f'<text x="{a.x + 9:g}" y="{(a.y + b.y) / 2 + 5:g}">{escape(short)}</text>'
    else:
        path = _curve(a, b, ends[move, 0], ends[move, 1])
    back = " back" if b.y < a.y and not a.aside and not b.aside else ""
    return (
        f'<g class="move{back}"><path d="{path}" fill="none" marker-end="url(#tip)"/>{word}'
        f"<title>{said}</title></g>"
    )


def _curve(a: Box, b: Box, y1: float, y2: float) -> str:
    """Between the columns an S; within one a bow to its side, the wider the farther."""
    if a.aside != b.aside:
        x1, x2 = (a.left, b.right) if a.aside else (a.right, b.left)
        middle = (x1 + x2) / 2
        return f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    x = a.right if a.aside else a.left
    out = (18 + 17 * abs(b.y - a.y) / ROW) * (1 if a.aside else -1)
    out = max(-130.0, min(out, 60.0))
    return f"M{x:g} {y1:g}C{x + out:g} {y1:g} {x + out:g} {y2:g} {x:g} {y2:g}"


def _box(model: type[Tracked], state: str, box: Box, present: str, visited: Sequence[str]) -> str:
    kind = "present" if state == present else "visited" if state in visited else "other"
    label = escape(state_label(model, state))
    return (
        f'<g class="state {kind} class-{model.classes[state]}"><rect x="{box.left:g}" '
        f'y="{box.y - HIGH / 2:g}" width="{WIDE}" height="{HIGH}" rx="8"/><text x="{box.x:g}" '
        f'y="{box.y + 5:g}" text-anchor="middle">{label}</text></g>'
    )
