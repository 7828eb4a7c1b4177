"""How a number is written on the letter and in the book."""

from __future__ import annotations


def label(pattern: str, *, number: int, sub_number: int, year: int, code: str) -> str:
    """`{code}/ว {number}` and the like, filled in.

    An inserted number reads 123.1: a slash would make it look like a number of another run.
    An agency that has no code yet gets the bare number, without the sign that would follow the code.
    """
    digits = f"{number}.{sub_number}" if sub_number else str(number)
    text = pattern.format(code=code, number=digits, year=year)
    return text.removeprefix("/").strip() if not code else text
