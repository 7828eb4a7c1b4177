"""Keys by which two writings of the same thing are equal."""

from __future__ import annotations

from eoffice.common.thai import references
from eoffice.common.thai.normalise import searchable


def reference_key(text: str) -> str:
    """ศธ ๐๔๓๔๖.๒๖/ว ๑๒๓ and ศธ04346.26/ว123 are one; empty for an empty ที่."""
    return references.reference_key(text)[:120]


def text_key(text: str) -> str:
    """A name or a subject without spaces and signs, in Arabic digits."""
    return searchable(text)[:200]
