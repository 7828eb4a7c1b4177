"""The only road by which a state changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.common import clock, jobs
from eoffice.common.errors import InvalidInputs, Stale
from eoffice.common.once import needs_savepoint, once
from eoffice.common.prepared import Rewriting
from eoffice.organisations.calendar import office_clock
from workflows.engine import chain, subscribers, timers
from workflows.engine.act import Act, Sitting
from workflows.engine.inputs import StepInputs, read_inputs
from workflows.engine.locking import lock
from workflows.engine.may import acted_then, check_open, in_whose_name
from workflows.engine.models import Tracked, Transition
from workflows.engine.on_paper import note_the_time
from workflows.engine.registry import by_process
from workflows.engine.rules.classes import ReasonKind, Sort, StateClass
from workflows.engine.step import NOT_BEGUN, Step, steps_of, the_engine_is_acting

if TYPE_CHECKING:
    from eoffice.people.models import Post

T = TypeVar("T", bound=Tracked)
Inputs = StepInputs | Mapping[str, Any] | None


def perform(
    item: T,
    step: str,
    actor: Post | None,
    inputs: Inputs = None,
    *,
    on_behalf_of: Post | None = None,
    key: str | None = None,
    version: int | None = None,
    occurred_at: dt.datetime | None = None,
    seen: bool = False,
) -> T:
    """Take `step` on `item` and answer the item as it then is.

    `actor` None is the system. `key` makes a repeat answer with the first result. `version` is what the
    reader last saw. `occurred_at` is stated where work on paper is recorded later. `seen` insists that the
    actor may see the item, of which no more than its id need be known; NotThere is raised where it may not.
    All or nothing, in one transaction: lock, refuse or do, write the state, the deadlines and the log.

    Raises NotAllowed (403), TransitionRefused or Stale (409), InvalidInputs (422), in this order.
    """
    spec = steps_of(type(item))[step]

    taken: list[T] = []
    owner: list[int] = []

    def go() -> int:
        locked = lock(item, seen_by=actor if seen else None)
        owner.append(locked.organisation_id)
        sitting = _sit(actor, occurred_at, locked.entered_at)
        _take(sitting, locked, spec, inputs, on_behalf_of=on_behalf_of, checked=True, version=version)
        _write_down(sitting)
        if len(sitting.rows) == 1:  # nothing followed that could have moved it further
            taken.append(locked)
        return int(locked.pk)

    _once(actor, key, ("perform", item.process, item.pk, step), inputs, go)
    if owner:  # else it was done before, and told then
        _wake(owner[0])
    return taken[0] if taken else _again(type(item), item.pk)


def perform_all(taking: Iterable[tuple[Tracked, str, StepInputs]]) -> None:
    """Take steps on many items of one office as the system, in the transaction of the caller, in one sitting.

    The items are locked already, in an order that no other transaction crosses; the log's lock is taken once,
    behind the last of them. `taking` is read step by step: it sees what the steps before did.
    """
    sitting = _sit(None, None, None)
    for item, step, inputs in taking:
        _take(sitting, lock(item), steps_of(type(item))[step], inputs, on_behalf_of=None, checked=False)
    _write_down(sitting)
    if sitting.rows:
        _wake(sitting.rows[0].organisation_id)


def start(
    process: str,
    step: str,
    actor: Post | None,
    inputs: Inputs = None,
    *,
    organisation_id: int | None = None,
    key: str | None = None,
    keyed: bool = False,
    occurred_at: dt.datetime | None = None,
) -> Any:
    """Make an item of `process` by its creating step, and answer it.

    `keyed` says that the caller sees to repeats by a request key of its own.
    """
    model = by_process(process)
    spec = steps_of(model)[step]
    owner = organisation_id or (actor.organisation_id if actor else None)
    if owner is None:
        raise ValueError("the system must say for which organisation it starts an item")

    made: list[Tracked] = []

    def go() -> int:
        sitting = _sit(actor, occurred_at, None)
        sitting.keyed = keyed or key is not None
        item = _new(model, owner, sitting)
        _take(sitting, item, spec, inputs, on_behalf_of=None, checked=True)
        _write_down(sitting)
        if actor is None:  # whoever asks sees the row as it was kept; the system knows what it wrote
            made.append(item)
        return int(item.pk)

    pk = _once(actor, key, ("start", process, step), inputs, go)
    _wake(owner)
    return made[0] if made else _again(model, pk)


def start_within(act: Act, process: str, step: str, inputs: StepInputs, **fields: Any) -> Any:
    """Make an item as part of another step: same person, same transaction, same sitting."""
    model = by_process(process)
    item = _new(model, fields.pop("organisation_id"), act.sitting)
    for name, value in fields.items():
        setattr(item, name, value)
    _take(act.sitting, item, steps_of(model)[step], inputs, on_behalf_of=act.on_behalf_of, checked=False)
    return item


def _once(actor: Post | None, key: str | None, what: tuple[Any, ...], inputs: Inputs, go: Any) -> int:
    with transaction.atomic(savepoint=needs_savepoint()):
        if key is None or actor is None:
            return int(go())
        told = inputs.evidence() if isinstance(inputs, StepInputs) else inputs
        return int(once(actor.person_id, key, (what, told), go))


def _write_down(sitting: Sitting) -> None:
    chain.append(sitting.rows)
    for reader, organisation_id in sorted(sitting.prompt):
        subscribers.read_after_commit(reader, organisation_id)


def _wake(organisation_id: int) -> None:
    jobs.enqueue("worker.read_log", organisation_id)


def _again(model: type[T], pk: int) -> T:
    return model._base_manager.select_related(*model.read_with).get(pk=pk)


def _sit(actor: Post | None, occurred_at: dt.datetime | None, not_before: dt.datetime | None) -> Sitting:
    now = clock.now()
    at = occurred_at or now
    if at > now or (not_before is not None and at < not_before and occurred_at is not None):
        raise InvalidInputs(
            _("The time stated must lie between the last step and now."),
            errors={"occurred_at": [_("Between the last step and now.")]},
        )
    return Sitting(post=actor, on_behalf_of=None, at=at, recorded_at=now)


def _new(model: type[T], organisation_id: int, sitting: Sitting) -> T:
    return model(organisation_id=organisation_id, created_at=sitting.at, entered_at=sitting.at)


def _take(
    sitting: Sitting,
    item: Tracked,
    step: Step,
    inputs: Inputs,
    *,
    on_behalf_of: Post | None,
    checked: bool,
    version: int | None = None,
) -> None:
    if checked and sitting.post is not None:
        sitting.on_behalf_of = in_whose_name(
            item, step, sitting.post, at=sitting.at, on_behalf_of=on_behalf_of
        )
    if version is not None and version != item.version:
        raise Stale(_("Someone changed this meanwhile. Look again before you go on."))
    if step.first is not None and (name := step.first(item)):
        _take(sitting, item, steps_of(type(item))[name], None, on_behalf_of=None, checked=False)
    check_open(item, step)
    told = (
        inputs
        if isinstance(inputs, StepInputs)
        else read_inputs(step, {} if inputs is None else inputs, item, sitting.post)
    )
    if checked and note_the_time(sitting, step, told, item):
        acted_then(item, step, sitting)
    act = Act(sitting, step, evidence=told.evidence())
    act.note = str(getattr(told, "note", ""))
    act.reason_kind = _reason_kind(step, told)
    _move(item, step, told, act)
    for do in act.afterwards:
        do()
    for other, name, more in act.following:
        current = other if other.pk is None else lock(other)
        _take(sitting, current, steps_of(type(current))[name], more, on_behalf_of=None, checked=False)


def _reason_kind(step: Step, told: StepInputs) -> str:
    if step.sort is not Sort.RETURN and not hasattr(told, "reason_kind"):
        return ""
    return str(getattr(told, "reason_kind", "") or ReasonKind.FAULT)


def _move(item: Tracked, step: Step, told: StepInputs, act: Act) -> None:
    source, source_class, entered_at = item.state, item.state_class, item.entered_at
    with the_engine_is_acting():
        getattr(item, step.method.__name__)(told, act)
    moved = bool(step.targets)
    if moved:
        item.entered_at = act.at
    _reclass(item, act)
    _hold(item)
    opened = item.is_open and not StateClass(source_class or "draft").is_open
    before = item.due_at
    if act.due_change is not None:
        item.missed_due_at = item.missed_due_at or _missed(item, act)
        item.due_at = act.due_change[0]
        item.original_due_at = item.original_due_at or item.due_at
    item.version += not step.quiet
    if item.pk is None:
        item.save(force_insert=True)
    else:
        _rewriting(type(item))(item)
    timers.move_timers(item, act, before=before, opened=opened)
    act.sitting.rows.append(_row(item, step, act, source, source_class, entered_at))


@cache
def _rewriting(model: type[Tracked]) -> Rewriting[Any]:
    return Rewriting(model)


def _missed(item: Tracked, act: Act) -> dt.datetime | None:
    """The due time that an extension comes too late for: it had passed when the words were written down."""
    late = item.due_at is not None and act.sitting.recorded_at >= item.due_at
    return item.due_at if late and act.step.sort is Sort.EXTEND else None


def _reclass(item: Tracked, act: Act) -> None:
    item.state_class = item.class_of(item.state, was_opened=item.opened_at is not None)
    if item.opened_at is None and item.is_open:
        item.opened_at = act.at
        item.due_at = item.original_due_at = item.first_due(act)


def _hold(item: Tracked) -> None:
    holder = item.holder()
    item.holder_role = holder.role
    item.holder_unit_id = holder.unit_id
    item.holder_person_id = holder.person_id


def _row(
    item: Tracked, step: Step, act: Act, source: str, source_class: str, entered_at: dt.datetime
) -> Transition:
    spent = None
    if source != NOT_BEGUN:
        spent = max(0, office_clock(item.organisation_id).minutes_between(entered_at, act.at))
    return Transition(
        organisation_id=item.organisation_id,
        process=item.process,
        item=item.pk,
        step=step.name,
        source=source,
        target=item.state,
        source_class=source_class,
        state_class=StateClass(item.state_class).value,
        sort=step.sort.value,
        actor=act.user,
        post=act.post,
        on_behalf_of=act.on_behalf_of,
        unit_id=item.unit_id,
        speed=item.speed_class(),
        due_at=item.due_at,
        occurred_at=act.at,
        recorded_at=act.sitting.recorded_at,
        working_minutes=spent,
        reason_kind=act.reason_kind,
        note=act.note if item.words_may_be_logged() else "",
        clause=step.clause,
        evidence=act.evidence,
    )
