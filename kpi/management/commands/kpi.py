"""`eoffice kpi rebuild`: make the facts anew from the log."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import Progress

from eoffice.organisations.models import Organisation
from kpi.actions.rebuild import rebuild_facts
from workflows.engine.models import ChainHead


class Command(BaseCommand):
    help = "Make the facts of the figures anew from the log."

    def add_arguments(self, parser: CommandParser) -> None:
        """One verb; `eoffice kpi measure` needs no database and is no command of Django's."""
        parser.add_argument("verb", choices=["rebuild"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, one organisation after the other, and say how many rows each log had."""
        _rebuild()


def _rebuild() -> None:
    console = Console(stderr=True)
    heads = dict(ChainHead.objects.values_list("pk", "number"))
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("rebuild", total=sum(heads.values()))
        for organisation in Organisation.objects.filter(pk__in=heads).order_by("pk"):
            rows = rebuild_facts(organisation.pk, told=lambda rows: progress.advance(task, rows))
            sys.stdout.write(f"{organisation.name}: {rows}\n")
