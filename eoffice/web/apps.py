"""The pages of the shell."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, log-in, "my work", search."""

    name = "eoffice.web"
    label = "web"

    def ready(self) -> None:
        """Listen to log-ins."""
        import_module("eoffice.web.log_ins")
