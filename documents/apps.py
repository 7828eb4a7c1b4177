"""The app of what is written and kept."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from documents.files.store import store
from documents.retention import fill_retention_classes
from eoffice.common import health


class DocumentsConfig(AppConfig):
    """Documents, their files, registers and numbers."""

    name = "documents"
    label = "documents"

    def ready(self) -> None:
        """Keep the table of retention classes whole; tell operators whether files can be kept."""
        health.add_storage(lambda: store().fault())
        post_migrate.connect(fill_retention_classes, sender=self, dispatch_uid="retention classes")
