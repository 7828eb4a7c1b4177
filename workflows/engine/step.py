"""The step decorator: a django-fsm transition that says who, why, with what, and until when."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django_fsm import ANY_STATE, RETURN_VALUE, transition

from eoffice.people.roles import Role
from workflows.engine.inputs import NoInputs, StepInputs
from workflows.engine.rules.classes import Sort

if TYPE_CHECKING:
    from eoffice.people.models import Post

#: What a new item is in before its first step.
NOT_BEGUN = ""
#: Whatever state an item is in.
ANY = ANY_STATE
_acting: ContextVar[bool] = ContextVar("engine_is_acting", default=False)

Guard = Callable[[Any], object]  # answers a sentence why not, or an empty string


@dataclasses.dataclass(frozen=True)
class Step:
    """The declaration of one step.

    `by` are roles; `who` lets in people whom the item names (an assignee); `needs` are guards that answer
    the sentence why not. `bars` answers the sentence that keeps out one whom the role alone would let in;
    asked of the name acted in. `never` keeps out whoever the work is, in whatever name they act.
    `first` answers the name of a step that is taken along where it was left out.
    `inner` steps are taken only as part of another (the sheet's "with …").
    `quiet` ones change nothing that a reader saw: forms open elsewhere stay good.
    """

    name: str
    label: Any
    method: Callable[..., Any]
    sources: tuple[str, ...]
    targets: tuple[str, ...]  # empty: no move
    by: frozenset[str]
    needs: tuple[Guard, ...]
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    sort: Sort
    who: Callable[[Any, Post], bool] | None = None
    bars: Callable[[Any, Post], object] | None = None
    never: Callable[[Any, Post], object] | None = None
    first: Callable[[Any], str] | None = None
    inputs: type[StepInputs] = NoInputs
    clause: str = ""
    inner: bool = False
    usual: bool = False
    quiet: bool = False

    @property
    def creates(self) -> bool:
        """Whether the step makes the item."""
        return self.sources == (NOT_BEGUN,)

    def starts_in(self, item: Any) -> bool:
        """Whether the item's state lets it begin, at once or after the step that is taken along."""
        if item.state in self.sources or ANY in self.sources:
            return True
        return self.first is not None and bool(self.first(item))

    @property
    def by_system_alone(self) -> bool:
        """Whether only the system takes it."""
        return self.inner or (self.by == {Role.SYSTEM} and self.who is None)


class More(TypedDict, total=False):
    """What a step may declare besides, as its fields say."""

    who: Callable[[Any, Post], bool] | None
    bars: Callable[[Any, Post], object] | None
    never: Callable[[Any, Post], object] | None
    first: Callable[[Any], str] | None
    inputs: type[StepInputs]
    clause: str
    inner: bool
    usual: bool
    quiet: bool


class NotThroughTheEngine(RuntimeError):
    """A step's method was called by something other than `perform()`."""


@contextmanager
def the_engine_is_acting() -> Iterator[None]:
    """Only inside this block may a step's method run. Used by the engine alone."""
    token = _acting.set(True)
    try:
        yield
    finally:
        _acting.reset(token)


def step(
    label: Any,
    *,
    source: str | Sequence[str] = NOT_BEGUN,
    target: str | Sequence[str] | None = None,
    by: str | Sequence[str] = (),
    needs: Sequence[Guard] = (),
    starts: Sequence[str] = (),
    stops: Sequence[str] = (),
    sort: Sort | None = None,
    **more: Unpack[More],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a step of a tracked process.

    `source` and `target` are states; no target means that no state is entered (logged all the same);
    several targets mean that the method answers which. `usual` marks the next step of a plain day.
    """
    targets = _several(target)

    def declare(method: Callable[..., Any]) -> Callable[..., Any]:
        spec = Step(
            name=method.__name__.rstrip("_"),  # `return_` is the step `return`
            label=label,
            method=method,
            sources=_several(source),
            targets=targets,
            by=frozenset(_several(by)),
            needs=tuple(needs),
            starts=tuple(starts),
            stops=tuple(stops),
            sort=sort or (Sort.MOVE if targets else Sort.NOTE),
            **more,
        )
        return _as_transition(spec)

    return declare


def _several(told: str | Sequence[str] | None) -> tuple[str, ...]:
    """One name, several, or none, as a tuple."""
    return () if told is None else (told,) if isinstance(told, str) else tuple(told)


def _as_transition(spec: Step) -> Callable[..., Any]:
    @functools.wraps(spec.method)
    def only_by_the_engine(item: Any, *args: Any, **kwargs: Any) -> Any:
        if not _acting.get():
            raise NotThroughTheEngine(f"{spec.name} is taken through perform(), never by a call.")
        return spec.method(item, *args, **kwargs)

    target: Any = None
    if len(spec.targets) == 1:
        target = spec.targets[0]
    elif spec.targets:
        target = RETURN_VALUE(*spec.targets)
    declared: Callable[..., Any] = transition(
        field="state", source=list(spec.sources), target=target, custom={"step": spec}
    )(only_by_the_engine)
    return declared


@functools.cache
def steps_of(model: type) -> dict[str, Step]:
    """Every step of a tracked model by name, in the order of the machine file."""
    found: dict[str, Step] = {}
    for base in reversed(model.__mro__):
        for value in vars(base).values():
            meta = getattr(value, "_django_fsm", None)
            if meta is not None:
                spec = next(iter(meta.transitions.values())).custom["step"]
                found[spec.name] = spec
    return found
