"""Every tracked process by its id and by its path."""

from __future__ import annotations

from django.apps import apps

from workflows.engine.models import Tracked


def processes() -> list[type[Tracked]]:
    """Every concrete tracked model, in the order of the installed apps."""
    return [model for model in apps.get_models() if issubclass(model, Tracked)]


def by_process(process: str) -> type[Tracked]:
    """The model of a process id such as `incoming_letter`; KeyError where there is none."""
    return {model.process: model for model in processes()}[process]


def by_path(path: str) -> type[Tracked]:
    """The model of a path such as `incoming-letters`; KeyError where there is none."""
    return {model.path: model for model in processes()}[path]
