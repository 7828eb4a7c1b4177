"""Static files that come from npm packages: named one by one, so that nothing else is ever served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from eoffice.web.icons import sprite_file

_SARABUN = [
    f"sarabun-{part}-{weight}-normal.woff2" for part in ("thai", "latin") for weight in (400, 500, 600, 700)
]

#: Address under /static/ -> path under node_modules.
ALLOWED: dict[str, str] = {
    "vendor/tabler.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/alpine.js": "@alpinejs/csp/dist/cdn.min.js",
    "vendor/echarts.js": "echarts/dist/echarts.min.js",
    **{f"vendor/sarabun/{name}": f"@fontsource/sarabun/files/{name}" for name in _SARABUN},
}
SPRITE = "web/icons.svg"


class _OneFile(FileSystemStorage):
    """A folder of which one file is known by an address of our own."""

    def __init__(self, address: str, path: Path) -> None:
        super().__init__(location=path.parent)
        self.address, self.file = address, path

    def path(self, name: str) -> str:
        return str(self.file)


class PackageFinder(BaseFinder):
    """Finds the allowed files of `node_modules`, and the sprite made of the icons in use."""

    def __init__(self, app_names: object = None, *args: Any, **kwargs: Any) -> None:
        packages = Path(settings.NODE_MODULES)
        self.files = {address: packages / path for address, path in ALLOWED.items()}
        self.sprite: Path | None = None

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check before the packages are installed."""
        return []

    def _all(self) -> dict[str, Path]:
        present = {address: path for address, path in self.files.items() if path.exists()}
        self.sprite = self.sprite or sprite_file(Path(settings.NODE_MODULES))
        return {**present, SPRITE: self.sprite} if self.sprite else present

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind the address `path`, or nothing."""
        found = self._all().get(path) if path == SPRITE or path in self.files else None
        if find_all:
            return [str(found)] if found else []
        return str(found) if found else []  # as Django's own finders say "nothing"

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        """Every file, for `collectstatic`. Missing packages are an error there, not a silent hole."""
        missing = [str(path) for path in self.files.values() if not path.exists()]
        if missing:
            raise FileNotFoundError(f"npm packages are not installed: {missing[0]}")
        for address, path in self._all().items():
            yield address, _OneFile(address, path)
