"""An item's own timer runs while the item is open, and not a moment longer."""

from __future__ import annotations

from eoffice.people.models import Post
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Deadline, Tracked
from workflows.engine.perform import perform
from workflows.letters.assignment.states import A


def timers(item: Tracked) -> list[bool]:
    """Of each `due` timer the item ever had, whether it runs."""
    rows = Deadline.objects.filter(process=item.process, item=item.pk, timer="due").order_by("pk")
    return [row.stopped_at is None for row in rows]


def test_who_only_had_to_know_is_done_with_it(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")
    told = [{"person": wipha.person_id, "role": "cc"}]
    letter = take(letter, somchai, "order", text="แจ้งทราบ", assignees=told)
    letter = take(letter, malee, "distribute")
    assignment = letter.assignments.get()
    assert (timers(letter), timers(assignment)) == ([True], [True])

    assignment = perform(assignment, "acknowledge", wipha)

    assert assignment.state == A.DONE
    assert (timers(letter), timers(assignment)) == ([False], [False])


def test_what_is_taken_up_again_has_its_time_again(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")
    assignment = perform(letter.assignments.get(), "report", wipha, {"text": "เรียบร้อย"})
    assert (timers(letter), timers(assignment)) == ([False], [False])

    assignment = perform(assignment, "return", somchai, {"note": "ขอรายละเอียด"})

    assert (timers(letter), timers(assignment)) == ([False, True], [False, True])
    running = Deadline.objects.get(process="assignment", item=assignment.pk, stopped_at=None)
    assert running.due_at == assignment.due_at
