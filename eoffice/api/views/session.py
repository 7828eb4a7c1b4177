"""Logging in by the API, and who one is."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from eoffice.api.permissions import IsLoggedIn
from eoffice.api.second_factor import check_second_factor
from eoffice.api.shapes import PostShape
from eoffice.common import clock
from eoffice.common.errors import NotAllowed
from eoffice.people import audit
from eoffice.people.addresses import address_of
from eoffice.people.lockout import log_in
from eoffice.people.models import AccessToken, Clearance, Delegation, User
from eoffice.people.posts import posts_held
from workflows.engine.api.shapes import Shape


class PasswordMustChange(NotAllowed):
    """A one-time password opens only the page where one's own is chosen."""

    code = "password_must_change"
    title = _("Please log in on the page first and choose a password of your own.")


class Credentials(Shape):
    """What a person logs in with."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=500, trim_whitespace=False)
    code = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="Of the second factor, where one is set up.",
    )


class Token(Shape):
    """A bearer token, told once: only its hash is kept."""

    token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class TokenView(APIView):
    """Tokens of API clients."""

    authentication_classes = ()
    permission_classes = ()

    @extend_schema(
        operation_id="log_in",
        tags=["auth"],
        request=Credentials,
        responses={200: Token},
        auth=[],
        examples=[
            OpenApiExample(
                "a clerk", value={"username": "clerk", "password": "demo-eoffice"}, request_only=True
            )
        ],
    )
    def post(self, request: Request) -> Response:
        """Log in: answers a token that lives beside the others of the same person.

        Wrong credentials are 401; after too many of them 429, with `Retry-After` in seconds. Whoever has
        set up a second factor gives its `code` too (401 `second_factor_needed`).
        """
        told = Credentials(data=request.data)
        told.is_valid(raise_exception=True)
        credentials = dict(told.validated_data)
        code = credentials.pop("code", "")
        address = address_of(request._request)
        user = log_in(**credentials, address=address, also=lambda person: check_second_factor(person, code))
        if user.must_change_password:
            raise PasswordMustChange
        token = secrets.token_urlsafe(32)
        kept = AccessToken.objects.create(
            user=user,
            digest=AccessToken.digest_of(token),
            expires_at=clock.now() + dt.timedelta(hours=settings.TOKEN_HOURS),
        )
        answer = Response(Token({"token": token, "expires_at": kept.expires_at}).data)
        answer["Cache-Control"] = "no-store"
        return answer


class LogOutView(APIView):
    """The token of this request."""

    permission_classes = (IsLoggedIn,)

    @extend_schema(operation_id="log_out", tags=["auth"], request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Log out: this token is worth nothing from now on; others of the same person live on."""
        if isinstance(request.auth, str):
            AccessToken.objects.filter(digest=request.auth).delete()
            assert isinstance(request.user, User)
            audit.note("log_out", actor=request.user, address=address_of(request._request) or None)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MyDelegation(Shape):
    """A delegation in force that one holds: in whose name one may act, and for what."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(choices=Delegation.Kind.choices)
    principal = PostShape()
    delegate = PostShape(allow_null=True)
    principal_name = serializers.CharField(source="principal.person.name")
    order_number = serializers.CharField()
    scope = serializers.ListField(child=serializers.CharField(), help_text="Process ids; empty: everything.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)


class Me(Shape):
    """Who is asking."""

    id = serializers.IntegerField(source="pk")
    username = serializers.CharField()
    name = serializers.CharField()
    posts = PostShape(many=True)
    acting_post = serializers.IntegerField(allow_null=True, help_text="The post this request acts from.")
    clearance = serializers.ChoiceField(choices=Clearance.choices)
    delegations = MyDelegation(many=True)


class MeView(APIView):
    """Who am I."""

    permission_classes = (IsLoggedIn,)

    @extend_schema(operation_id="me", tags=["auth"], responses={200: Me})
    def get(self, request: Request) -> Response:
        """The person, the posts held, the clearance, and the delegations in force."""
        assert isinstance(request.user, User)
        posts = posts_held(request.user)
        held = request._request.post_held  # type: ignore[attr-defined] # set by the log-in
        me: dict[str, Any] = {
            "pk": request.user.pk,
            "username": request.user.username,
            "name": request.user.name,
            "clearance": request.user.clearance,
            "posts": posts,
            "acting_post": held.pk if held else None,
            "delegations": Delegation.objects.in_force(clock.now())
            .filter(delegate__in=posts)
            .select_related("principal__person", "principal__organisation", "principal__unit")
            .select_related("delegate__person", "delegate__organisation", "delegate__unit")
            .prefetch_related("principal__post_roles", "delegate__post_roles"),
        }
        return Response(Me(me).data)
