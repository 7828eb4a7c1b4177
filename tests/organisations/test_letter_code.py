from __future__ import annotations

import pytest

from eoffice.organisations.rules.letter_code import LetterCodeRefused, letter_code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ศธ 04346.26", "ศธ 04346.26"),
        ("ศธ๐๔๓๔๖.๒๖", "ศธ 04346.26"),
        ("ศธ  04346 . 126", "ศธ 04346.126"),
        ("ศธ 04009", "ศธ 04009"),  # an area office has no sub-unit
        ("ชม 0017", "ชม 0017"),  # a province
        ("ศธ(กพฐ) 0401", "ศธ(กพฐ) 0401"),
    ],
)
def test_codes_of_the_sheet_are_read(typed: str, kept: str) -> None:
    assert letter_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("04346.26", "no_letters"),
        ("ศธท 04346", "no_letters"),
        ("ED 04346", "no_letters"),
        ("", "no_letters"),
        ("ศธ 043", "office_digits"),
        ("ศธ 0434612", "office_digits"),
        ("ศธ 04346.1234", "unit_digits"),
        ("ศธ 04346.", "unit_digits"),
        ("ศธ 04346.26/123", "number_in_code"),
    ],
)
def test_what_is_no_code_is_told_why(typed: str, why: str) -> None:
    with pytest.raises(LetterCodeRefused) as refused:
        letter_code(typed)

    assert refused.value.code == why
