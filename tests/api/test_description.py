"""The description of the API: complete, valid, open to all, and readable."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from workflows.engine.api.declare import api_of
from workflows.engine.registry import processes

SCHEMA = "/api/schema/?format=json"


@pytest.fixture
def described(db: None) -> dict[str, Any]:
    answer: dict[str, Any] = Client().get(SCHEMA).json()
    return answer


def test_it_is_valid_and_nothing_had_to_be_guessed(db: None) -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_it_is_open_to_all_as_yaml_and_as_json(db: None) -> None:
    assert Client().get("/api/schema/").content.startswith(b"openapi: 3.1.0")
    assert Client().get(SCHEMA).json()["openapi"] == "3.1.0"


def test_each_step_has_its_own_address_with_its_inputs(described: dict[str, Any]) -> None:
    for model in processes():
        for step in api_of(model).steps:
            operation = described["paths"][f"/api/v1/{model.path}/{{id}}/steps/{step.name}/"]["post"]
            body = operation["requestBody"]["content"]["application/json"]["schema"]
            assert body.get("type") == "object" or body["$ref"].startswith("#/components/schemas/")


def test_the_steps_of_a_plain_day_carry_an_example(described: dict[str, Any]) -> None:
    for name in ("order", "close"):
        operation = described["paths"][f"/api/v1/incoming-letters/{{id}}/steps/{name}/"]["post"]
        assert operation["requestBody"]["content"]["application/json"]["examples"]


def test_every_refusal_is_a_problem_document(described: dict[str, Any]) -> None:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert response == {"$ref": f"#/components/responses/Refused{status}"}, (path, method)
    for name, response in described["components"]["responses"].items():
        assert list(response["content"]) == ["application/problem+json"], name


def test_every_post_takes_a_request_key_but_those_that_answer_with_a_secret(
    described: dict[str, Any],
) -> None:
    without = {
        path
        for path, methods in described["paths"].items()
        if "post" in methods
        and "Idempotency-Key" not in {each["name"] for each in methods["post"].get("parameters", [])}
    }

    assert without == {"/api/v1/auth/token/"}


def test_it_says_how_to_log_in(described: dict[str, Any]) -> None:
    schemes = described["components"]["securitySchemes"]

    assert schemes["bearer"]["scheme"] == "bearer"
    assert schemes["session"]["in"] == "cookie"
    assert described["paths"]["/api/v1/incoming-letters/"]["get"]["security"] == [
        {"bearer": []},
        {"session": []},
    ]


def test_the_page_to_read_it_on_needs_nothing_from_outside(db: None) -> None:
    page = Client().get("/api/docs/")

    assert page.status_code == 200
    text = page.content.decode()
    assert "http://" not in text.replace("http://testserver", "")
    assert "https://" not in text
