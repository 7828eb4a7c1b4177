"""What is logged can be found again by the request's id, and holds nothing that is secret."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.once


class Lines(logging.Handler):
    """Keeps what the configured formatter makes of each record."""

    def __init__(self) -> None:
        super().__init__()
        formatter = dict(settings.LOGGING["formatters"]["json"])
        self.setFormatter(formatter.pop("()")(**formatter))
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))

    def last(self) -> dict[str, object]:
        parsed: dict[str, object] = json.loads(self.texts[-1])
        return parsed


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, root = Lines(), logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


def test_a_request_leaves_one_line_with_the_id_that_the_client_got(client: Client, lines: Lines) -> None:
    answer = client.get("/no/such/page/")
    line = [json.loads(text) for text in lines.texts if "request_finished" in text][-1]
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["request"], line["code"]) == ("GET /no/such/page/", 404)


def test_what_was_searched_for_is_not_logged(client: Client, lines: Lines) -> None:
    client.get("/no/such/page/?q=เรื่องลับมาก")
    assert "เรื่องลับมาก" not in "".join(lines.texts)


def test_a_client_cannot_choose_the_id_of_its_request(client: Client) -> None:
    answer = client.get("/no/such/page/", headers={"x-request-id": "mine"})
    assert answer["X-Request-ID"] != "mine"


def test_probes_leave_no_lines(client: Client, lines: Lines) -> None:
    client.get("/health/live/")
    assert [text for text in lines.texts if "request_finished" in text] == []


@pytest.mark.parametrize(
    "name", ["password", "api_key", "Authorization", "session_key", "subject", "body", "token"]
)
def test_values_under_telling_names_are_masked(lines: Lines, name: str) -> None:
    structlog.get_logger("desk").warning("logged", **{name: "ที่ไม่ควรเห็น"})
    assert lines.last()[name] == "***"


def test_passwords_in_addresses_are_masked(lines: Lines) -> None:
    logging.getLogger("library").warning("no answer from %s", "redis://:hunter2@127.0.0.1/0")
    assert "hunter2" not in lines.texts[-1]


def test_what_a_database_echoes_of_a_refused_row_is_cut(lines: Lines) -> None:
    echo = "duplicate key\nDETAIL:  Key (subject)=(เรื่องลับ) already exists."
    try:
        raise ValueError(echo)
    except ValueError:
        structlog.get_logger("desk").exception("failed")
    assert "duplicate key" in lines.texts[-1]
    assert "เรื่องลับ" not in lines.texts[-1]
