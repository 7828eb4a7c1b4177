"""A refused date speaks Thai."""

from __future__ import annotations

import pytest
from django.utils import translation

from eoffice.common.thai import date_errors
from eoffice.common.thai.date_errors import DateRefused
from eoffice.common.thai.periods import PeriodUnreadable

REFUSALS: list[type[DateRefused]] = [kind for kind in vars(date_errors).values() if isinstance(kind, type)]


@pytest.mark.parametrize("refusal", [*REFUSALS, PeriodUnreadable])
def test_each_refusal_has_thai_words(refusal: type[DateRefused]) -> None:
    with translation.override("th"):
        assert translation.gettext(refusal.message) != refusal.message


def test_codes_are_told_apart() -> None:
    assert len({refusal.code for refusal in REFUSALS}) == len(REFUSALS) == 8
