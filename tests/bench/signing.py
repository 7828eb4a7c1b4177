"""Two hundred letters signed with a certificate at one go, while somebody else reads pages."""

from __future__ import annotations

import statistics
import sys
import threading
import time
from typing import Any

from tests.bench import world

LETTERS, BEFORE = 200, 40
#: One core signs, the other serves: the page of somebody else may take twice as long, no more.
MOST_SLOWER = 2.0


def main() -> int:
    """The median of a page while the worker signs, against that before; 1 where it is missed."""
    world.begin()
    clerk, director = _office()
    _hand_over(_waiting(clerk, director), director)
    with world.web() as running:
        page = _Page(running.port, world.token_of(clerk.person))
        page.median(10)  # warm
        before = page.median(BEFORE)
        during, seconds, signed = _while_signing(page)
    world.say(f"- {signed} of {LETTERS} letters in {seconds:.1f} s, {seconds / LETTERS * 1000:.0f} ms each")
    world.say(f"- a list of fifty letters: {before * 1000:.1f} ms before, {during * 1000:.1f} ms meanwhile")
    holds = world.verdict("meanwhile against before", during / before, MOST_SLOWER, at_least=False)
    return 0 if holds and signed == LETTERS else 1


class _Page:
    """A client that reads the list of outgoing letters over one connection."""

    def __init__(self, port: int, token: str) -> None:
        self.client = world.Client(port, token)
        self.headers = {"Authorization": f"Bearer {token}"}

    def seconds(self) -> float:
        begun = time.perf_counter()
        answer = self.client._once("GET", "/api/v1/outgoing-letters/?page_size=50", "", self.headers)
        assert answer.status == 200, answer
        return time.perf_counter() - begun

    def median(self, times: int) -> float:
        return statistics.median(self.seconds() for _time in range(times))


def _while_signing(page: _Page) -> tuple[float, float, int]:
    from workflows.letters.actions.folders import sign_folders
    from workflows.letters.models import FolderRow

    told: list[float] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            told.append(page.seconds())

    reader = threading.Thread(target=read, daemon=True)
    begun = time.perf_counter()
    reader.start()
    while sign_folders():
        pass
    seconds = time.perf_counter() - begun
    done.set()
    reader.join(60)
    return statistics.median(told), seconds, FolderRow.objects.filter(result="done").count()


def _office() -> tuple[Any, Any]:
    from documents.actions import certificates
    from tests import factories
    from tests.certificates import PASSPHRASE, Issuer

    office = factories.make_school()
    clerk, director = factories.make_malee(office), factories.make_somchai(office)
    certificates.keep_own(Issuer().issue("นายสมชาย ใจดี").p12(), PASSPHRASE, post=director)
    return clerk, director


def _waiting(clerk: Any, director: Any) -> list[int]:
    """Letters as they lie before the director."""
    from workflows.engine.perform import perform, start

    told = {
        "subject": "ขอส่งรายงานผลการดำเนินงาน",
        "body": "ตามที่กำหนดให้รายงานผลการดำเนินงาน โรงเรียนขอส่งรายงานมาพร้อมหนังสือนี้",
        "recipients": [{"name": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา", "channel": "post"}],
    }
    letters = []
    for _number in range(LETTERS):
        letter = perform(start("outgoing_letter", "draft", clerk, told), "review", clerk)
        letters.append(letter.pk)
    return letters


def _hand_over(letters: list[int], director: Any) -> None:
    from tests import factories
    from tests.certificates import PASSPHRASE
    from workflows.letters.actions.folders import hand_over

    hand_over(
        letters,
        director,
        password=factories.PASSWORD,
        certificate="own",
        passphrase=PASSPHRASE,
        key="bench",
    )


if __name__ == "__main__":
    sys.exit(main())
