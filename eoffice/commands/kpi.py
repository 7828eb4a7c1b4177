"""`eoffice kpi measure|rebuild`. Measuring a file needs neither database nor settings, so none are loaded."""

from __future__ import annotations

from kpi.measurement_log.command import main as measure


def run(arguments: list[str]) -> int:
    """Measure a file, or hand over to the management command."""
    if arguments[:1] == ["measure"]:
        return measure(arguments[1:])
    from django.core.management import execute_from_command_line

    execute_from_command_line(["eoffice", "kpi", *arguments])
    return 0
