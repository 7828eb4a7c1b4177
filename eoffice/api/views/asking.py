"""What views that change something share: read the inputs, call one action, show."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from rest_framework.views import APIView

from eoffice.api.shapes import post_held
from eoffice.people.models import Post
from workflows.engine.api.shapes import Shape

Row = TypeVar("Row", bound=Model)


class Acting(APIView):
    """A view that takes inputs of one shape."""

    def told(self, asks: type[Shape]) -> dict[str, Any]:
        """The inputs, checked. Raises ValidationError."""
        inputs = asks(data=self.request.data, context={"request": self.request})
        inputs.is_valid(raise_exception=True)
        return dict(inputs.validated_data)

    @property
    def by(self) -> Post:
        """The post that acts."""
        return post_held(self.request)


def one_of(rows: QuerySet[Row], pk: int) -> Row:
    """The row with this id. Raises Http404."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
