"""The description of the API, open to all, and the page to read it on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from eoffice.api.problem import problem
from eoffice.api.reading import groups_of, shapes_of

KEPT_SECONDS = 300


class SchemaView(SpectacularAPIView):
    """OpenAPI 3.1 as YAML, or as JSON with `?format=json`, in the reader's language."""

    authentication_classes = ()
    permission_classes = ()

    def get_renderers(self) -> list[Any]:
        """JSON where the address asks for it."""
        if self.request is not None and self.request.GET.get("format") == "json":
            return [OpenApiJsonRenderer2()]
        renderers: list[Any] = super().get_renderers()
        return renderers

    def _get_schema_response(self, request: Request) -> Response:
        """As the library's, but made once in a while and not for every reader."""
        return Response(described(), headers={"Content-Disposition": 'inline; filename="eoffice-api"'})


def docs(request: HttpRequest) -> HttpResponse:
    """The description as a page that needs no script."""
    schema = described()
    context = {
        "groups": groups_of(schema),
        "shapes": shapes_of(schema),
        "intro": settings.SPECTACULAR_SETTINGS["DESCRIPTION"],
    }
    return render(request, "api/docs.html", context)


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """No such address; a reader who only left out the last stroke is led to the page."""
    address = f"{request.path_info}/"
    if request.method in {"GET", "HEAD"} and not rest.endswith("/") and resolve(address).func is not nothing:
        return redirect(address)
    return problem(404)


def described() -> dict[str, Any]:
    """The whole description in the language of the moment; made anew every five minutes at most."""
    found = cache.get_or_set(f"api-schema:{get_language()}", _made, KEPT_SECONDS)
    return found if isinstance(found, dict) else _made()


def _made() -> dict[str, Any]:
    generator = SchemaGenerator()  # type: ignore[no-untyped-call] # of the library
    made: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made
