"""Nothing but the engine writes a state; files and functions stay short enough to read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("eoffice", "documents", "workflows", "kpi", "worker")
LONGEST_FILE, LONGEST_FUNCTION = 500, 50  # lines
#: A register row's state and an on-line session's are no tracked item's.
NOT_TRACKED = ("documents/", "workflows/engine/")


def _sources() -> Iterator[tuple[str, ast.Module]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name and not name.startswith(NOT_TRACKED):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def _writes_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        writes = node.func.attr in {"update", "create", "bulk_create", "get_or_create", "update_or_create"}
        return writes and any(keyword.arg == "state" for keyword in node.keywords)
    return False


def test_only_the_engine_writes_a_state() -> None:
    found = [
        f"{name}:{node.lineno}"  # type: ignore[attr-defined] # statements and calls have a line
        for name, tree in _sources()
        for node in ast.walk(tree)
        if _writes_state(node)
    ]
    assert found == []


def test_only_the_engine_takes_hold_of_the_log() -> None:
    found = [
        name
        for name, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in {"workflows.engine.chain", "workflows.engine.models.log"}
    ]
    assert found == []


def test_files_and_functions_stay_short() -> None:
    found: list[str] = []
    for folder in (*FOLDERS, "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" in name:
                continue
            if source.count("\n") > LONGEST_FILE:
                found.append(name)
            for node in ast.walk(ast.parse(source)):
                if (
                    isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                    and _lines(node) > LONGEST_FUNCTION
                ):
                    found.append(f"{name}:{node.name}")
    assert found == []


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
