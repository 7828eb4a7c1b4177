"""The `eoffice` command: what an office does with its installation.

A subcommand is a module of `eoffice/commands/` with `run(arguments) -> int`, or a Django management command
of whichever app it belongs to.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Subcommand:
    """What it does in a few words, and where it is: `module` here, else the management command `django`."""

    summary: str
    module: str = ""
    django: str = ""


SUBCOMMANDS = {
    "start": Subcommand(
        "start web, worker and scheduler, and keep them running", module="eoffice.commands.start"
    ),
    "demo": Subcommand("fill an empty database with the demo", django="demo"),
    "verify": Subcommand("check the log, and with --files every file, for any change", django="verify"),
    "kpi": Subcommand(
        "measure an event log, or rebuild the facts from the log", module="eoffice.commands.kpi"
    ),
    "import-register": Subcommand("read an old register from a spreadsheet", django="import_register"),
    "doctor": Subcommand("look at settings and components, and say what is wrong", django="doctor"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for; answers the exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] in {"help", "-h", "--help"}:
        sys.stdout.write(_help())
        return 0
    subcommand = SUBCOMMANDS.get(words[0])
    if subcommand is None:
        sys.stderr.write(f"eoffice: there is no {words[0]!r}.\n\n{_help()}")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eoffice.settings.base")
    try:
        return (_run_module if subcommand.module else _run_django)(subcommand, words[1:])
    except ImproperlyConfigured as reason:
        sys.stderr.write(f"eoffice: {reason}\n")
        return 1


def _run_module(subcommand: Subcommand, words: list[str]) -> int:
    status: int = import_module(subcommand.module).run(words)
    return status


def _run_django(subcommand: Subcommand, words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["eoffice", subcommand.django, *words])
    return 0


def _help() -> str:
    lines = [f"  {name:<16} {subcommand.summary}\n" for name, subcommand in SUBCOMMANDS.items()]
    return (
        "Usage: eoffice COMMAND [OPTIONS]\n\n" + "".join(lines) + "\n`eoffice COMMAND --help` tells more.\n"
    )
