"""`eoffice verify [--files]`: whether log, registers and files are as they were written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from documents.files.verify import verify_files
from documents.verify import verify_registers
from workflows.engine.verify import verify_log


class Command(BaseCommand):
    """Prints what it finds; exits with 0 where all is whole, else with 1."""

    help = "Check the log, the registers and, with --files, every file for any change."

    def add_arguments(self, parser: CommandParser) -> None:
        """--files reads every stored byte again."""
        parser.add_argument("--files", action="store_true", help="read every stored file again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, print, and say so by the exit status."""
        found = 0
        for line in _findings(with_files=options["files"]):
            found += 1
            self.stdout.write(line)
        if found:
            self.stdout.write(f"{found} findings.")
            sys.exit(1)
        self.stdout.write("Everything is whole.")


def _findings(*, with_files: bool) -> Iterator[str]:
    for finding in verify_log():
        yield f"{finding.organisation} · {finding.place}: {finding.sentence}"
    for missing in verify_registers():
        yield f"{missing.organisation} · {missing.book}: {missing.sentence}"
    if with_files:
        for problem in verify_files():
            yield str(problem)
