"""What one taking of a step carries along: who, when, in whose name, and what follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workflows.engine.models import Link

if TYPE_CHECKING:
    from eoffice.people.models import Post, User
    from workflows.engine.inputs import StepInputs
    from workflows.engine.models import Tracked, Transition
    from workflows.engine.step import Step


@dataclass
class Sitting:
    """Everything one outermost `perform()` does, written to the log together at its end."""

    post: Post | None
    on_behalf_of: Post | None
    at: dt.datetime
    recorded_at: dt.datetime
    keyed: bool = False  # the request carries a key: a repeat is known as one
    rows: list[Transition] = field(default_factory=list)
    prompt: set[tuple[str, int]] = field(default_factory=set)  # (reader of the log, organisation)

    @property
    def user(self) -> User | None:
        """The person who acts; None for the system."""
        return self.post.person if self.post else None


@dataclass
class Act:
    """One step being taken. The step's body reads it and says what else must happen."""

    sitting: Sitting
    step: Step
    reason_kind: str = ""
    note: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)
    following: list[tuple[Tracked, str, StepInputs | None]] = field(default_factory=list)
    afterwards: list[Callable[[], object]] = field(default_factory=list)
    due_change: tuple[dt.datetime, str] | None = None

    @property
    def post(self) -> Post | None:
        """The post that acts; None for the system."""
        return self.sitting.post

    @property
    def user(self) -> User | None:
        """The person who acts; None for the system."""
        return self.sitting.user

    @property
    def on_behalf_of(self) -> Post | None:
        """The post in whose name the actor acts, if another's."""
        return self.sitting.on_behalf_of

    @property
    def at(self) -> dt.datetime:
        """When it happens (server time, or the stated time of work on paper)."""
        return self.sitting.at

    def then(self, item: Tracked, step: str, inputs: StepInputs | None = None) -> None:
        """Take `step` on `item` right after this one, as part of it: same person, same transaction."""
        self.following.append((item, step, inputs))

    def after(self, do: Callable[[], object]) -> None:
        """Call `do` once the item's new state is written, before what follows from it."""
        self.afterwards.append(do)

    def read_promptly(self, reader: str, organisation_id: int) -> None:
        """Let a reader of the log see this step once it is committed, before the request is answered."""
        self.sitting.prompt.add((reader, organisation_id))

    def move_due(self, due_at: dt.datetime, reason: str) -> None:
        """Put another due time in force; the old one is kept with the reason."""
        self.due_change = (due_at, reason)

    def link(self, kind: str, source: Tracked, target: Tracked) -> None:
        """Join two items; joining twice is once."""
        Link.objects.get_or_create(
            kind=kind,
            from_process=source.process,
            from_item=source.pk,
            to_process=target.process,
            to_item=target.pk,
            defaults={"made_by": self.user, "made_at": self.at},
        )
