"""Which machine a log-in came from, in words that its owner recognises."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Macintosh", "Mac"),
    (r"CrOS", "Chromebook"),
    (r"Linux", "Linux"),
)
# Each browser names those before it as well: the first that fits is the one.
_BROWSERS = (
    (r"Line/", "LINE"),
    (r"Edg", "Edge"),
    (r"SamsungBrowser", "Samsung Internet"),
    (r"OPR|Opera", "Opera"),
    (r"Firefox|FxiOS", "Firefox"),
    (r"Chrome|CriOS", "Chrome"),
    (r"Safari", "Safari"),
)
_PHONES = frozenset({"iPhone", "iPad", "Android"})


@dataclass(frozen=True)
class Device:
    """A browser on a system; empty where the agent says nothing known."""

    browser: str
    system: str

    @property
    def icon(self) -> str:
        """The picture that stands for it."""
        return "device-mobile" if self.system in _PHONES else "device-desktop"


def device_of(user_agent: str) -> Device:
    """What the User-Agent header tells; enough for people, never for rights."""
    return Device(_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for pattern, name in known if re.search(pattern, text)), "")
