"""`eoffice kpi rebuild`: make the facts anew from the log. `eoffice kpi measure` needs no database."""

from __future__ import annotations

import sys
from argparse import REMAINDER
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import Progress

from eoffice.organisations.models import Organisation
from kpi.actions.rebuild import rebuild_facts
from kpi.measurement_log.command import main as measure
from workflows.engine.models import ChainHead


class Command(BaseCommand):
    help = "Measure a log from a file, or make the facts of the figures anew from the system's own log."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two verbs; what follows `measure` is read by its own parser."""
        parser.add_argument("verb", choices=["measure", "rebuild"])
        parser.add_argument("rest", nargs=REMAINDER)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a refusal of `measure` ends with its own exit code."""
        if options["verb"] == "measure":
            sys.exit(measure(options["rest"]))
        _rebuild()


def _rebuild() -> None:
    console = Console(stderr=True)
    heads = dict(ChainHead.objects.values_list("pk", "number"))
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("rebuild", total=sum(heads.values()))
        for organisation in Organisation.objects.filter(pk__in=heads).order_by("pk"):
            rows = rebuild_facts(organisation.pk, told=lambda rows: progress.advance(task, rows))
            sys.stdout.write(f"{organisation.name}: {rows}\n")
