"""A number is struck through only with the approval of someone who directs the office (sheet 3.3, 12.1)."""

from __future__ import annotations

import pytest

from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.people.models import Post
from tests.letters.telling import arrive, take
from tests.letters.test_outgoing import draft, go, row_of, signed
from workflows.engine.perform import perform
from workflows.letters.models import IncomingLetter, OutgoingLetter


@pytest.fixture
def registered(malee: Post) -> IncomingLetter:
    return take(arrive(malee), malee, "check", "register")


@pytest.fixture
def numbered(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> OutgoingLetter:
    return go(signed(draft(wipha), wipha, deputy, somchai), malee, "number")


def void(letter: IncomingLetter | OutgoingLetter, post: Post, **told: object) -> None:
    perform(letter, "void", post, told)


@pytest.mark.parametrize("who", ["malee", "wipha", "section_head", "pricha", "sysadmin"])
def test_nobody_else_approves_it(
    registered: IncomingLetter,
    numbered: OutgoingLetter,
    malee: Post,
    who: str,
    request: pytest.FixtureRequest,
) -> None:
    approves: Post = request.getfixturevalue(who)
    for letter in (registered, numbered):
        with pytest.raises(InvalidInputs) as refused:
            void(letter, malee, note="ลงผิด", approved_by=approves.person_id)
        assert list(refused.value.errors) == ["approved_by"]
        assert row_of(letter).state == "issued"


@pytest.mark.parametrize("told", [{"note": "ลงผิด"}, {"approved_by": "somchai"}])
def test_it_takes_an_approval_and_a_reason(
    registered: IncomingLetter, numbered: OutgoingLetter, malee: Post, somchai: Post, told: dict[str, str]
) -> None:
    if "approved_by" in told:
        told = told | {"approved_by": str(somchai.person_id)}
    for letter in (registered, numbered):
        with pytest.raises(InvalidInputs):
            void(letter, malee, **told)


@pytest.mark.parametrize("who", ["somchai", "deputy"])
def test_the_director_or_a_deputy_approves_it(
    registered: IncomingLetter, malee: Post, who: str, request: pytest.FixtureRequest
) -> None:
    approves: Post = request.getfixturevalue(who)
    letter = take(registered, malee, "void", note="ลงซ้ำ", approved_by=approves.person_id)
    assert (letter.state, row_of(letter).state) == ("voided", "void")
    following = take(arrive(malee), malee, "check", "register")
    assert following.receive_number == 2  # a number that was used is not given again


def test_the_director_approves_but_does_not_strike_it_himself(
    registered: IncomingLetter, numbered: OutgoingLetter, somchai: Post
) -> None:
    for letter in (registered, numbered):
        with pytest.raises(NotAllowed):
            void(letter, somchai, note="ลงผิด", approved_by=somchai.person_id)
