"""Operators and load balancers ask whether this installation can serve, and are told which part cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from eoffice.common import health

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


def test_a_process_that_answers_is_alive(client: Client) -> None:
    assert client.get("/health/live/").json() == {"status": "ok"}


@pytest.mark.django_db
def test_each_component_is_told_by_name(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = ""
    answer = client.get("/health/ready/")
    assert answer.status_code == 200
    assert answer.json()["components"] == {"database": "ok", "broker": "none", "storage": "ok"}


@pytest.mark.django_db
def test_a_broker_that_is_away_is_told_and_stops_nobody(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = NOBODY_LISTENS
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")


@pytest.mark.django_db
def test_a_full_disk_makes_it_unready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "ENOUGH_FREE_BYTES", 2**80)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()["components"]["storage"]) == (503, "the disk is full")


@pytest.mark.django_db
def test_a_data_folder_that_went_away_makes_it_unready(client: Client, settings: Settings) -> None:
    settings.DATA_DIR = Path("/nowhere/at/all")
    assert client.get("/health/ready/").status_code == 503


def test_probes_are_answered_whatever_the_offices_name_is(client: Client, settings: Settings) -> None:
    assert client.get("/health/live/", HTTP_HOST="127.0.0.1").status_code == 200


def test_figures_need_a_token_and_are_not_there_without_one_set(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics/").status_code == 404
    settings.METRICS_TOKEN = "only-operators-know"
    assert client.get("/metrics/", headers={"authorization": "Bearer guess"}).status_code == 401
    assert client.get("/metrics/").status_code == 401


@pytest.mark.django_db
def test_how_far_readers_of_the_log_are_behind_is_told(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "only-operators-know"
    answer = client.get("/metrics/", headers={"authorization": "Bearer only-operators-know"})
    assert b"eoffice_log_rows 0.0" in answer.content
    assert b'eoffice_log_unread_rows{subscriber="' in answer.content


@pytest.mark.django_db
def test_requests_are_counted_under_their_route(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "only-operators-know"
    client.get("/no/such/page/")
    answer = client.get("/metrics/", headers={"authorization": "Bearer only-operators-know"})
    assert b'eoffice_requests_total{method="GET",route="none",status="404"}' in answer.content
    assert answer["Content-Type"].startswith("text/plain")
