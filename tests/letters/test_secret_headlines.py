"""A secret matter is named nowhere by its subject: not in lists, links, notices, mails, or the log (4.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from eoffice.organisations.models import Organisation
from eoffice.people.models import Clearance, Post
from eoffice.people.roles import Role
from tests import factories
from tests.factories import browser_of
from tests.letters.telling import arrive, take
from workflows.engine import notices
from workflows.engine.mailing import send_waiting
from workflows.engine.models import Transition
from workflows.engine.perform import start
from workflows.letters.models import Assignment, OutgoingLetter

SECRET = "สอบวินัยครู"
UP = ("check", "register", "submit")
#: Where letters are named; the books (received, sent) show those let in what their forms ask.
LISTS = (
    *("/", "/notices/", "/search/?q=1", "/letters/assignments/", "/letters/desk/?list=1"),
    *("/registers/", "/api/v1/work/", "/api/v1/notices/", "/api/v1/search/?q=1"),
)


@pytest.fixture
def chief(school: Organisation) -> Post:
    return cleared(school, "chief", Role.DIRECTOR)


@pytest.fixture
def officer(school: Organisation) -> Post:
    return cleared(school, "officer")


def cleared(school: Organisation, name: str, *roles: str) -> Post:
    """Somebody who may read secret papers, and whom mails reach."""
    post = factories.make_person(school, name, *roles, clearance=Clearance.SECRET)
    post.person.email = f"{name}@school.example"
    post.person.save()
    return post


def given_out(clerk: Post, director: Post, person: Post, **more: str) -> Assignment:
    letter = take(arrive(clerk, subject=SECRET, **more), clerk, *UP)
    named = [{"person": person.person_id}]
    take(take(letter, director, "order", text="มอบ", assignees=named), clerk, "distribute")
    return Assignment.objects.get(letter=letter)


def drafted(post: Post, **more: str) -> OutgoingLetter:
    told = {"subject": SECRET, "body": "ดังแนบ", "recipients": [{"name": "สพม.", "channel": "post"}], **more}
    letter: OutgoingLetter = start("outgoing_letter", "draft", post, told)
    return letter


def test_a_headline_keeps_the_subject_of_a_secret_matter(
    secret_registrar: Post, chief: Post, officer: Post
) -> None:
    work = given_out(secret_registrar, chief, officer, secrecy="confidential")
    items = [work, work.letter, drafted(officer, secrecy="confidential")]
    assert [SECRET in item.headline() for item in items] == [False] * 3
    assert work.headline() == work.letter.headline() == f"1/{work.letter.receive_year} (หนังสือลับ)"


def test_a_headline_names_an_ordinary_matter(malee: Post, somchai: Post, wipha: Post) -> None:
    work = given_out(malee, somchai, wipha)
    items = [work, work.letter, drafted(wipha)]
    assert [SECRET in item.headline() for item in items] == [True] * 3


def test_lists_notices_and_mails_do_not_tell_it_even_those_who_may_read_it(
    secret_registrar: Post, chief: Post, officer: Post, settings: Settings
) -> None:
    settings.EMAIL_NOTICES = True
    take(arrive(secret_registrar, subject=SECRET, secrecy="confidential"), secret_registrar, *UP)
    work = given_out(secret_registrar, chief, officer, secrecy="confidential")
    drafted(officer, secrecy="confidential")
    notices.handle(list(Transition.objects.order_by("number")))
    assert send_waiting() >= 2

    assert [one.subject for one in mail.outbox if "(หนังสือลับ)" not in one.subject] == []
    assert [one.subject for one in mail.outbox if SECRET in one.subject + str(one.body)] == []
    told = {key: page for post in (secret_registrar, chief, officer) for key, page in lists_of(post)}
    assert [key for key, page in told.items() if SECRET in page] == []
    assert work.headline() in told[officer.person.username, "/letters/assignments/"]


def lists_of(post: Post) -> Iterator[tuple[tuple[str, str], str]]:
    """What each list says to this reader."""
    browser = browser_of(post)
    for address in LISTS:
        yield (post.person.username, address), browser.get(address).content.decode()
