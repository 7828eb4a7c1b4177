"""Who may use the API at all; what they may do there is asked step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from eoffice.people.models import User

if TYPE_CHECKING:
    from rest_framework.views import APIView


class IsLoggedIn(BasePermission):
    """A person, with or without a post."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether somebody is logged in."""
        return isinstance(request.user, User)


class HoldsAPost(BasePermission):
    """A person who holds a post in force: rights hang on posts."""

    message = _("You hold no post in force, so there is nothing that you may see or do here.")
    code = "no_post"

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the request acts from a post; without anybody logged in the answer is 401."""
        return isinstance(request.user, User) and getattr(request, "post_held", None) is not None
