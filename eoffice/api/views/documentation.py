"""The description of the API, open to all, and the page to read it on."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

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
        version = self.api_version or ""
        key = f"api-schema:{get_language()}:{version}"
        schema = cache.get_or_set(key, lambda: self._made(request), KEPT_SECONDS)
        return Response(schema, headers={"Content-Disposition": 'inline; filename="eoffice-api"'})

    def _made(self, request: Request) -> Any:
        generator = self.generator_class(
            urlconf=self.urlconf, api_version=self.api_version, patterns=self.patterns
        )
        return generator.get_schema(  # type: ignore[no-untyped-call] # of the library
            request=request, public=self.serve_public
        )


class DocsView(SpectacularSwaggerSplitView):
    """The description as a page; its script comes from our own address (strict CSP)."""

    template_name = "api/docs.html"
    authentication_classes = ()
    permission_classes = ()
