"""File names as people gave them, made harmless: kept for showing and for downloads, never used as a path."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 180
# Directional overrides make "gnp.exe" read "exe.png"; controls and line ends break headers.
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RESERVED = re.compile(r'[<>:"|?*]')


def clean_name(name: str) -> str:
    """The last part of a path of any system, without what is invisible; Thai, spaces and emoji stay.

    At most 180 characters, the ending kept. A name of nothing visible becomes "file".
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _INVISIBLE)
    plain = _RESERVED.sub("_", " ".join(seen.split())).lstrip(".").strip()
    if len(plain) > LONGEST:
        stem, dot, ending = plain.rpartition(".")
        plain = (
            f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if dot and len(ending) <= 10 else plain[:LONGEST]
        )
    return plain or "file"


def extension(name: str) -> str:
    """The ending without its dot, in small letters; empty where there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""
