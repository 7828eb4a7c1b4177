"""Thai and Arabic digits. Letters carry Thai ones, registers and file names may carry Arabic ones."""

from __future__ import annotations

_THAI = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC = "0123456789"
_TO_THAI = str.maketrans(_ARABIC, _THAI)
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)


def to_thai(text: object) -> str:
    """`text` with every Arabic digit as a Thai one."""
    return str(text).translate(_TO_THAI)


def to_arabic(text: object) -> str:
    """`text` with every Thai digit as an Arabic one."""
    return str(text).translate(_TO_ARABIC)
