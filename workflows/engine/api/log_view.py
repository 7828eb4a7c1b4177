"""The organisation's log, for whoever checks it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from eoffice.people.roles import Role
from workflows.engine.api.filters import IdFilter
from workflows.engine.api.shapes import TransitionShape, with_names
from workflows.engine.models import Transition
from workflows.engine.registry import processes


class ReadsTheLog(BasePermission):
    """Administrators and auditors."""

    message = _("Only administrators and auditors read the whole log.")

    def has_permission(self, request: Request, view: Any) -> bool:
        """By the roles of the post that asks."""
        post = getattr(request, "post_held", None)
        return post is not None and post.has(Role.SYSADMIN, Role.AUDITOR)


def _process_ids() -> list[tuple[str, str]]:
    return [(model.process, model.process) for model in processes()]


class LogFilters(django_filters.FilterSet):
    """By process, item, and from a chain number on."""

    process = django_filters.ChoiceFilter(choices=_process_ids)
    item = IdFilter()
    after = IdFilter(field_name="number", lookup_expr="gt")


class LogView(GenericAPIView[Transition]):
    """The transition log."""

    serializer_class = TransitionShape
    filterset_class = LogFilters
    ordering = ("number",)

    def get_permissions(self) -> list[Any]:
        """Those of every view, then the role."""
        return [*super().get_permissions(), ReadsTheLog()]

    def get_queryset(self) -> QuerySet[Transition]:
        """The organisation's own rows, in the order of the chain."""
        if getattr(self, "swagger_fake_view", False):
            return Transition.objects.none()
        post = self.request.post_held  # type: ignore[attr-defined] # set by the log-in
        return with_names(Transition.objects.after(post.organisation_id, 0))

    @extend_schema(
        operation_id="transitions_list", tags=["transitions"], responses={200: TransitionShape(many=True)}
    )
    def get(self, request: Request) -> Response:
        """The organisation's log by chain number, oldest first; `after` goes on from a number."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response(TransitionShape(page, many=True).data)
