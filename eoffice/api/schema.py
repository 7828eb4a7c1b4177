"""How every view is described in OpenAPI 3.1: what holds for the whole API is added here, once."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from eoffice.api.problem import KNOWN, MEDIA_TYPE
from workflows.engine.api.describe import Description

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. `detail` is a sentence fit to show, in the language of `Accept-Language`.",
    "required": ["type", "title", "status", "detail", "code", "source", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri", "examples": ["urn:eoffice:problem:transition_refused"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {
            "type": "string",
            "description": "Stable; for programs.",
            "examples": ["transition_refused"],
        },
        "source": {"type": ["string", "null"], "description": "The clause that the refusal rests on."},
        "errors": {
            "type": "object",
            "description": "Field -> what is wrong with it.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
#: What any request may be answered, and what only one with a body may.
ALWAYS = (400, 401, 403, 404, 405, 406, 429, 500, 503)
WITH_BODY = (409, 411, 413, 415, 422, 507)

KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="The same key with the same body answers the same for 24 hours, with another body 409.",
)
POST = OpenApiParameter(
    "X-Post", int, OpenApiParameter.HEADER, description="The post to act from, where one holds several."
)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag last seen; 409 `stale` if it has passed."
)
ETAG = {"ETag": {"description": "For `If-Match`.", "schema": {"type": "string"}}}


class DescribedView(AutoSchema):
    """AutoSchema with problems, request keys, posts, and what an item's view says of itself."""

    @property
    def told(self) -> Description | None:
        """What the view says of itself, if it is one of a tracked process."""
        describe = getattr(self.view, "describe", None)
        found: Description | None = describe() if describe else None
        return found

    def get_operation_id(self) -> str:
        """Stable names, so that generated clients keep theirs."""
        return self.told.operation_id if self.told else str(super().get_operation_id())

    def get_summary(self) -> str | None:
        """The verb of the office, or the first line of the docstring."""
        if self.told:
            return self.told.summary
        return super().get_summary() or (super().get_description() or "").strip().split("\n")[0].rstrip(".:")

    def get_description(self) -> str:  # type: ignore[override] # as the library itself does
        """From the machine file, or the view's docstring."""
        return self.told.words if self.told else str(super().get_description())

    def get_tags(self) -> list[str]:
        """The process, or the first part of the path."""
        return [self.told.tag] if self.told else super().get_tags()

    def get_request_serializer(self) -> Any:
        """The inputs of the step."""
        return self.told.request if self.told else super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        """The item, or what the view declares."""
        return dict(self.told.responses) if self.told else super().get_response_serializers()

    def get_examples(self) -> list[Any]:
        """A body that fits."""
        if self.told and self.told.example:
            return [OpenApiExample("an example", value=dict(self.told.example), request_only=True)]
        return [] if self.told else list(super().get_examples())

    def get_override_parameters(self) -> list[Any]:
        """Headers that every request, every POST, every step may carry."""
        found = [POST] if self._logs_in_first() else []
        if self.method == "POST" and found:
            found.append(KEY)
        if self.told and self.told.takes_if_match:
            found.append(IF_MATCH)
        return [*found, *(self.told.parameters if self.told else []), *super().get_override_parameters()]

    def _get_request_body(self, direction: Any = "request") -> Any:
        """A step that asks nothing takes an empty object."""
        body = super()._get_request_body(direction)  # type: ignore[no-untyped-call] # of the library
        if body is None and self.method == "POST" and self.told:
            nothing = {"type": "object", "description": "Nothing is asked.", "properties": {}}
            return {"content": {"application/json": {"schema": nothing}}, "required": False}
        return body

    def _logs_in_first(self) -> bool:
        return bool(self.view.authentication_classes)

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        if self.told and self.told.gives_etag:
            for body in bodies.values():
                body["headers"] = ETAG
        statuses = [*ALWAYS, *(WITH_BODY if self.method in {"POST", "PUT", "PATCH"} else (409, 422))]
        for status in statuses:
            bodies.setdefault(str(status), self._refusal(status))
        return bodies

    def _refusal(self, status: int) -> dict[str, str]:
        """The response that a status means everywhere, described once."""
        described = {
            "description": str(KNOWN[status][1]),
            "content": {MEDIA_TYPE: {"schema": self._problem()}},
        }
        component = ResolvedComponent(  # type: ignore[no-untyped-call] # of the library
            name=f"Refused{status}", type=ResolvedComponent.RESPONSE, schema=described, object="Refused"
        )
        self.registry.register_on_missing(component)
        found: dict[str, str] = component.ref
        return found

    def _problem(self) -> dict[str, str]:
        component = ResolvedComponent(  # type: ignore[no-untyped-call] # of the library
            name="Problem", type=ResolvedComponent.SCHEMA, schema=PROBLEM, object="Problem"
        )
        self.registry.register_on_missing(component)
        found: dict[str, str] = component.ref
        return found

    def _get_serializer_name(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> str:
        """`IncomingLetterShape` is called IncomingLetter: clients have one shape of it."""
        name = str(super()._get_serializer_name(serializer, direction, bypass_extensions))
        return name.removesuffix("Shape") or name


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # registers itself
    """How a token is sent."""

    target_class = "eoffice.api.auth.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """As OpenAPI says it."""
        return {"type": "http", "scheme": "bearer", "description": "A token of `POST /api/v1/auth/token/`."}


class BrowserScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # registers itself
    """A browser that is logged in."""

    target_class = "eoffice.api.auth.BrowserAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """As OpenAPI says it."""
        words = "A browser's session; changes carry the CSRF token in `X-CSRFToken`."
        return {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": words}


class ChoiceSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call] # registers itself
    """One of some ids; those that rows of the database make are told by the steps of an item."""

    target_class = "workflows.engine.inputs.fields.OneOfField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Any:
        """As JSON Schema says it."""
        if not callable(self.target.ask.choices):
            schema = auto_schema._map_serializer_field(self.target, direction, bypass_extensions=True)
            if isinstance(schema.get("type"), list):  # whoever called us says "or null" once more
                schema["type"] = "string"
            return schema
        return {"type": "string", "description": "One of the ids that `steps/` and `codes/` tell."}


class InstantSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call] # registers itself
    """An instant, or a day that means the end of office hours."""

    target_class = "workflows.engine.inputs.fields.InstantField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        """As JSON Schema says it."""
        either = [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]
        return {"anyOf": either, "description": "With offset; a day alone means the end of office hours."}
