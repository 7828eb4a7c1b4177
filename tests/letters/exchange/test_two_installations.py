"""Two installations, each a process with a database of its own, that know of each other by e-CMS alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.letters.exchange.ecms_server import Ecms, running

pytestmark = pytest.mark.once
NORTH, SOUTH = "0434601", "0434602"
ROOT = Path(__file__).resolve().parents[3]


class Installation:
    """Tells one of them what to do."""

    def __init__(self, folder: Path, name: str, code: str, address: str) -> None:
        folder.mkdir()
        kept = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        around = kept | {"EOFFICE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "eoffice.settings.base"}
        around["EOFFICE_SECRET_KEY"] = around["EOFFICE_FILE_KEY"] = (
            f"of tests, {code}: no secret at all {code}"
        )
        asked = [sys.executable, "-m", "tests.letters.exchange.office", name, code, address]
        self.process = subprocess.Popen(
            asked, cwd=ROOT, env=around, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def answer(self) -> Any:
        """The next thing it says that is an answer."""
        assert self.process.stdout is not None
        for said in self.process.stdout:
            if said.startswith('{"answer"'):
                return json.loads(said)["answer"]
        raise AssertionError(f"it ended with {self.process.wait()}")

    def __call__(self, do: str, **told: Any) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **told}) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self) -> None:
        """Let it go."""
        self.process.communicate()


@pytest.fixture(scope="module")
def ecms() -> Ecms:
    return Ecms(agencies={NORTH: "โรงเรียนเหนือ", SOUTH: "โรงเรียนใต้"})


@pytest.fixture(scope="module")
def offices(
    ecms: Ecms, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Installation, Installation]]:
    folder = tmp_path_factory.mktemp("offices")
    with running(ecms) as address:
        both = (
            Installation(folder / "north", "โรงเรียนเหนือ", NORTH, address),
            Installation(folder / "south", "โรงเรียนใต้", SOUTH, address),
        )
        for one in both:
            assert one.answer() == "ready"
        yield both
        for one in both:
            one.end()


def test_they_write_to_each_other(ecms: Ecms, offices: tuple[Installation, Installation]) -> None:
    north, south = offices

    def turn(times: int = 2) -> None:
        for _time in range(times):
            north("turn")
            south("turn")

    # A letter is registered there, its number comes back, and it is answered.
    first = north("send", to=SOUTH)
    assert north("stands", reference=first) == ["sent", "", ""]
    turn()
    assert south("came") == [[first, "arrived", "ขอความร่วมมือ"]]
    assert north("stands", reference=first) == ["sent", "receive_notified", ""]
    south("step", reference=first, name="check")
    south("step", reference=first, name="register")
    turn()
    state, through, number = north("stands", reference=first)
    assert (state, through, number.partition("/")[0]) == ("acknowledged", "accepted", "1")
    answer = south("send", to=NORTH, answers=first)
    turn()
    assert north("came") == [[answer, "arrived", "ขอความร่วมมือ"]]
    assert north("beside", reference=answer) == [first]

    # Rejected, it comes back and goes once more; a wrong one is told as wrong.
    second = north("send", to=SOUTH)
    turn()
    south("step", reference=second, name="return", note="ไม่มีสิ่งที่ส่งมาด้วย")
    turn()
    assert north("stands", reference=second)[:2] == ["returned", "rejected"]
    north("resend", reference=second)
    turn()
    south("step", reference=second, name="return", note="ส่งผิดหน่วยงาน", as_wrong=True)
    turn()
    assert north("stands", reference=second)[:2] == ["returned", "invalid_letter"]
    # A number taken back; the server away; the same letter three times.
    south("step", reference=first, name="void", note="ลงผิดเล่ม")
    turn()
    assert north("stands", reference=first) == ["failed", "invalid_accept_id", ""]
    ecms.down = True
    third = north("send", to=SOUTH)
    turn()
    ecms.down, ecms.copies = False, 3
    fourth = north("send", to=SOUTH)
    turn()
    came = [reference for reference, _state, _subject in south("came")]
    assert came.count(fourth) == 1
    assert third not in came  # its next try is a minute away, and it is not lost
    assert north("stands", reference=third)[0] == "sent"
    assert (north("faults"), south("faults")) == ([], [])
