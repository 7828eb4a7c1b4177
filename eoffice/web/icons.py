"""The icons in use, made into one SVG sprite that a browser fetches once.

To use a further icon of https://tabler.io/icons, add its name to icons.txt, one a line.
"""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

ICONS = frozenset(Path(__file__).with_name("icons.txt").read_text(encoding="utf-8").split())
_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def sprite(packages: Path) -> str:
    """All icons as `<symbol>`s with the icon's name as id; strokes take the colour of the text."""
    symbols = []
    for name in sorted(ICONS):
        source = (packages / "@tabler/icons/icons/outline" / f"{name}.svg").read_text(encoding="utf-8")
        found = _SHAPES.search(re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL))
        shapes = "".join(line.strip() for line in found.group(1).splitlines()) if found else ""
        shapes = shapes.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none"/>', "").replace(
            " />", "/>"
        )
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def sprite_file(packages: Path) -> Path | None:
    """Writes the sprite into the build folder when it changed; None while the package is not installed."""
    if not (packages / "@tabler/icons/icons/outline").exists():
        return None
    target = Path(settings.BUILD_DIR) / "icons.svg"
    text = sprite(packages)
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return target
