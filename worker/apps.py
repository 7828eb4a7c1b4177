"""Makes the Celery app known to every process, so that each can send; tells how far readers are behind."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from eoffice.common.metrics import add_collector


class WorkerConfig(AppConfig):
    name = "worker"
    label = "worker"

    def ready(self) -> None:
        import_module("worker.app")
        add_collector(import_module("worker.metrics").LogCollector())
