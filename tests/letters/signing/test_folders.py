"""Signing a folder at one go: one password, the worker signs letter by letter, each refusal told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from documents.actions import certificates
from documents.models import Signature
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.people.models import Post
from tests import factories
from tests.api.caller import token_for
from tests.certificates import PASSPHRASE, Issuer
from tests.factories import browser_of
from tests.letters.test_outgoing import draft, go
from workflows.engine.perform import perform
from workflows.letters.actions import folders
from workflows.letters.actions.folders import hand_over, sign_folders
from workflows.letters.models import OutgoingLetter, SigningFolder

TOGETHER = "/letters/outgoing/to-sign/together/"


@pytest.fixture
def waiting(wipha: Post, deputy: Post) -> list[OutgoingLetter]:
    """Three letters that wait for the director."""
    letters = []
    for number in range(3):
        letter = draft(wipha, subject=f"เรื่องที่ {number}")
        go(letter, wipha, "review")
        letters.append(go(letter, deputy, "approve_draft"))
    return letters


def handed_over(letters: list[OutgoingLetter], post: Post, **more: Any) -> SigningFolder:
    told = {"password": factories.PASSWORD, "key": "once"} | more
    return hand_over([letter.pk for letter in letters], post, **told)


def states(letters: list[OutgoingLetter]) -> list[str]:
    return [OutgoingLetter.objects.get(pk=letter.pk).state for letter in letters]


def test_the_worker_signs_all_and_tells_why_one_was_not(waiting: list[OutgoingLetter], somchai: Post) -> None:
    folder = handed_over(waiting, somchai)
    go(waiting[1], somchai, "return", note="แก้เลขที่")  # meanwhile
    while sign_folders():
        pass
    assert states(waiting) == ["signed", "returned", "signed"]
    folder.refresh_from_db()
    assert folder.done_at is not None
    refused = folder.rows.get(result="refused")
    assert "ไม่ได้รอท่านแล้ว" in refused.reason
    page = browser_of(somchai).get(f"/letters/outgoing/to-sign/folders/{folder.key}/").content.decode()
    assert "ลงนามแล้ว 2 ฉบับ" in page
    assert refused.reason.split("“")[0] in page


def test_a_wrong_password_hands_nothing_over(waiting: list[OutgoingLetter], somchai: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        handed_over(waiting, somchai, password="wrong")
    assert "password" in refused.value.errors
    assert not SigningFolder.objects.exists()


def test_nobody_hands_over_what_does_not_wait_for_them(waiting: list[OutgoingLetter], deputy: Post) -> None:
    with pytest.raises(InvalidInputs):
        handed_over(waiting, deputy)


def test_the_same_form_twice_is_one_folder(waiting: list[OutgoingLetter], somchai: Post) -> None:
    assert handed_over(waiting, somchai) == handed_over(waiting, somchai)


def test_with_a_certificate_the_key_is_kept_sealed_and_goes_when_it_is_done(
    waiting: list[OutgoingLetter], somchai: Post
) -> None:
    holder = Issuer().issue("นายสมชาย ใจดี")
    certificates.keep_own(holder.p12(), PASSPHRASE, post=somchai)
    folder = handed_over(waiting, somchai, certificate="own", passphrase=PASSPHRASE)
    assert folder.sealed is not None
    assert PASSPHRASE.encode() not in bytes(folder.sealed)
    assert b"PRIVATE" not in bytes(folder.sealed)
    while sign_folders():
        pass
    folder.refresh_from_db()
    assert folder.sealed is None
    assert states(waiting) == ["numbered"] * 3
    assert Signature.objects.filter(method=Signature.Method.CERTIFICATE).count() == 3
    assert [row.letter.send_number for row in folder.rows.order_by("place")] == [1, 2, 3]


def test_a_killed_worker_signs_none_twice(
    waiting: list[OutgoingLetter], somchai: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = handed_over(waiting, somchai)

    def dies_after_the_step(item: Any, *told: Any, **more: Any) -> Any:
        perform(item, *told, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "perform", dies_after_the_step)
    with pytest.raises(KeyboardInterrupt):
        sign_folders()
    monkeypatch.setattr(folders, "perform", perform)
    assert sign_folders() == 0  # another worker leaves it alone for a minute
    with time_machine.travel(clock.now() + dt.timedelta(seconds=61)):
        while sign_folders():
            pass
    assert states(waiting) == ["signed"] * 3
    assert Signature.objects.count() == 3
    assert not folder.rows.exclude(result="done").exists()


def test_what_fails_again_and_again_does_not_hold_up_the_rest(
    waiting: list[OutgoingLetter], somchai: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = handed_over(waiting, somchai)

    def fails_at_the_first(item: Any, *told: Any, **more: Any) -> Any:
        if item.pk == waiting[0].pk:
            raise RuntimeError("a fault of ours")
        return perform(item, *told, **more)

    monkeypatch.setattr(folders, "perform", fails_at_the_first)
    at = clock.now()
    for minute in range(1, 6):
        with time_machine.travel(at + dt.timedelta(minutes=minute * 2)):
            try:
                sign_folders()
            except RuntimeError:
                continue
    assert states(waiting) == ["to_sign", "signed", "signed"]
    assert "หลายครั้ง" in folder.rows.get(result="refused").reason


def test_a_key_is_not_waited_with_for_ever(waiting: list[OutgoingLetter], somchai: Post) -> None:
    folder = handed_over(waiting, somchai)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=31)):
        while sign_folders():
            pass
    assert states(waiting) == ["to_sign"] * 3
    assert folder.rows.filter(result="refused").count() == 3


def test_on_the_page_one_marks_and_watches(
    waiting: list[OutgoingLetter], somchai: Post, deputy: Post
) -> None:
    browser = browser_of(somchai)
    page = browser.get(TOGETHER).content.decode()
    assert "เรื่องที่ 2" in page
    assert "passphrase" not in page
    told = {"letter": [str(one.pk) for one in waiting[:2]], "key": "k"}
    wrong = browser.post(TOGETHER, told | {"password": "wrong"})
    assert wrong.status_code == 422
    assert f'value="{waiting[0].pk}" data-selectable' in wrong.content.decode()
    answer = browser.post(TOGETHER, told | {"password": factories.PASSWORD})
    assert "0 จาก 2 ฉบับ" in browser.get(answer["Location"]).content.decode()
    while sign_folders():
        pass
    part = browser.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "ลงนามแล้ว 2 ฉบับ" in part
    assert "hx-trigger" not in part
    assert browser_of(deputy).get(answer["Location"]).status_code == 404


def test_the_same_by_the_api(waiting: list[OutgoingLetter], somchai: Post) -> None:
    api = Client(headers={"Authorization": f"Bearer {token_for(somchai)}", "X-Post": str(somchai.pk)})
    told = {"letters": [one.pk for one in waiting], "password": factories.PASSWORD}
    made = api.post("/api/v1/signing-folders/", told, content_type="application/json")
    assert made.status_code == 201
    while sign_folders():
        pass
    found = api.get(f"/api/v1/signing-folders/{made.json()['id']}/").json()
    assert [row["state"] for row in found["letters"]] == ["done"] * 3
