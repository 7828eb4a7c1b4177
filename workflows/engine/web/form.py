"""The form of any step of any tracked item."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from eoffice.common.errors import InvalidInputs
from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from workflows.engine.inputs.ask import Ask
from workflows.engine.models import Tracked
from workflows.engine.perform import perform, start
from workflows.engine.registry import by_process
from workflows.engine.step import Step
from workflows.engine.steps import StepNow, step_now
from workflows.engine.web.questions import Answers, Question, ask_all, without_blank_rows
from workflows.engine.web.uploads import take_in

#: Fields that are the page's, not the step's.
OURS = ("csrfmiddlewaretoken", "form", "key", "version", "next", "more", "behalf")


class StepForm:
    """What a step asks, what was answered, and the taking of it.

    `data` None shows the usual answers, and those `given` by the link that led here. A form without the
    field `form` is a bare button: the step is taken with its usual answers.
    """

    def __init__(
        self,
        item: Tracked,
        step: Step,
        post: Post,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        given: Mapping[str, str] | None = None,
    ) -> None:
        self.item, self.step, self.post = item, step, post
        self.data = data
        self.uploads = files or MultiValueDict()
        self.given = given or {}
        self.errors: dict[str, list[str]] = {}
        self.sentence = ""

    @cached_property
    def key(self) -> str:
        """The key under which a repeat is known as one."""
        sent = self.data.get("key", "") if self.data is not None else ""
        return sent[:100] or uuid.uuid4().hex

    @cached_property
    def version(self) -> int | None:
        """What the reader last saw of the item; None where nothing was said."""
        sent = self.data.get("version", "") if self.data is not None else str(self.item.version)
        return whole_number(sent, digits=9)

    @cached_property
    def now(self) -> StepNow:
        """Whether the step is open to the post, and if not, why not."""
        return step_now(self.item, self.step, self.post)

    @property
    def questions(self) -> list[Question]:
        """Everything the step asks, as the page shows it."""
        extra = 1 if self.data is not None and "more" in self.data else 0
        shown = self._shown() if self.data is not None and "form" in self.data else None
        return ask_all(self.step.inputs, Answers(self.item, self.post, shown, self.errors, extra, self.given))

    @property
    def asked(self) -> list[Question]:
        """What the page asks openly."""
        return [question for question in self.questions if not question.ask.aside]

    @property
    def aside(self) -> list[Question]:
        """What it folds away, of whoever takes the step by office; open where something was wrong with it."""
        by_office = (self.now.on_behalf_of or self.post).has(*self.step.by)
        return [question for question in self.questions if question.ask.aside and by_office]

    @property
    def aside_is_paper(self) -> bool:
        """Whether nothing is folded away but when it was done on paper."""
        return all(question.name == "occurred_at" for question in self.aside)

    @property
    def aside_open(self) -> bool:
        """Whether something was written there."""
        return any(question.value or question.errors for question in self.aside)

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """(id, label, sentence) of everything that needs correction, for the top of the form."""
        flat = [
            each for question in self.questions for each in [question, *chain.from_iterable(question.rows)]
        ]
        found = [(each.html_id, str(each.ask.label), text) for each in flat for text in each.errors]
        return found or [("", "", text) for texts in self.errors.values() for text in texts]

    @property
    def takes_files(self) -> bool:
        """Whether it must be sent as a form with files."""
        return any(field.metadata["ask"].kind == "files" for field in dataclasses.fields(self.step.inputs))

    def take(self) -> Tracked | None:
        """Take the step. None where fields need correction: `errors` and `sentence` say which and why."""
        try:
            return self._take()
        except InvalidInputs as wrong:
            self.errors, self.sentence = dict(wrong.errors), str(wrong.detail)
            return None

    def _take(self) -> Tracked:
        told = self._told()
        if self.step.creates:
            made: Tracked = start(self.item.process, self.step.name, self.post, told, key=self.key)
            return made
        return perform(self.item, self.step.name, self.post, told, key=self.key, version=self.version)

    def _told(self) -> Mapping[str, Any]:
        """What the step is told: the answers alone, files taken in, blank rows left out."""
        if self.data is None or "form" not in self.data:
            return {}
        told = without_blank_rows(self._shown(), self.step.inputs)
        for name in OURS:
            told.pop(name, None)
        return told

    def _shown(self) -> QueryDict:
        """What was sent, with the files that came along put under their ids."""
        if self.data is None:
            return QueryDict()
        return self._with_files

    @cached_property
    def _with_files(self) -> QueryDict:
        assert self.data is not None
        told = self.data.copy()
        for field in dataclasses.fields(self.step.inputs):
            if field.metadata["ask"].kind == "files":
                fresh = self._files_of(field.name)
                told.setlist(field.name, [*filter(None, told.getlist(field.name)), *map(str, fresh)])
            elif field.metadata["ask"].kind == "item":
                self._find_item(field.name, field.metadata["ask"], told)
        return told

    def _find_item(self, name: str, ask: Ask, told: QueryDict) -> None:
        """Another item may be written by its number instead of being picked."""
        text = told.get(f"{name}-find", "").strip()[:200]
        found = by_process(ask.options()[0][0]).named(text, self.post) if text else []
        if len(found) == 1:
            told[name] = str(found[0].pk)
        elif text and not told.get(name):
            told[name] = "0"  # nothing that can be chosen: the field says so

    def _files_of(self, name: str) -> list[int]:
        sent = self.uploads.getlist(f"{name}-sent")
        if not sent:
            return []
        return take_in(sent, post=self.post, key=self.key, fresh=self.now.open)
