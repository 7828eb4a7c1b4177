"""The addresses of every tracked process: `<process>/`, `<process>/{id}/steps/<name>/` and so on."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path

from workflows.engine.api.declare import ProcessApi, api_of, find_declarations
from workflows.engine.api.log_view import LogView
from workflows.engine.api.views import ItemViews
from workflows.engine.registry import processes


def addresses_of(api: ProcessApi) -> list[URLPattern]:
    """The addresses of one process. Each step of a client has its own, so that each is described."""
    root = api.model.path
    one = f"{root}/<int:id>/"

    def view(methods: dict[str, Any], **more: Any) -> Any:
        return ItemViews.as_view(methods, api=api, **more)

    to_print = view({"get": "printed"}, pagination_class=None, filter_backends=[])
    printing = [path(f"{one}print/", to_print)] if api.printing else []
    many = {"get": "list"} | ({"post": "create"} if api.creating else {})
    return [
        path(f"{root}/", view(many)),
        path(one, view({"get": "retrieve"})),
        path(f"{one}steps/", view({"get": "steps"}, pagination_class=None, filter_backends=[])),
        *(path(f"{one}steps/{step.name}/", view({"post": "take"}, step=step.name)) for step in api.steps),
        # Steps of the system alone exist too, and say so (403).
        path(f"{one}steps/<slug:name>/", view({"post": "take"}, schema=None)),
        path(f"{one}transitions/", view({"get": "transitions"}, filter_backends=[])),
        *printing,
        path(f"{one}history/", view({"get": "history"}, pagination_class=None, filter_backends=[])),
    ]


find_declarations()
urlpatterns: list[URLPattern] = [path("transitions/", LogView.as_view())]
for _model in processes():
    urlpatterns += addresses_of(api_of(_model))
