"""What every view of figures shares: who asks, and what may be asked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from kpi.queries.case_rows import CasePage
from kpi.readers import reads_figures

USUAL_SIZE, LARGEST = 50, 200

PERIOD = OpenApiParameter(
    "period", str, description="FY2569, FY2569-Q1, AY2569-S1, 2026-10-01:2027-01-01; the running fiscal year."
)
PROCESS = OpenApiParameter("process", str, description="The id of a process.")
UNIT = OpenApiParameter("unit", int, description="A unit of your agency; the whole agency unless told.")
AS_OF = OpenApiParameter("as_of", str, description="Nothing from this instant on is read.")
SPEED = OpenApiParameter("speed", str, description="Only items of this speed class.")
AREA = OpenApiParameter("area", str, description="The id of an area.")
CURSOR = OpenApiParameter("cursor", int, description="Where the last page ended: follow `next`.")
PAGE_SIZE = OpenApiParameter("page_size", int, description=f"Rows a page, at most {LARGEST}.")


class ReadsFigures(BasePermission):
    """Director, deputies, heads, auditor, administrator."""

    message = _("Figures are read by the director, deputies, heads, the auditor and the administrator.")
    code = "not_allowed"

    def has_permission(self, request: Request, view: APIView) -> bool:
        """By the roles of the post that asks."""
        return reads_figures(getattr(request, "post_held", None))


class FiguresView(APIView):
    """A view of figures. Who may not read figures gets 403, whatever the figure."""

    def get_permissions(self) -> list[Any]:
        """Those of every view, then the role."""
        return [*super().get_permissions(), ReadsFigures()]

    @property
    def post_held(self) -> Post:
        """The post that asks."""
        post: Post = self.request.post_held  # type: ignore[attr-defined] # set by the log-in
        return post

    def told(self) -> dict[str, str]:
        """The query, one value each."""
        return {name: str(value) for name, value in self.request.query_params.items()}

    def paging(self) -> tuple[int, int]:
        """Where the page starts and how many rows it has. Raises ValidationError."""
        return self._number("cursor", 0), min(self._number("page_size", USUAL_SIZE) or 1, LARGEST)

    def _number(self, name: str, usual: int) -> int:
        text = self.request.query_params.get(name, "")
        if not text:
            return usual
        number = whole_number(text, digits=9)
        if number is None:
            raise serializers.ValidationError({name: [_("Please give a whole number.")]})
        return number

    def next_address(self, page: CasePage) -> str | None:
        """The address of the page that follows."""
        if page.following is None:
            return None
        told = self.request.query_params.copy()
        told["cursor"] = str(page.following)
        return self.request.build_absolute_uri(f"{self.request.path}?{told.urlencode()}")
