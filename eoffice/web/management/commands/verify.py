"""`eoffice verify [--files]`: whether log, registers and files are as they were written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.files.verify import verify_files
from documents.verify import verify_registers
from eoffice.common.terminal import language_of_the_terminal
from workflows.engine.verify import verify_log


class Command(BaseCommand):
    """Prints what it finds; exits with 0 where all is whole, else with 1."""

    help = "Check the log, the registers and, with --files, every file for any change."

    def add_arguments(self, parser: CommandParser) -> None:
        """--files reads every stored byte again."""
        parser.add_argument("--files", action="store_true", help="read every stored file again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, print, and say so by the exit status."""
        with translation.override(language_of_the_terminal()):
            found = self._tell(_findings(with_files=options["files"]))
        if found:
            sys.exit(1)

    def _tell(self, findings: Iterator[str]) -> int:
        found = 0
        for found, line in enumerate(findings, start=1):  # noqa: B007 -- how many there were
            self.stdout.write(line)
        told = ngettext("%(count)d finding.", "%(count)d findings.", found) % {"count": found}
        self.stdout.write(told if found else _("Everything is whole."))
        return found


def _findings(*, with_files: bool) -> Iterator[str]:
    for finding in verify_log():
        yield f"{finding.organisation} · {finding.place}: {finding.sentence}"
    for missing in verify_registers():
        yield f"{missing.organisation} · {missing.book}: {missing.sentence}"
    if with_files:
        for problem in verify_files():
            yield str(problem)
