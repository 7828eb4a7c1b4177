"""A one-page letter from data to finished PDF, beside what the compiler alone takes for it."""

from __future__ import annotations

import dataclasses
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.bench import world

LETTERS, CEILING = 60, 2.5
ROWS = 2_000


def main() -> int:
    """The ratio for a letter, and what a book of two thousand rows takes; 1 where the ratio is missed."""
    import django

    django.setup()
    from tests.documents.rendering.samples import LETTER

    letters = [dataclasses.replace(LETTER, number=f"ศธ 04346.26/{n}") for n in range(LETTERS)]
    whole, alone = _letter(letters)
    world.say(f"- a letter: {whole * 1000:.1f} ms whole, {alone * 1000:.1f} ms in the compiler")
    _book()
    return (
        0 if world.verdict("a letter, whole / compiler alone", whole / alone, CEILING, at_least=False) else 1
    )


def _letter(letters: list[Any]) -> tuple[float, float]:
    """Median seconds of each letter whole, and of the compiler alone with its data ready; letters all differ."""
    from documents.rendering.cleaning import Cleaner
    from documents.rendering.fonts.kept import fonts
    from documents.rendering.layout import Layout
    from documents.rendering.rendering import render
    from documents.rendering.typesetting import compile_pdf
    from tests.documents.rendering.samples import MADE

    render(letters[0], made_at=MADE)
    whole, alone = [], []
    for one, other in zip(letters[1::2], letters[2::2], strict=False):
        whole.append(_seconds(partial(render, one, made_at=MADE)))
        data = Layout(other, Cleaner(fonts().drawable, thai_digits=True), MADE).data()
        alone.append(_seconds(partial(compile_pdf, "paper.typ", data)))
    return statistics.median(whole), statistics.median(alone)


def _book() -> None:
    import resource

    from documents.rendering.books import render_book
    from tests.documents.rendering.samples import MADE
    from tests.documents.rendering.test_books import REGISTER, rows

    seconds = _seconds(lambda: render_book(REGISTER, rows(ROWS), made_at=MADE))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    world.say(f"- a register of {ROWS} rows: {seconds:.1f} s, {peak:.0f} MB at most")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
