"""The description of the API turned into what a page shows: groups of operations, and shapes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Line:
    """One field or parameter: `shape` names the shape that it holds, where it holds one."""

    name: str
    kind: str
    required: bool
    words: str
    shape: str = ""
    where: str = ""


@dataclass(frozen=True)
class Operation:
    """One address with one method."""

    id: str
    method: str
    path: str
    summary: str
    words: str
    parameters: list[Line]
    body: list[Line]
    example: str
    answers: list[Line]
    open_to_all: bool


@dataclass(frozen=True)
class Group:
    """Operations of one tag."""

    name: str
    operations: list[Operation]


@dataclass(frozen=True)
class Shape:
    """A named shape and its fields."""

    name: str
    words: str
    fields: list[Line]


def groups_of(schema: Schema) -> list[Group]:
    """Every operation, by tag, in the order of the description."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                told = methods[method]
                found.setdefault(told["tags"][0], []).append(_operation(schema, path, method, told))
    return [Group(name, operations) for name, operations in found.items()]


def shapes_of(schema: Schema) -> list[Shape]:
    """Every named shape, in the order of its name."""
    named = schema["components"]["schemas"]
    return [
        Shape(name, str(named[name].get("description", "")), list(_fields(named[name])))
        for name in sorted(named)
    ]


def _operation(schema: Schema, path: str, method: str, told: Schema) -> Operation:
    body = _body(told)
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=str(told.get("summary", "")),
        words=str(told.get("description", "")),
        parameters=[_parameter(each) for each in told.get("parameters", [])],
        body=list(_fields(_resolved(schema, body))) if body else [],
        example=_example(told),
        answers=[_answer(status, each) for status, each in told["responses"].items() if status < "300"],
        open_to_all=not told.get("security"),
    )


def _parameter(told: Schema) -> Line:
    kind, shape = _kind(told["schema"])
    return Line(
        told["name"], kind, told.get("required", False), str(told.get("description", "")), shape, told["in"]
    )


def _body(told: Schema) -> Schema | None:
    content = told.get("requestBody", {}).get("content", {})
    return next((each.get("schema") for each in content.values()), None)


def _example(told: Schema) -> str:
    content: Schema = told.get("requestBody", {}).get("content", {})
    examples: Schema = next((each.get("examples", {}) for each in content.values()), {})
    value = next((each["value"] for each in examples.values() if each.get("value")), None)
    return json.dumps(value, ensure_ascii=False, indent=2) if value else ""


def _answer(status: str, told: Schema) -> Line:
    content = told.get("content", {})
    media, inner = next(iter(content.items())) if content else ("", {})
    kind, shape = _kind(inner.get("schema", {})) if content else ("", "")
    return Line(status, kind, True, "" if media == "application/json" else media, shape)


def _fields(schema: Schema) -> Iterator[Line]:
    required = set(schema.get("required", ()))
    for name, told in schema.get("properties", {}).items():
        kind, shape = _kind(told)
        words = str(told.get("description") or told.get("title") or "")
        yield Line(name, kind, name in required, words, shape)


def _resolved(schema: Schema, told: Schema) -> Schema:
    if "$ref" not in told:
        return told
    found: Schema = schema["components"]["schemas"][_named(told)]
    return found


def _named(told: Schema) -> str:
    return str(told["$ref"]).rpartition("/")[2]


def _kind(told: Schema) -> tuple[str, str]:
    """What a value is, in short words, and the shape that it names."""
    if "$ref" in told:
        return _named(told), _named(told)
    for several in ("oneOf", "anyOf", "allOf"):
        if several in told:
            parts = [_kind(each) for each in told[several]]
            return " | ".join(part for part, _shape in parts), next((s for _p, s in parts if s), "")
    if "enum" in told:
        return " | ".join("null" if each is None else str(each) or "“”" for each in told["enum"]), ""
    if told.get("type") == "array":
        kind, shape = _kind(told.get("items", {}))
        return f"[{kind}]", shape
    types = told.get("type", "")
    kind = " | ".join(types) if isinstance(types, list) else str(types)
    return (f"{kind} ({told['format']})" if "format" in told else kind), ""
