"""Code tables (domain sheet 4.1, 4.2, 9.1), and what is not certain about servers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SPEED = {"normal": "001", "urgent": "002", "very_urgent": "003", "most_urgent": "004"}
SECRECY = {"normal": "001", "confidential": "002", "secret": "003", "top_secret": "004"}
#: One client also writes 005 ลับเฉพาะบุคคล, no class of the regulation: it is taken as ลับ.
PERSONAL = "005"
#: One client writes the time of sending so; others may want ISO 8601.
COMPACT, ISO = "compact", "iso"


@dataclass(frozen=True)
class Codes:
    """The tables by which one agency writes and reads; every entry that is unverified may be set."""

    speed: Mapping[str, str] = field(default_factory=lambda: dict(SPEED))
    secrecy: Mapping[str, str] = field(default_factory=lambda: dict(SECRECY))
    mime: Mapping[str, str] = field(default_factory=dict)  # media type -> code; not named: the type itself
    send_date: str = COMPACT
    nothing_queued: str = ""  # error code by which a server says that its queue is empty

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Codes:
        """The tables with what an agency set otherwise."""
        plain = cls()
        return cls(
            speed={**plain.speed, **told.get("speed", {})},
            secrecy={**plain.secrecy, **told.get("secrecy", {})},
            mime={**plain.mime, **told.get("mime", {})},
            send_date=told.get("send_date") or COMPACT,
            nothing_queued=str(told.get("nothing_queued") or ""),
        )

    def mime_of(self, media_type: str) -> str:
        """The code of a kind of file."""
        return self.mime.get(media_type, media_type)

    def media_type_of(self, code: str) -> str:
        """The kind of file behind a code; what the table lacks is taken for a media type."""
        back = {value.lower(): name for name, value in self.mime.items()}
        return back.get(code.strip().lower(), code.strip().lower())

    def speed_of(self, code: str) -> str | None:
        """The speed class of a code; none given is normal, an unknown one None."""
        return _read(self.speed, code)

    def secrecy_of(self, code: str) -> str | None:
        """The secrecy class of a code; none given is normal, an unknown one None."""
        if code.strip() == PERSONAL:
            return "confidential"
        return _read(self.secrecy, code)


def _read(table: Mapping[str, str], code: str) -> str | None:
    plain = code.strip()
    if not plain:
        return "normal"
    back = {value.lstrip("0"): name for name, value in table.items()}
    return back.get(plain.lstrip("0"))
