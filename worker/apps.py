"""Makes the Celery app known to every process, so that each can send."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "worker"
    label = "worker"

    def ready(self) -> None:
        import_module("worker.app")
