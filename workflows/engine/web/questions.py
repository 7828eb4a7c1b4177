"""A step's inputs as questions of a page: made from the one declaration, whatever the process."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from documents.models import FileRecord
from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.common.thai.dates import be_year
from eoffice.people.models import Post
from workflows.engine.inputs import StepInputs
from workflows.engine.inputs.ask import Ask
from workflows.engine.models import Tracked
from workflows.engine.web import choosing
from workflows.engine.web.choosing import Option

#: So many choices stand open as chips; more become a list to pull down.
FEW = 5
EMPTY_ROWS = 1


@dataclasses.dataclass
class Question:
    """One thing asked: its name in the form, what was answered so far, and what was wrong with that."""

    name: str
    ask: Ask
    values: list[str]
    errors: list[str] = dataclasses.field(default_factory=list)
    options: list[Option] = dataclasses.field(default_factory=list)
    rows: list[list[Question]] = dataclasses.field(default_factory=list)
    files: list[FileRecord] = dataclasses.field(default_factory=list)
    may_stay_empty: bool = False  # in a row that need not be filled in at all

    @property
    def template(self) -> str:
        """The part that asks it."""
        kind = self.ask.kind
        if kind == "text" and self.ask.pick:
            kind = "list"
        if kind == "choice":
            kind = "chips" if len(self.options) <= FEW else "list"
        kind = {"person": "list", "unit": "list", "organisation": "list", "instant": "day"}.get(kind, kind)
        return f"engine/questions/_{kind}.html"

    @property
    def html_id(self) -> str:
        """An id that labels and errors point to."""
        return "q-" + "".join(letter if letter.isalnum() else "-" for letter in self.name)

    @property
    def value(self) -> str:
        """The one answer, as it stands in its control."""
        if self.ask.kind == "texts":
            return "\n".join(self.values)
        return self.values[0] if self.values and not self.ask.secret else ""

    @property
    def required(self) -> bool:
        """Whether it must be answered by whoever fills the form in."""
        return self.ask.required and self.ask.default is None and not self.may_stay_empty

    @property
    def checked(self) -> bool:
        """Of a yes-or-no question: yes."""
        return self.value in {"true", "on", "True"}

    @property
    def described_by(self) -> str:
        """The ids of help and errors, for screen readers."""
        parts = [f"{self.html_id}-help"] if self.ask.help else []
        return " ".join([*parts, f"{self.html_id}-error"] if self.errors else parts)


@dataclasses.dataclass(frozen=True)
class Answers:
    """What was sent so far and what was wrong with it; nothing yet: both empty."""

    item: Tracked
    post: Post
    data: QueryDict | None = None
    errors: Mapping[str, list[str]] = dataclasses.field(default_factory=dict)
    extra_rows: int = 0
    given: Mapping[str, str] = dataclasses.field(default_factory=dict)  # by the link that led here


def ask_all(
    inputs: type[StepInputs], answers: Answers, *, prefix: str = "", wrong: str = ""
) -> list[Question]:
    """The questions of an inputs class. `prefix` names them in the form, `wrong` in the errors."""
    found = [
        _question(field.name, field.metadata["ask"], answers, prefix, wrong)
        for field in dataclasses.fields(inputs)
        if _is_asked(field.metadata["ask"], answers)
    ]
    return [question for question in found if question.options or not question.ask.pick]


def _is_asked(ask: Ask, answers: Answers) -> bool:
    return ask.offered is None or bool(ask.offered(answers.item, answers.post))


def _question(name: str, ask: Ask, answers: Answers, prefix: str, wrong: str) -> Question:
    question = Question(prefix + name, ask, _values(prefix + name, ask, answers))
    question.errors = list(answers.errors.get(f"{wrong}{name}", []))
    if ask.kind == "rows":
        question.rows = _rows(question.name, ask, answers, f"{wrong}{name}")
    elif ask.kind == "files":
        question.files = choosing.files_chosen(question.values, answers.post)
    else:
        question.options = choosing.options_of(ask, answers.item, answers.post, question.values)
    return question


def _values(name: str, ask: Ask, answers: Answers) -> list[str]:
    if answers.data is not None:
        return [value for value in answers.data.getlist(name) if value or ask.kind == "text"]
    if name in answers.given:
        return [answers.given[name]]
    return as_typed(ask.default_for(answers.item))


def as_typed(value: Any) -> list[str]:
    """An answer as somebody would have typed it: Buddhist years, ids of rows, nothing for nothing."""
    if value is None or value == "":
        return []
    if isinstance(value, tuple | list):
        return [text for each in value for text in as_typed(each)]
    if isinstance(value, dt.datetime):
        local = value.astimezone(clock.BANGKOK)
        return [f"{local.day}/{local.month}/{be_year(local.year)} {local:%H.%M}"]
    if isinstance(value, dt.date):
        return [f"{value.day}/{value.month}/{be_year(value.year)}"]
    if isinstance(value, bool):
        return ["true"] if value else []
    return [str(getattr(value, "pk", value))]


def _rows(name: str, ask: Ask, answers: Answers, wrong: str) -> list[list[Question]]:
    """The rows that were sent, or an empty one; and as many more as were asked for."""
    assert ask.rows is not None
    sent = rows_sent(answers.data, name) if answers.data is not None else []
    following = max(sent, default=-1) + 1
    fresh = answers.extra_rows if sent else max(answers.extra_rows, EMPTY_ROWS)
    rows = [
        ask_all(ask.rows, answers, prefix=f"{name}[{index}]", wrong=f"{wrong}[{place}].")
        for place, index in enumerate([*sent, *range(following, following + fresh)])
    ]
    for question in [inner for row in rows for inner in row]:
        question.may_stay_empty = not ask.required
    return rows


def rows_sent(data: QueryDict, name: str) -> list[int]:
    """The indices of the rows of a form, in order: `assignees[3]person` -> 3."""
    found: set[int] = set()
    for key in data:
        index, bracket, _rest = key.removeprefix(f"{name}[").partition("]")
        place = whole_number(index)
        if key.startswith(f"{name}[") and bracket and place is not None:
            found.add(place)
    return sorted(found)


def without_blank_rows(data: QueryDict, inputs: type[StepInputs]) -> QueryDict:
    """The form without rows in which nothing was filled in; their usual answers alone don't count."""
    kept = data.copy()
    for field in dataclasses.fields(inputs):
        ask: Ask = field.metadata["ask"]
        if ask.kind != "rows" or ask.rows is None:
            continue
        telling = [
            inner.name for inner in dataclasses.fields(ask.rows) if inner.metadata["ask"].default is None
        ]
        for index in rows_sent(data, field.name):
            row = f"{field.name}[{index}]"
            if not any(data.get(row + name, "").strip() for name in telling):
                for key in [key for key in kept if key.startswith(row)]:
                    del kept[key]
    return kept
