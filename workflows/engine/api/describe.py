"""What a view says of itself to the description of the API, from the machine's own declarations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from workflows.engine.api.declare import PRINTED_AS
from workflows.engine.api.shapes import StepShape, TransitionShape
from workflows.engine.inputs.serializer import serializer_class
from workflows.engine.may import state_label, who_may

if TYPE_CHECKING:
    from workflows.engine.api.declare import ProcessApi
    from workflows.engine.step import Step


@dataclass(frozen=True)
class Description:
    """One operation in words and shapes. `request` and `responses` (status -> serializer) are serializers."""

    operation_id: str
    summary: str
    tag: str
    responses: Mapping[int | tuple[int, str], Any]
    words: str = ""
    request: Any = None
    example: Mapping[str, Any] | None = None
    takes_if_match: bool = False
    gives_etag: bool = False
    parameters: list[Any] = field(default_factory=list)


def describe(api: ProcessApi, action: str, step: str = "") -> Description:
    """The description of one address of a process."""
    root = api.model.path.replace("-", "_")
    if action == "create":
        assert api.creating is not None
        return _making(api, root, api.creating)
    if action == "history":
        return _history(api, root)
    if action == "printed":
        return _printing(api, root)
    if action == "take":
        return _taking(api, root, next(each for each in api.steps if each.name == step))
    told: dict[str, tuple[str, dict[int | tuple[int, str], Any]]] = {
        "list": (f"{api.model.process_label}: list", {200: api.shape(many=True)}),
        "retrieve": (f"{api.model.process_label}: one", {200: api.shape()}),
        "steps": (f"{api.model.process_label}: what can be done now", {200: StepShape(many=True)}),
        "transitions": (f"{api.model.process_label}: what happened", {200: TransitionShape(many=True)}),
    }
    summary, responses = told[action]
    return Description(
        f"{root}_{action}", summary, api.model.path, responses, gives_etag=action == "retrieve"
    )


def _making(api: ProcessApi, root: str, step: Step) -> Description:
    return Description(
        operation_id=f"{root}_create",
        summary=f"{api.model.process_label}: {step.label}",
        tag=api.model.path,
        responses={201: api.shape()},
        words=_words(api, step),
        request=serializer_class(step.inputs)(),
        example=api.examples.get(step.name),
        gives_etag=True,
    )


def _history(api: ProcessApi, root: str) -> Description:
    return Description(
        operation_id=f"{root}_history",
        summary=f"{api.model.process_label}: what happened, as a paper",
        tag=api.model.path,
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
        words="PDF/A of every transition, those of its assignments among them, oldest first.",
        parameters=[OpenApiParameter("format", str, enum=["pdf"])],
    )


def _taking(api: ProcessApi, root: str, step: Step) -> Description:
    return Description(
        operation_id=f"{root}_{step.name}",
        summary=f"{api.model.process_label}: {step.label}",
        tag=api.model.path,
        responses={200: api.shape()},
        words=_words(api, step),
        request=serializer_class(step.inputs)(),
        example=api.examples.get(step.name),
        takes_if_match=True,
        gives_etag=True,
    )


def _words(api: ProcessApi, step: Step) -> str:
    """What the machine file says of the step: its docstring, from where to where, who, which clause."""
    sources = ", ".join(state_label(api.model, state) for state in step.sources if state)
    targets = ", ".join(state_label(api.model, state) for state in step.targets)
    parts = [
        (step.method.__doc__ or "").strip(),
        f"{sources or '–'} → {targets or sources or '–'}",
        who_may(step),
        step.clause,
    ]
    return "\n\n".join(part for part in parts if part)


def _printing(api: ProcessApi, root: str) -> Description:
    return Description(
        operation_id=f"{root}_print",
        summary=f"{api.model.process_label}: the paper",
        tag=api.model.path,
        responses={(200, media_type): OpenApiTypes.BINARY for media_type in PRINTED_AS.values()},
        words="The paper as PDF, or as DOCX to go on writing in.",
        parameters=[OpenApiParameter("format", str, enum=list(PRINTED_AS))],
    )
