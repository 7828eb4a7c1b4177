from django.apps import AppConfig


class EngineConfig(AppConfig):
    name = "workflows.engine"
    label = "engine"

    def ready(self) -> None:
        """Notices read the log."""
        from workflows.engine import notices, subscribers

        subscribers.subscribe("notices", notices.handle)
