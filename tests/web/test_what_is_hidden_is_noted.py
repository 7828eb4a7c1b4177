"""Whoever asks for a paper of the house that is not theirs to see gets 404, and the audit knows of it."""

from __future__ import annotations

import pytest

from documents.actions.numbers import register_of
from documents.files.receive import receive
from eoffice.people.models import AuditEvent, Post
from tests.documents import paper
from tests.factories import browser_of
from tests.letters.telling import arrive, take

pytestmark = pytest.mark.django_db

PATHS = {
    "/letters/incoming/{letter}/": "incoming_letter:{letter}",
    "/letters/incoming/{letter}/about/": "incoming_letter:{letter}",
    "/items/incoming-letters/{letter}/": "incoming_letter:{letter}",
    "/documents/{document}/papers/": "document:{document}",
    "/files/{file}/": "file:{file}",
    "/files/{file}/page/1/": "file:{file}",
    "/numbers/{row}/": "register_entry:{row}",
    "/registers/{book}/": "register:{book}",
    "/api/v1/incoming-letters/{letter}/": "incoming_letter:{letter}",
    "/api/v1/files/{file}/content/": "file:{file}",
    "/api/v1/registers/{book}/": "register:{book}",
    "/api/v1/register-entries/{row}/": "register_entry:{row}",
}


@pytest.fixture
def ids(secret_registrar: Post) -> dict[str, int]:
    """A confidential letter with its paper, in the secret book."""
    record = receive([paper.pdf()], name="ลับ.pdf", post=secret_registrar, secret=True)
    letter = arrive(secret_registrar, secrecy="confidential", files=[record.pk])
    letter = take(letter, secret_registrar, "check", "register")
    assert letter.entry is not None
    book = register_of(secret_registrar.organisation, "secret_receive")
    return {
        "letter": letter.pk,
        "document": letter.document.pk,
        "file": record.pk,
        "row": letter.entry.pk,
        "book": book.pk,
    }


@pytest.mark.parametrize("path", PATHS)
def test_a_refusal_of_the_house_is_noted(path: str, ids: dict[str, int], wipha: Post) -> None:
    assert browser_of(wipha).get(path.format(**ids)).status_code == 404
    noted = AuditEvent.objects.get(action="refused")
    assert (noted.subject, noted.actor) == (PATHS[path].format(**ids), wipha.person)


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_there_and_what_is_another_agency_s_leaves_no_trace(
    path: str, ids: dict[str, int], wipha: Post, pricha: Post
) -> None:
    nowhere = {name: pk + 1000 for name, pk in ids.items()}
    assert browser_of(wipha).get(path.format(**nowhere)).status_code == 404
    assert browser_of(pricha).get(path.format(**ids)).status_code == 404
    assert not AuditEvent.objects.filter(action="refused").exists()
