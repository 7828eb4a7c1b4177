from __future__ import annotations

import pytest

from eoffice.common.numbers import whole_number


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0", 0),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("", None),
        ("-1", None),
        ("1.0", None),
        ("๑", None),
        ("²", None),
        (" 1", None),
    ],
)
def test_a_number_is_read_or_it_is_none(typed: str, read: int | None) -> None:
    assert whole_number(typed) == read


def test_a_number_has_no_more_digits_than_the_asker_takes() -> None:
    assert (whole_number("2569", digits=4), whole_number("25690", digits=4)) == (2569, None)
