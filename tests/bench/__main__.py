"""`python -m tests.bench`: see the package's own words."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

#: part -> databases it is run on
PARTS = {
    "throughput": ("postgres",),
    "lists": ("postgres",),
    "facts": ("postgres",),
    "registering": ("sqlite", "postgres"),
    "rendering": ("sqlite",),
    "circular": ("postgres",),
    "signing": ("sqlite", "postgres"),
}
#: Seconds after which a part is ended, whatever it waits for.
LONGEST = 500


def main(wanted: list[str]) -> int:
    """Run the parts; 1 where one of them missed its floor or failed."""
    if unknown := set(wanted) - set(PARTS):
        sys.stderr.write(f"There is no {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.\n")
        return 2
    missed = 0
    for part in wanted or PARTS:
        for database in PARTS[part]:
            sys.stdout.write(f"\n## {part} on {database}\n")
            sys.stdout.flush()
            missed += _run(part, database) != 0
    return 1 if missed else 0


def _run(part: str, database: str) -> int:
    command = [sys.executable, "-m", f"tests.bench.{part}"]
    if database == "postgres":
        command = [sys.executable, "-m", "tests.services", "--durable", *command]
    with tempfile.TemporaryDirectory(prefix="eoffice-bench-") as folder:
        environment = os.environ | {
            "EOFFICE_DATA": folder,
            "EOFFICE_SECRET_KEY": "only-for-measuring-" + "x" * 40,
            "EOFFICE_FILE_KEY": "only-for-measuring-" + "y" * 40,
            "DJANGO_SETTINGS_MODULE": "eoffice.settings.base",
        }
        process = subprocess.Popen(command, env=environment)
        try:
            return process.wait(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            sys.stdout.write(f"- not done after {LONGEST} seconds: MISSED\n")
            process.terminate()
            return process.wait(timeout=30)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
