"""T-15: questions received, the answers that went out, and how long they took."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from eoffice.common import clock
from eoffice.people.models import Post
from kpi.queries.answering import answering_of
from kpi.queries.question import read_question
from tests.api.caller import Caller
from tests.kpi.lives import MONDAY, read_log
from tests.letters.telling import arrive, take
from tests.letters.test_outgoing import draft, signed
from tests.letters.test_outgoing import go as go_out
from workflows.letters.models import IncomingLetter

LATER = MONDAY + dt.timedelta(days=40)


def asked(malee: Post, reference: str) -> IncomingLetter:
    with clock.at(MONDAY):
        letter = arrive(malee, reference=reference, is_question=True)
        return take(letter, malee, "check", "register")


def answered(letter: IncomingLetter, days: int, deputy: Post, somchai: Post, malee: Post) -> None:
    with clock.at(MONDAY + dt.timedelta(days=days)):
        reply = signed(draft(malee, answers=letter.pk), malee, deputy, somchai)
        go_out(reply, malee, "number")


def test_answers_within_fifteen_days_are_told_with_their_time(
    malee: Post, wipha: Post, deputy: Post, somchai: Post
) -> None:
    soon, late, never, elsewhere = (asked(malee, f"ศธ 9/{number}") for number in range(4))
    answered(soon, 1, deputy, somchai, malee)
    answered(late, 20, deputy, somchai, malee)
    with clock.at(MONDAY):
        told = {"agency": "อำเภอ", "reference": "ศธ 1/2", "dated_on": "2026-11-24"}
        take(elsewhere, malee, "forward_out", **told)
    read_log(malee)
    with clock.at(LATER):
        found = answering_of(read_question({"process": "outgoing_letter", "period": "FY2570"}, somchai))
        assert found is not None
        assert found.rate == (1, 3)
        assert found.waited["n"] == 2
        assert (found.waited["p50"] or 0) == 480
        assert answering_of(read_question({"process": "memo", "period": "FY2570"}, somchai)) is None
        shown = Caller(somchai).get("kpi/answers/?period=FY2570")
        assert shown["answered_in_time"] == [1, 3, "33.33"]
        Caller(wipha).get("kpi/answers/", status=403)
        client = Client()
        client.force_login(somchai.person)
        page = client.get("/kpi/?process=outgoing_letter&period=FY2570").content.decode()
        assert "33.33 %" in page
    assert never.state == "registered"


def test_no_question_is_no_data(malee: Post, somchai: Post) -> None:
    found = answering_of(read_question({}, somchai))
    assert found is not None
    assert not found.has_data
