"""The clean text of a letter as blocks: paragraphs, numbered lists, simple tables.

Nothing is invisible: what a drafter types in a plain box, or a program sends, is all there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_NUMBERED = re.compile(r"^[0-9๐-๙]{1,3}[.)]\s+(?P<text>.+)$")


@dataclass(frozen=True)
class Block:
    """Some lines of one kind: "text" (one line), "list" (items without their numbers), "table" (rows)."""

    kind: str
    lines: tuple[str, ...]

    @property
    def rows(self) -> list[list[str]]:
        """Of a table, its cells."""
        return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in self.lines]


def blocks(text: str) -> list[Block]:
    """The blocks in order; blank lines only part them."""
    found: list[Block] = []
    for kind, lines in groupby(_told_apart(text), key=lambda each: each[0]):
        if kind == "text":
            found += [Block("text", (line,)) for _kind, line in lines]
        elif kind:
            found.append(Block(kind, tuple(line for _kind, line in lines)))
    return found


def _told_apart(text: str) -> Iterator[tuple[str, str]]:
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            yield "", ""
        elif line.startswith("|"):
            yield "table", line
        elif numbered := _NUMBERED.match(line):
            yield "list", numbered["text"]
        else:
            yield "text", line
