"""The picture of a machine: readable whatever the machine."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.engine.models import Tracked
from workflows.engine.picture import arrows, draw
from workflows.engine.picture_places import HIGH, WIDE, Places, places
from workflows.engine.registry import processes

SVG = "{http://www.w3.org/2000/svg}"


def _apart(laid: Places) -> bool:
    """No box touches another, and all lie inside the picture."""
    pairs = combinations(laid.boxes.values(), 2)
    inside = all(
        box.left >= 0 and box.right <= laid.width and HIGH / 2 <= box.y <= laid.height - HIGH / 2
        for box in laid.boxes.values()
    )
    return inside and all(abs(a.y - b.y) > HIGH or abs(a.x - b.x) > WIDE for a, b in pairs)


@pytest.mark.parametrize("model", processes(), ids=lambda model: model.process)
def test_every_state_and_move_of_a_machine_is_drawn(model: type[Tracked]) -> None:
    root = ElementTree.fromstring(draw(model, present=next(iter(model.classes))))
    groups = [group.get("class", "") for group in root.iter(f"{SVG}g")]
    assert sum(name.startswith("state") for name in groups) == len(model.classes)
    assert sum(name.startswith("state present") for name in groups) == 1
    moves = {(a, b) for a, b, _label in arrows(model) if a != b and {a, b} <= set(model.classes)}
    assert sum(name.startswith("move") for name in groups) == len(moves)
    assert _apart(places(list(model.classes), list(model.usual_way), moves))


def test_the_usual_way_goes_straight_down_and_the_rest_lies_beside_it() -> None:
    laid = places(["in", "out", "done", "lost"], ["in", "out", "done"], [("in", "lost"), ("out", "lost")])
    assert [laid.boxes[state].y for state in ("in", "out", "done")] == [30, 114, 198]
    assert laid.boxes["lost"].aside
    assert 30 < laid.boxes["lost"].y < 114


STATES = [f"s{number}" for number in range(12)]


@given(way=st.integers(0, 8), moves=st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(STATES))))
def test_no_box_lies_upon_another(way: int, moves: list[tuple[str, str]]) -> None:
    assert _apart(places(STATES, STATES[:way], moves))
