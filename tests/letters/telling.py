"""Short words for the stories about letters."""

from __future__ import annotations

from typing import Any

from eoffice.people.models import Post
from workflows.engine.perform import perform, start
from workflows.letters.models import IncomingLetter

#: What a clerk types on a plain day.
PLAIN = {
    "sender": "สพม.ตัวอย่าง",
    "reference": "ศธ 04346/ว 812",
    "dated_on": "2026-11-20",
    "subject": "ขอเชิญประชุมผู้บริหารสถานศึกษา",
    "channel": "post",
}
#: What the steps of a plain day are told.
TOLD: dict[str, dict[str, Any]] = {
    "order": {"text": "ทราบ"},
    "close": {"file_code": "ศธ-01", "retention_class": "normal_10y"},
}


def arrive(post: Post, *, key: str | None = None, **more: object) -> IncomingLetter:
    """A letter that `post` enters; further values change what it says."""
    told = {**PLAIN, "confirmed": True, **more}
    letter: IncomingLetter = start("incoming_letter", "arrive", post, told, key=key)
    return letter


def take(letter: IncomingLetter, post: Post, *steps: str, **inputs: object) -> IncomingLetter:
    """The letter after `post` took the steps; `inputs` go to the last one."""
    for step in steps:
        told = {**TOLD.get(step, {}), **(inputs if step == steps[-1] else {})}
        letter = perform(letter, step, post, told)
    return letter


def ordered(letter: IncomingLetter, clerk: Post, director: Post, *people: Post) -> IncomingLetter:
    """Checked, registered, submitted, and ordered to `people`, the first of whom leads."""
    letter = take(letter, clerk, "check", "register", "submit")
    assignees = [
        {"person": post.person_id, "role": "co" if index else "lead"} for index, post in enumerate(people)
    ]
    return take(letter, director, "order", text="มอบดำเนินการ", assignees=assignees)
