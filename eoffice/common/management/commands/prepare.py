"""What `eoffice start` does before the first page can be asked for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError

from eoffice.common import setup_key


class Command(BaseCommand):
    help = "Bring the database up to date; fill the demo or print the key for the first administrator."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            raise CommandError(
                f"The database does not answer; is DATABASE_URL right, and the server up? ({error})"
            ) from error
        if settings.DEMO:
            call_command("demo")
        elif not get_user_model()._default_manager.exists():
            self.stdout.write(
                f"Nobody can log in yet. Open http://{settings.HOST}:{settings.PORT}/setup/ and make "
                f"the first administrator with this key: {setup_key.make()}"
            )
