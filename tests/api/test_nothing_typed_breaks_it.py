"""The API, asked with whatever its own description allows and with what it forbids: never a fault (500), and
every answer as described. Bounded and seeded: the same questions each time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from django.test.client import ClientHandler
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from tests.api.caller import token_for
from tests.factories import make_unit
from tests.letters.telling import arrive, ordered, take

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: What closes the door for all that follows.
LEFT_OUT = {"log_out", "log_in"}


_handler = ClientHandler(enforce_csrf_checks=True)


def in_this_transaction(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The application for whoever speaks WSGI, on the test's own database connection."""
    response = _handler(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return response


@pytest.fixture
def office(school: Organisation, malee: Post, somchai: Post, wipha: Post) -> dict[str, list[int]]:
    """An office with a letter in each state of a plain day; ids by path."""
    make_unit(school)
    letters = [
        arrive(malee),
        take(arrive(malee), malee, "check"),
        take(arrive(malee), malee, "check", "register"),
        take(arrive(malee), malee, "check", "register", "submit"),
        ordered(arrive(malee), malee, somchai, wipha),
        take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute"),
    ]
    assignments = [row.pk for letter in letters for row in letter.assignments.all()]
    return {"incoming-letters": [letter.pk for letter in letters], "assignments": assignments}


@pytest.mark.parametrize(("roles", "examples"), [(("malee",), 4), (("somchai", "sysadmin", "pricha"), 3)])
def test_whatever_is_sent_gets_an_answer_that_was_described(
    roles: tuple[str, ...], examples: int, office: dict[str, list[int]], request: pytest.FixtureRequest
) -> None:
    tokens = itertools.cycle([token_for(request.getfixturevalue(who)) for who in roles])
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", in_this_transaction)

    faults = []
    for result in schema.get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr] # a broken description fails here
        if operation.definition.raw.get("operationId") not in LEFT_OUT:
            try:
                _ask(operation, next(tokens), office, examples)
            except FailureGroup as found:
                faults += [f"{operation.label}: {fault.title}\n{fault.message}" for fault in found.exceptions]
    assert not faults, "\n\n".join(faults)


def _ask(operation: Any, token: str, office: dict[str, list[int]], examples: int) -> None:
    ids = office.get(operation.path.removeprefix("/api/v1/").partition("/")[0], [1])
    allowed = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    forbidden = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=allowed | forbidden, pick=st.sampled_from([*ids, None]))
    def ask(case: Any, pick: int | None) -> None:
        if pick is not None and "id" in case.path_parameters:
            case.path_parameters["id"] = pick
        case.headers.pop("X-Post", None)
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
            transaction.set_rollback(True)

    ask()
