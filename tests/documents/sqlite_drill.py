"""Many writers on one SQLite file, as an office without a database server has it; run by a test.

`python -m tests.documents.sqlite_drill` with EOFFICE_DATA set; prints the numbers given, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import django

CLERKS, EACH = 10, 10


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "eoffice.settings.test"
    os.environ["DATABASE_URL"] = ""
    django.setup()

    from django.core.management import call_command
    from django.db import connection

    from documents.actions import numbers
    from tests.factories import make_malee, make_school

    call_command("migrate", verbosity=0)
    clerk = make_malee(make_school())
    register = numbers.register_of(clerk.organisation, "receive")
    start = threading.Barrier(CLERKS)

    def work(_place: int) -> list[int]:
        start.wait()
        got = [numbers.enter(None, register=register, post=clerk).number for _time in range(EACH)]
        connection.close()
        return got

    with ThreadPoolExecutor(CLERKS) as threads:
        sys.stdout.write(json.dumps([number for got in threads.map(work, range(CLERKS)) for number in got]))


if __name__ == "__main__":
    main()
