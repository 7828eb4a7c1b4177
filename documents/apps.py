"""The app of what is written and kept."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from documents.retention import fill_retention_classes


class DocumentsConfig(AppConfig):
    """Documents, their files, registers and numbers."""

    name = "documents"
    label = "documents"

    def ready(self) -> None:
        """Keep the table of retention classes whole."""
        post_migrate.connect(fill_retention_classes, sender=self, dispatch_uid="retention classes")
