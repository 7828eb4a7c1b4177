"""What letters have beside their steps: links to other matters, looks into the mailbox."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from documents.api.shapes import NamedShape as Named
from eoffice.people.models import Post
from workflows.engine.api.shapes import LinkShape, Shape
from workflows.engine.registry import by_process, processes
from workflows.letters.actions.linking import KINDS, link_items
from workflows.letters.actions.mailbox import must_look_after_it, note_check
from workflows.letters.intake.sweeping import ask_for_sweep
from workflows.letters.models import IncomingLetter, MailAccount, MailboxCheck


class LinkInputs(Shape):
    """The other item."""

    process = serializers.ChoiceField(choices=[])
    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    kind = serializers.ChoiceField(choices=[(kind, kind) for kind in KINDS], default=KINDS[0])

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """With the processes there are."""
        ids = [(model.process, model.process) for model in processes()]
        return {**super().get_fields(), "process": serializers.ChoiceField(choices=ids)}


class LinkView(APIView):
    """Joining a letter to another matter."""

    @extend_schema(
        operation_id="incoming_letters_link",
        tags=["incoming-letters"],
        request=LinkInputs,
        responses={200: LinkShape},
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """Join the letter to another item that one may see; twice is once, in either direction."""
        post = _post(request)
        letter = _seen(IncomingLetter.objects.visible_to(post), id)
        inputs = LinkInputs(data=request.data)
        inputs.is_valid(raise_exception=True)
        told = inputs.validated_data
        manager: Any = by_process(told["process"])._default_manager
        other = _seen(manager.visible_to(post), told["item"])
        link = link_items(letter, other, kind=told["kind"], post=post)
        here = (link.from_process, link.from_item) == (letter.process, letter.pk)
        shown = {
            "kind": link.kind,
            "direction": "to" if here else "from",
            "process": other.process,
            "item": other.pk,
            "title": other.headline(),
        }
        return Response(LinkShape(shown).data)


class CheckInputs(Shape):
    """How many letters were found."""

    found = serializers.IntegerField(min_value=0, max_value=9999, default=0)


class CheckShape(Shape):
    """A look into the mailbox and its spam folder."""

    id = serializers.IntegerField(source="pk")
    checked_at = serializers.DateTimeField()
    found = serializers.IntegerField()
    by = Named(source="by.person", default=None, allow_null=True)
    is_sweep = serializers.BooleanField(
        help_text="The system looked; `by` is whoever asked it to, if anybody."
    )
    ended_at = serializers.DateTimeField(allow_null=True)
    taken = serializers.IntegerField(help_text="Mails that became letters.")
    copies = serializers.IntegerField(help_text="Mails that had come before.")
    notices = serializers.IntegerField(help_text="Bounces, delays and receipts of letters of ours.")
    held = serializers.IntegerField(help_text="Mails left among spam until a registrar says what they are.")
    trouble = serializers.CharField(help_text="Why the sweep failed; empty where it came through.")
    tries = serializers.IntegerField(help_text="So many sweeps in a row failed alike.")


class SweepShape(Shape):
    """Since when a sweep is awaited, by whom asked, and when the last one came through."""

    asked_at = serializers.DateTimeField(allow_null=True)
    swept_at = serializers.DateTimeField(allow_null=True)
    trouble = serializers.CharField()


class SweepView(APIView):
    """Looking into the mailbox now."""

    @extend_schema(
        operation_id="mailbox_sweeps_create", tags=["mailbox"], request=None, responses={202: SweepShape}
    )
    def post(self, request: Request) -> Response:
        """Let the system look into the central mailbox as soon as it can; what it found is told by
        `mailbox-checks`. Asked again before that, it is one sweep (appendix 7, 2, 3.8).
        """
        post = _post(request)
        must_look_after_it(post)
        ask_for_sweep(post)
        account = MailAccount.objects.visible_to(post).get()
        return Response(SweepShape(account).data, status=status.HTTP_202_ACCEPTED)


class MailboxView(GenericAPIView[MailboxCheck]):
    """Looks into the mailbox."""

    serializer_class = CheckShape
    ordering = ("-checked_at", "-pk")

    def get_queryset(self) -> QuerySet[MailboxCheck]:
        """The agency's own."""
        if getattr(self, "swagger_fake_view", False):
            return MailboxCheck.objects.none()
        looks = MailboxCheck.objects.visible_to(_post(self.request))
        return looks.select_related("by__person")

    @extend_schema(
        operation_id="mailbox_checks_list", tags=["mailbox"], responses={200: CheckShape(many=True)}
    )
    def get(self, request: Request) -> Response:
        """Who looked into the mailbox when, latest first (appendix 6, 4.1.2)."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(CheckShape(page, many=True).data)

    @extend_schema(
        operation_id="mailbox_checks_create",
        tags=["mailbox"],
        request=CheckInputs,
        responses={201: CheckShape},
    )
    def post(self, request: Request) -> Response:
        """Note that one has just looked into the inbox and the spam folder."""
        post = _post(request)
        must_look_after_it(post)
        inputs = CheckInputs(data=request.data)
        inputs.is_valid(raise_exception=True)
        made = note_check(post, found=inputs.validated_data["found"])
        return Response(CheckShape(made).data, status=status.HTTP_201_CREATED)


def _post(request: Request) -> Post:
    post: Post = request.post_held  # type: ignore[attr-defined] # set by the log-in
    return post


def _seen(rows: Any, pk: int) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
