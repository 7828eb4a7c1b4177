"""Small shapes that many answers share."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.api.shapes import NamedShape as Named
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.engine.api.shapes import Shape


class PostShape(Shape):
    """A post: what somebody is, where, from a day to a day."""

    id = serializers.IntegerField(source="pk")
    organisation = Named()
    unit = Named(allow_null=True)
    position = serializers.CharField()
    roles = serializers.SerializerMethodField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """With its days; `from` is a word that a class body cannot hold."""
        return super().get_fields() | {
            "from": serializers.DateField(source="starts_on"),
            "to": serializers.DateField(source="ends_on", allow_null=True),
        }

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=Role.choices)))
    def get_roles(self, post: Post) -> list[str]:
        """Its roles, by id."""
        return sorted(post.roles)


def post_held(request: Any) -> Post:
    """The post that a request acts from; HoldsAPost has seen to it that there is one."""
    post: Post = request.post_held
    return post
