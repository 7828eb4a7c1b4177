"""`eoffice verify` runs beside a working office: what is done meanwhile is no fault, what is missing is."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from documents import guards
from documents.verify import verify_registers
from eoffice.people.models import Post
from tests.letters.telling import arrive, take
from workflows.engine import verify
from workflows.engine.chain import hash_of
from workflows.engine.guards import LOG
from workflows.engine.models import ChainHead, Transition
from workflows.engine.perform import perform
from workflows.letters.models import IncomingLetter

pytestmark = pytest.mark.django_db


def test_a_step_taken_while_the_log_is_read_is_no_fault(malee: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = arrive(malee)
    waiting = ["check", "register"]

    def and_a_step(row: Transition) -> str:
        while waiting:
            perform(letter, waiting.pop(0), malee, {})
        return hash_of(row)

    monkeypatch.setattr(verify, "hash_of", and_a_step)
    assert list(verify.verify_chain(malee.organisation)) == []
    assert ChainHead.objects.get().number == 3


def test_rows_put_behind_the_head_are_found(malee: Post) -> None:
    take(arrive(malee), malee, "check")
    for number in (1, 0):
        ChainHead.objects.update(number=number, hash=Transition.objects.get(number=1).hash)
        assert [found.place for found in verify.verify_chain(malee.organisation)] == ["ท้ายบันทึก"]
    ChainHead.objects.all().delete()
    assert [found.place for found in verify.verify_chain(malee.organisation)] == ["ท้ายบันทึก"]


def test_an_item_that_moved_past_its_log_is_found(malee: Post) -> None:
    moved, unknown = take(arrive(malee), malee, "check"), arrive(malee)
    IncomingLetter._base_manager.filter(pk=moved.pk).update(state="registered")
    LOG.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM engine_transition WHERE item = %s", [unknown.pk])
    LOG.install(connection)
    said = {found.sentence for found in verify.verify_log() if found.place != "ท้ายบันทึก"}
    assert "อยู่ในสถานะ registered แต่บันทึกบอกว่า checked" in said
    assert "อยู่ในสถานะ arrived แต่บันทึกบอกว่า –" in said


@pytest.mark.parametrize("what", ["one gone", "one too many", "all gone"])
def test_a_book_whose_rows_do_not_fit_its_counter_is_found(what: str, malee: Post) -> None:
    letters = [take(arrive(malee), malee, "check", "register") for _letter in range(2)]
    assert list(verify_registers()) == []
    book: Any = letters[0].entry and letters[0].entry.register
    if what == "one too many":
        book.counters.update(last=1)
    else:
        IncomingLetter._base_manager.update(entry=None)
        guards.remove(connection)
        gone = [letter.entry_id for letter in letters][: 1 if what == "one gone" else 2]
        with connection.cursor() as cursor:
            for pk in gone:
                cursor.execute("DELETE FROM documents_registerentry WHERE id = %s", [pk])
        guards.install(connection)
    assert len(list(verify_registers())) == 1
