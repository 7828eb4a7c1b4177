from django.apps import AppConfig


class EngineConfig(AppConfig):
    name = "workflows.engine"
    label = "engine"

    def ready(self) -> None:
        """Notices read the log; a changed calendar moves what is due."""
        from eoffice.organisations.calendar_changes import on_calendar_change
        from workflows.engine import notices, subscribers
        from workflows.engine.recalculate import after_calendar_change

        subscribers.subscribe("notices", notices.handle)
        on_calendar_change(after_calendar_change)
