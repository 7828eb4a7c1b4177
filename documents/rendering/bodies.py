"""The text of a paper as a small tree: paragraphs, numbered lists, simple tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line end in it stays one. `indent`: its first line stands 2.5 cm in."""

    text: str
    indent: bool = True
    bold: bool = False


@dataclass(frozen=True)
class Item:
    """An entry of a numbered list, with lists and paragraphs of its own under it."""

    text: str
    below: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Numbered:
    """A numbered list. `label`: `{number}` is filled in: "{number}." or "ข้อ {number}" or "({number})".

    A list inside a list shows the outer number too: 1.1, 1.2.
    """

    items: tuple[Item, ...]
    label: str = "{number}."
    start: int = 1


@dataclass(frozen=True)
class Table:
    """Rows under one head, which is repeated on every page. `widths`: shares of the line; (): equal ones."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    caption: str = ""


Block: TypeAlias = Paragraph | Numbered | Table


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Plain text as paragraphs: one for each line that is not blank."""
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())
