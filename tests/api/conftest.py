"""What the stories about the API share."""

from __future__ import annotations

import pytest

from documents.models import RetentionClass


@pytest.fixture(autouse=True)
def _retention_classes(db: None) -> None:
    """The class that a plain day closes with."""
    RetentionClass.objects.get_or_create(code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1})
