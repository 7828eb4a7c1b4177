from django.apps import AppConfig


class KpiConfig(AppConfig):
    name = "kpi"
    label = "kpi"

    def ready(self) -> None:
        """Read the log from now on."""
        from kpi.actions.keep_facts import keep_facts
        from kpi.actions.rebuild import FACTS
        from workflows.engine.subscribers import subscribe

        subscribe(FACTS, keep_facts)
