"""`Idempotency-Key`: a double click, a lost connection and a retry do a thing once."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from django.db import OperationalError, connection

from documents.models import FileRecord
from eoffice.api import repeats
from eoffice.common.models import DoneOnce
from eoffice.people.models import Post
from tests import factories
from tests.api.caller import Caller
from tests.api.test_a_plain_day import LETTER
from tests.letters.telling import arrive, take
from workflows.engine.models import Transition
from workflows.letters.models import IncomingLetter

NEW = "incoming-letters/"


def test_the_same_key_with_the_same_body_answers_the_same(malee: Post) -> None:
    first = Caller(malee).raw_post(NEW, LETTER, key="k")
    take(IncomingLetter.objects.get(), malee, "check")

    again = Caller(malee).raw_post(NEW, LETTER, key="k")

    assert (again.status_code, again.content) == (201, first.content)
    assert again["ETag"] == first["ETag"]
    assert again["Idempotency-Replayed"] == "true"
    assert IncomingLetter.objects.count() == 1


def test_with_another_body_or_at_another_address_it_is_a_mismatch(malee: Post) -> None:
    letter = Caller(malee).post(NEW, LETTER, key="k", status=201)

    for path, body in ((NEW, {**LETTER, "subject": "อื่น"}), (f"{NEW}{letter['id']}/steps/check/", LETTER)):
        assert Caller(malee).post(path, body, key="k", status=409)["code"] == "idempotency_mismatch"
    assert IncomingLetter.objects.count() == 1


def test_the_same_key_of_somebody_else_is_another_key(malee: Post, pricha: Post) -> None:
    Caller(malee).post(NEW, LETTER, key="k", status=201)
    Caller(pricha).post(NEW, LETTER, key="k", status=201)

    assert IncomingLetter.objects.count() == 2


@pytest.mark.parametrize(("body", "status"), [({**LETTER, "subject": ""}, 422), (b"{", 400)])
def test_a_refused_request_leaves_its_key_free(malee: Post, body: Any, status: int) -> None:
    Caller(malee).post(NEW, body, key="k", status=status)
    assert not DoneOnce.objects.exists()

    Caller(malee).post(NEW, LETTER, key="k", status=201)


def test_a_step_taken_twice_with_one_key_is_taken_once(malee: Post) -> None:
    letter = take(arrive(malee), malee, "check")
    path = f"{NEW}{letter.pk}/steps/register/"

    answers = [Caller(malee).post(path, {}, key="k") for _ in range(3)]

    assert {answer["receive_number"] for answer in answers} == {1}
    assert Transition.objects.filter(step="register").count() == 1
    assert Caller(malee).post(path, {}, key="other", status=409)["code"] == "transition_refused"


def test_a_file_sent_twice_with_one_key_is_one_file_whatever_the_boundary(malee: Post) -> None:
    first = Caller(malee).upload("ก.txt", b"one", key="k")

    assert Caller(malee).upload("ก.txt", b"one", key="k") == first
    Caller(malee).upload("ก.txt", b"two", key="k", status=409)
    assert FileRecord.objects.count() == 1


def test_a_possible_duplicate_is_told_and_with_a_key_never_refused(malee: Post) -> None:
    first = Caller(malee).post(NEW, LETTER, status=201)
    second = Caller(malee).post(NEW, LETTER, status=201)

    assert [row["id"] for row in second["possible_duplicates"]] == [first["id"]]
    caller = Caller(malee)
    without = caller.client.post(
        "/api/v1/incoming-letters/", json.dumps(LETTER), "application/json", headers=caller.headers
    )
    assert without.status_code == 409
    assert without.json()["code"] == "possible_duplicate"


@pytest.mark.parametrize("key", ["x" * 201, "a\tb"])
def test_a_key_that_cannot_be_kept_is_refused(malee: Post, key: str) -> None:
    assert Caller(malee).post(NEW, LETTER, key=key, status=422)["code"] == "invalid"


def test_the_answer_to_a_log_in_is_never_kept(malee: Post) -> None:
    body = {"username": "malee", "password": factories.PASSWORD}
    first = Caller().post("auth/token/", body, key="k")
    second = Caller().post("auth/token/", body, key="k")

    assert first["token"] != second["token"]
    assert not DoneOnce.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_repeats_that_come_while_the_first_runs_wait_for_its_answer() -> None:
    clerk = factories.make_malee(factories.make_school())
    caller = Caller(clerk)
    barrier = threading.Barrier(4)
    answers: list[tuple[int, bytes]] = []

    def click() -> None:
        barrier.wait()
        mine = Caller()
        mine.headers = dict(caller.headers)
        response = mine.raw_post(NEW, LETTER, key="k")
        answers.append((response.status_code, response.content))
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert IncomingLetter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_requests_at_once_of_one_client_are_all_served() -> None:
    clerk = factories.make_malee(factories.make_school())
    letters = [take(arrive(clerk), clerk, "check") for _ in range(50)]
    headers = dict(Caller(clerk).headers)
    barrier = threading.Barrier(50)
    numbers: list[int] = []

    def register(letter: IncomingLetter) -> None:
        mine = Caller()
        mine.headers = headers
        barrier.wait()
        numbers.append(mine.post(f"{NEW}{letter.pk}/steps/register/", {})["receive_number"])
        connection.close()

    threads = [threading.Thread(target=register, args=(letter,)) for letter in letters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(numbers) == list(range(1, 51))


@pytest.mark.parametrize("lost", ["once", "identify"])
def test_a_database_that_is_away_is_told_and_the_key_stays_free(
    lost: str, malee: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Around the view: while the token is looked up, at the claim of the key, at the commit."""

    def away(*_args: object) -> None:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as broken:
        broken.setattr(repeats, lost, away)
        told = Caller(malee).post(NEW, LETTER, key="k", status=503)
    assert told["code"] == "unavailable"

    Caller(malee).post(NEW, LETTER, key="k", status=201)
