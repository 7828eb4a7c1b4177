"""The part of a page that shows what can be done with an item now."""

from __future__ import annotations

import dataclasses
import uuid
from dataclasses import dataclass

from eoffice.people.models import Post
from workflows.engine.models import Tracked
from workflows.engine.step import Step
from workflows.engine.steps import StepNow, steps_for
from workflows.engine.web.form import StepForm


@dataclass(frozen=True)
class Offered:
    """A step on a page: as a form in place, as a button, or as a link to its form."""

    item: Tracked
    now: StepNow
    form: StepForm | None = None
    key: str = ""

    @classmethod
    def as_button(cls, item: Tracked, now: StepNow) -> Offered:
        """A step as a button alone."""
        return cls(item, now, key=uuid.uuid4().hex)

    @property
    def page(self) -> str:
        """Where the step is taken, if that is a page of its own."""
        return self.item.page_of_step(self.now.name)

    @property
    def at_once(self) -> bool:
        """Whether a press of the button is enough."""
        return not self.now.asks


@dataclass(frozen=True)
class Section:
    """Everything `engine/_steps.html` shows. `first` is the usual next step, if it is open."""

    item: Tracked
    first: Offered | None
    others: list[Offered]
    closed: list[StepNow]

    def without(self, names: frozenset[str]) -> Section:
        """The same without steps that have a place of their own on the page."""
        return dataclasses.replace(
            self,
            others=[each for each in self.others if each.now.name not in names],
            closed=[now for now in self.closed if now.name not in names],
        )


def section_of(item: Tracked, post: Post, form: StepForm | None = None) -> Section:
    """The steps open to `post`, the usual one first; the closed ones with the sentence why.

    `form` is one that came back with something to correct: it stands in place of its button.
    """
    steps = steps_for(item, post)
    offered = [_offered(item, now, post, form) for now in steps if now.open]
    first = next((each for each in offered if each.now.step.usual), None)
    return Section(
        item=item,
        first=first,
        others=[each for each in offered if each is not first],
        closed=[now for now in steps if not now.open],
    )


def _offered(item: Tracked, now: StepNow, post: Post, form: StepForm | None) -> Offered:
    if form is not None and form.step is now.step:
        return Offered(item, now, form)
    if now.step.usual and not item.page_of_step(now.name) and (now.asks or invites_words(now.step)):
        return Offered(item, now, StepForm(item, now.step, post))
    return Offered.as_button(item, now)


def invites_words(step: Step) -> bool:
    """Whether people usually write something with the step, though they need not (a proposal, a minute)."""
    asked = [(field.name, field.metadata["ask"]) for field in dataclasses.fields(step.inputs)]
    return any(ask.kind == "text" and ask.lines > 1 and name != "note" for name, ask in asked)
