"""The views of any tracked process: find, hand over to the engine, show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from eoffice.common.errors import InvalidInputs
from eoffice.people import audit
from workflows.engine.api.declare import ORDERS, PRINTED_AS, ProcessApi
from workflows.engine.api.describe import Description, describe
from workflows.engine.api.etag import etag_of, version_wanted
from workflows.engine.api.json_schema import inputs_schema
from workflows.engine.api.page import Page
from workflows.engine.api.shapes import StepShape, TransitionShape, with_names
from workflows.engine.api.showing import shown
from workflows.engine.locking import NotThere
from workflows.engine.models import Tracked, Transition
from workflows.engine.perform import perform, start
from workflows.engine.step import steps_of
from workflows.engine.steps import steps_for

if TYPE_CHECKING:
    from eoffice.people.models import Post


class ItemViews(GenericViewSet[Any]):
    """List, create, look at, steps, transitions. `api` says of which process; `step` of which step."""

    api: ProcessApi = None  # type: ignore[assignment] # told to as_view() by the addresses
    step: str = ""
    lookup_url_kwarg = "id"

    @property
    def filterset_class(self) -> Any:
        """For the filters of a list."""
        return self.api.filterset

    @property
    def ordering_fields(self) -> Mapping[str, str]:
        """What a list can be ordered by."""
        return {**ORDERS, **self.api.orders}

    @property
    def search(self) -> Any:
        """How `q` is looked for; None where the process has no words."""
        return self.api.search

    def describe(self) -> Description:
        """For the description of the API."""
        return describe(self.api, self.action, self.step)

    @property
    def post_held(self) -> Post:
        """The post that asks."""
        post: Post = self.request.post_held  # type: ignore[attr-defined] # set by the log-in
        return post

    def get_queryset(self) -> QuerySet[Any]:
        """The one gate."""
        rows: Any = self._rows()
        return rows.for_list()  # type: ignore[no-any-return] # a queryset of any process

    def list(self, request: Request) -> Response:
        """Items that one may see, newest first."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response(self._shown(rows, many=True))

    def create(self, request: Request) -> Response:
        """Make an item in its first state. The creating step writes the first transition."""
        step = self.api.creating
        assert step is not None
        told: Any = request.data
        keyed = "Idempotency-Key" in request.headers
        item = start(self.api.model.process, step.name, self.post_held, told, keyed=keyed)
        answer = self._item(item, status.HTTP_201_CREATED)
        answer["Location"] = request.build_absolute_uri(f"{request.path}{item.pk}/")
        return answer

    def retrieve(self, request: Request, id: int) -> Response:  # noqa: A002 -- the name in the path
        """One item, with its ETag."""
        item = self._visible(id)
        if not item.words_may_be_logged():
            audit.note("secret_opened", post=self.post_held, subject=f"{item.process}:{item.pk}")
        return self._answer(item)

    def take(self, request: Request, id: int, name: str = "") -> Response:  # noqa: A002 -- as above
        """Take a step: seen (404), role (403), state and conditions (409), inputs (422)."""
        step = steps_of(self.api.model).get(self.step or name)
        told = self._body(request, id)
        match = request.headers.get("If-Match", "")
        # Else the engine looks for it under its lock: one question, not two.
        item = self._visible(id, rows=self._rows()) if match or step is None else self._named(id)
        if step is None:
            raise Http404
        version = version_wanted(match, item)
        try:
            item = perform(item, step.name, self.post_held, told, version=version, seen=True)
        except NotThere as error:
            self._note_hidden(id)
            raise Http404 from error
        return self._item(item)

    def steps(self, request: Request, id: int) -> Response:  # noqa: A002 -- as above
        """Every step of the item's present state: open, or closed with the sentence why."""
        item = self._visible(id)
        rows = [
            {
                "name": now.name,
                "label": now.label,
                "open": now.open,
                "reason": now.reason,
                "clause": now.clause,
                "usual": now.step.usual,
                "on_behalf_of": now.on_behalf_of,
                "inputs": inputs_schema(now.step, item),
            }
            for now in steps_for(item, self.post_held)
        ]
        return Response(StepShape(rows, many=True).data)

    def transitions(self, request: Request, id: int) -> Response:  # noqa: A002 -- as above
        """What happened to the item, oldest first."""
        item = self._visible(id)
        rows = with_names(Transition.objects.of(item.process, item.pk))
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response(TransitionShape(page, many=True).data)

    def printed(self, request: Request, id: int) -> HttpResponse:  # noqa: A002 -- as above
        """The paper of the item, to print or to go on writing in. An audit event."""
        item = self._visible(id)
        form = request.query_params.get("format", "pdf")
        if form not in PRINTED_AS:
            raise InvalidInputs(errors={"format": [_("Take pdf or docx.")]})
        assert self.api.printing is not None
        answer = HttpResponse(self.api.printing(item, self.post_held, form), content_type=PRINTED_AS[form])
        audit.note("paper_print", post=self.post_held, subject=f"{item.process}:{item.pk}", format=form)
        answer["Content-Disposition"] = f'attachment; filename="{item.process}-{item.pk}.{form}"'
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer

    def history(self, request: Request, id: int) -> HttpResponse:  # noqa: A002 -- as above
        """What happened to the item and to what belongs to it, as a paper. An audit event."""
        item = self._visible(id)
        if request.query_params.get("format", "pdf") != "pdf":
            raise InvalidInputs(errors={"format": [_("Take pdf.")]})
        from workflows.engine.history import history_pdf  # loads the typesetter, which few processes need

        answer = HttpResponse(history_pdf(item), content_type="application/pdf")
        audit.note("history_print", post=self.post_held, subject=f"{item.process}:{item.pk}")
        answer["Content-Disposition"] = f'attachment; filename="history-{item.process}-{item.pk}.pdf"'
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer

    def _rows(self) -> QuerySet[Any]:
        manager: Any = self.api.model._default_manager
        if getattr(self, "swagger_fake_view", False):
            return manager.none()  # type: ignore[no-any-return] # a manager of any process
        return manager.visible_to(self.post_held)  # type: ignore[no-any-return] # as above

    def _visible(self, pk: int, rows: QuerySet[Any] | None = None) -> Tracked:
        found = self.get_queryset() if rows is None else rows
        item: Tracked | None = found.filter(pk=pk).first()
        if item is None:
            self._note_hidden(pk)
            raise Http404
        return item

    def _note_hidden(self, pk: int) -> None:
        """Who asks for an item of the house that is not theirs to see leaves a trace.

        Looked up once the work that was refused is undone: until then nothing more can be asked.
        """
        model, here = self.api.model, self.post_held.organisation_id

        def hidden() -> str:
            there = model._base_manager.filter(pk=pk, organisation=here).exists()
            return f"{model.process}:{pk}" if there else ""

        self.request._request.refused_item = hidden  # type: ignore[attr-defined] # our own attribute

    def _named(self, pk: int) -> Tracked:
        model: Any = self.api.model
        item: Tracked = model(pk=pk)
        return item

    def _body(self, request: Request, pk: int) -> Any:
        """What was sent, to be checked by the engine; who may not see the item hears of that first."""
        try:
            return request.data
        except APIException:
            self._visible(pk, rows=self._rows())
            raise

    def _item(self, item: Tracked, code: int = status.HTTP_200_OK) -> Response:
        """The item as it is now, to whoever changed it, even if it is out of their sight from now on.

        What its shape shows beside its own columns is mostly at hand; the rest is read as it is asked for.
        """
        if item.organisation_id == self.post_held.organisation_id:
            item.organisation = self.post_held.organisation
        return self._answer(item, code)

    def _answer(self, item: Tracked, code: int = status.HTTP_200_OK) -> Response:
        answer = Response(self._shown([item], many=False), status=code)
        answer["ETag"] = etag_of(item)
        return answer

    def _shown(self, items: Sequence[Tracked], *, many: bool) -> Any:
        context = {**self.get_serializer_context(), "page": Page(items, self.post_held, self.api)}
        rows = shown(self.api.shape, items, context)
        return rows if many else rows[0]
