"""`eoffice demo`: fills an empty database with the demo."""

from __future__ import annotations

import ipaddress
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from eoffice.demo import build


class Command(BaseCommand):
    """Refused where the database holds anything else, or where others could reach the address."""

    help = "Fill an empty database with the demo offices; a demo already made is kept as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build it once."""
        if build.is_there():
            self.stdout.write("The demo is there already; it is kept as it is.")
            return
        if not build.is_empty():
            raise CommandError("This database holds an office of its own; the demo is only for an empty one.")
        if not _only_here(settings.HOST):
            raise CommandError(
                "The demo's passwords are known to all: it runs on this machine's own address only."
            )
        begun = time.monotonic()
        self.stdout.write("Making the demo: two fiscal years of three offices …")
        moments = build.build()
        self.stdout.write(f"The demo is ready: {moments} moments in {time.monotonic() - begun:.0f} s.")


def _only_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
