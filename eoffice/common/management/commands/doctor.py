"""`eoffice doctor`: what an operator would want to know before the first complaint."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management import BaseCommand

from eoffice.common.doctor import CHECKS, Complaint


class Command(BaseCommand):
    help = "Look at the settings and at each component, and say in a sentence what is wrong with it."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        wrong = 0
        for name, check in CHECKS.items():
            try:
                self.stdout.write(f"  ok     {name}: {check()}")
            except Complaint as complaint:
                wrong += 1
                self.stdout.write(self.style.ERROR(f"  WRONG  {name}: {complaint}"))
        self.stdout.write(f"{wrong} of {len(CHECKS)} need your attention." if wrong else "All is well.")
        if wrong:
            sys.exit(1)
