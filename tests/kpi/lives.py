"""Lives of letters that the stories about figures are told with, each made by taking the steps."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from eoffice.common import clock
from eoffice.common.errors import RuleBroken
from eoffice.people.models import Post
from kpi.actions.rebuild import FACTS
from tests.letters.telling import arrive, ordered, take
from workflows.engine import subscribers
from workflows.engine.perform import perform
from workflows.engine.step import steps_of
from workflows.letters.models import Assignment, IncomingLetter

MONDAY = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)  # 9.00 in Bangkok
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def read_log(post: Post) -> int:
    """Let the facts read the log of the post's agency; answers how many rows were new."""
    return subscribers.get(FACTS).read_on(post.organisation_id)


def reported(
    malee: Post, somchai: Post, wipha: Post, *, begin: dt.datetime = MONDAY, days: int = 1, **more: Any
) -> IncomingLetter:
    """A letter ordered at once, given out an hour later, and reported by wipha after so many days."""
    with clock.at(begin):
        letter = ordered(arrive(malee, **more), malee, somchai, wipha)
    with clock.at(begin + HOUR):
        take(letter, malee, "distribute")
        job = Assignment.objects.get(letter=letter)
        perform(job, "acknowledge", wipha)
    with clock.at(begin + days * DAY):
        perform(job, "report", wipha, {"text": "ดำเนินการแล้ว"})
    letter.refresh_from_db()
    return letter


def registered(malee: Post, *, begin: dt.datetime = MONDAY, **more: Any) -> IncomingLetter:
    """A letter that waits for somebody to submit it."""
    with clock.at(begin):
        return take(arrive(malee, **more), malee, "check", "register")


#: Who may take which steps of a letter or an assignment.
WALK = {
    "malee": "check register submit distribute wait resume close reopen remind void",
    "somchai": "order return_down order_amend extend reopen return",
    "wipha": "acknowledge report decline wait resume read",
}


def walk(seed: int, malee: Post, somchai: Post, wipha: Post) -> int:
    """Whatever the office lets these three do, at random times; answers how many steps went through."""
    chance, posts = random.Random(seed), {"malee": malee, "somchai": somchai, "wipha": wipha}
    now, taken, letters = MONDAY, 0, []
    for number in range(70):
        now += dt.timedelta(minutes=chance.randint(0, 900))
        with clock.at(now):
            if number % 12 == 0:
                letters.append(take(arrive(malee, subject=f"เรื่องที่ {number}"), malee, "check", "register"))
            letter = chance.choice(letters)
            letter.refresh_from_db()
            item = chance.choice([letter, *letter.assignments.all()])
            steps = [(who, step) for who, told in WALK.items() for step in told.split() if _fits(item, step)]
            who, step = chance.choice(steps or [("malee", "remind")])
            try:
                perform(item, step, posts[who], _inputs(step, wipha, somchai, chance))
                taken += 1
            except (RuleBroken, KeyError):
                continue
            if chance.random() < 0.3:
                read_log(malee)
    read_log(malee)
    return taken


def _fits(item: IncomingLetter | Assignment, step: str) -> bool:
    spec = steps_of(type(item)).get(step)
    return spec is not None and item.state in spec.sources


def _inputs(step: str, wipha: Post, somchai: Post, chance: random.Random) -> dict[str, object]:
    people = [{"person": wipha.person_id, "role": chance.choice(["lead", "lead", "co", "cc"])}]
    later = clock.now() + dt.timedelta(days=chance.randint(1, 9))
    told: dict[str, dict[str, object]] = {
        "order": {"text": "มอบ", "assignees": people if chance.random() < 0.8 else []},
        "order_amend": {"text": "มอบใหม่", "assignees": people, "note": "เปลี่ยน"},
        "extend": {"due_at": later.isoformat(), "note": "ขอขยาย"},
        "report": {"text": "เสร็จแล้ว"},
        "wait": {"waits_for": "สพม."},
        "close": {"file_code": "ศธ-01", "retention_class": "normal_10y"},
        "void": {"note": "ลงผิด", "approved_by": somchai.pk},
    }
    return told.get(step, {"note": "เหตุผล", "reason_kind": chance.choice(["fault", "new_instruction"])})
