"""`eoffice start`: everything an embedded installation needs, in one terminal."""

from __future__ import annotations

import argparse
import os
import sys

from django.conf import settings

from eoffice.supervisor.plan import Refusal, plan
from eoffice.supervisor.run import Supervisor


def run(arguments: list[str]) -> int:
    """Start, watch until told to stop, stop; 0 after a wanted stop, 1 where it could not start."""
    parser = argparse.ArgumentParser(prog="eoffice start", description=__doc__)
    parser.add_argument("--logs", action="store_true", help="show the processes' logs here as well")
    options = parser.parse_args(arguments)
    os.umask(0o077)  # whatever is written, only this account reads
    try:
        return Supervisor(plan(settings), show_logs=options.logs).run()
    except (Refusal, OSError) as reason:
        sys.stderr.write(f"eoffice: {reason}\n")
        return 1
