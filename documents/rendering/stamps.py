"""The received stamp and minutes, laid over a copy of a letter that was received as PDF."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.files.store import inbox
from documents.rendering import pictures
from documents.rendering.cleaning import Cleaner
from documents.rendering.fonts.kept import fonts
from documents.rendering.layout import BETWEEN
from documents.rendering.typesetting import typeset_bare
from documents.rendering.words import pieces
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, RuleBroken
from eoffice.common.thai.dates import full_date, time_text

SECONDS = 60
_ROOT = Path(__file__).resolve().parents[2]


class SignedOriginal(RuleBroken):
    """Whatever is laid over a signed PDF breaks its signature."""

    code = "signed_original"
    title = _(
        "This PDF carries a digital signature, which a stamp would break. "
        "Make a copy to look at with the stamp; the signed original stays as it is."
    )


class UnreadablePdf(InvalidInputs):
    """Damaged, locked, or beyond what the machine can take; the detail says which."""

    code = "pdf_unreadable"
    title = _("The PDF can't be stamped")


_REFUSED = {
    "locked": _(
        "The PDF opens with a password alone, so it can't be stamped. Ask the sender for an open one."
    ),
    "damaged": _("The PDF is damaged and can't be stamped. Print it to a new PDF, or ask the sender again."),
    "too_big": _("The PDF is too large to be stamped here. Stamp a copy of its first page."),
}


@dataclass(frozen=True)
class Place:
    """Where the upper left corner goes: page from 1, `x` and `y` as shares of the page as it is shown."""

    page: int = 1
    x: float = 0.72
    y: float = 0.02


@dataclass(frozen=True)
class ReceivedStamp:
    """ตรารับหนังสือ, form 12: 5 x 2.5 cm."""

    agency: str
    number: str
    received_at: dt.datetime
    received_on: dt.date | None = None  # the stated day, where it is not that of `received_at`
    thai_digits: bool = True


@dataclass(frozen=True)
class MinuteStamp:
    """A minute (เกษียน) over the letter. `width` in cm; its height follows from the text."""

    text: str
    name: str
    position: str = ""
    dated_on: dt.date | None = None
    to: str = ""
    width: float = 7.0
    picture: Path | None = None  # of the signature
    thai_digits: bool = True


@dataclass(frozen=True)
class MinutesStamp:
    """Several minutes, one under the other in the order of writing, as one piece."""

    minutes: tuple[MinuteStamp, ...]
    width: float = 7.0


Mark = ReceivedStamp | MinuteStamp | MinutesStamp


def stamp(
    source: Path,
    marks: Sequence[tuple[Mark, Place]],
    *,
    view: bool = False,
    behind: Sequence[bytes] = (),
    made_at: dt.datetime | None = None,
) -> bytes:
    """A copy of the PDF with the marks over it, each upright on pages that are turned as well.

    The pages of `behind` (PDFs of ours) follow it; it is then no longer PDF/A, whatever it was.

    Raises SignedOriginal for a signed one, unless `view` asks for a copy to look at: that one has the
    picture of the signature but not the signature, and says so. Raises UnreadablePdf for a locked, damaged
    or too large one, InvalidInputs for a place that is not on a page.
    """
    moment = (made_at or clock.now()).astimezone(clock.BANGKOK)
    with tempfile.TemporaryDirectory(dir=inbox(), prefix="stamp-") as folder:
        work = Path(folder)
        placed = []
        for number, (mark, place) in enumerate(marks):
            (work / f"{number}.pdf").write_bytes(_draw(mark, moment))
            placed.append(
                {"file": str(work / f"{number}.pdf"), "page": place.page, "x": place.x, "y": place.y}
            )
        job: dict[str, Any] = {
            "source": str(source),
            "to": str(work / "done.pdf"),
            "marks": placed,
            "note": "",
            "behind": [],
        }
        for number, more in enumerate(behind):
            (work / f"behind-{number}.pdf").write_bytes(more)
            job["behind"].append(str(work / f"behind-{number}.pdf"))
        if view:
            (work / "note.pdf").write_bytes(_note(moment))
            job["note"] = str(work / "note.pdf")
        _refuse(_run(job))
        return (work / "done.pdf").read_bytes()


def _draw(mark: Mark, moment: dt.datetime) -> bytes:
    thai = (
        all(each.thai_digits for each in mark.minutes) if isinstance(mark, MinutesStamp) else mark.thai_digits
    )
    clean = Cleaner(fonts().drawable, thai_digits=thai)

    def words(text: str) -> str:
        return BETWEEN.join(pieces(clean(text)))

    common: dict[str, Any] = {"made": list(moment.timetuple()[:6]), "title": "ตรา", "height": 0}
    if isinstance(mark, ReceivedStamp):
        received = mark.received_at.astimezone(clock.BANGKOK)
        told = {
            "agency": mark.agency,
            "number": mark.number,
            "date": full_date(mark.received_on or received),
            "time": time_text(received),
        }
        own = {name: words(text) for name, text in told.items()}
        return typeset_bare("stamp.typ", common | own | {"kind": "received", "width": 5, "height": 2.5})
    several = mark.minutes if isinstance(mark, MinutesStamp) else (mark,)
    minutes = [_minute(each, words) for each in several]
    return typeset_bare("stamp.typ", common | {"kind": "minutes", "width": mark.width, "minutes": minutes})


def _minute(mark: MinuteStamp, words: Callable[[str], str]) -> dict[str, Any]:
    lines = [
        f"({mark.name})" if mark.name else "",
        mark.position,
        full_date(mark.dated_on) if mark.dated_on else "",
    ]
    return {
        "to": words(mark.to),
        "text": words(mark.text),
        "lines": [words(line) for line in lines if line],
        "picture": pictures.picture(mark.picture) if mark.picture else "",
    }


def _note(moment: dt.datetime) -> bytes:
    """What a copy to look at says at its foot."""
    text = "สำเนาเพื่อดู ลายมือชื่อดิจิทัลตรวจสอบได้ที่ต้นฉบับ"
    return _draw(MinuteStamp(text=text, name="", width=9.0), moment)


def _run(job: dict[str, Any]) -> dict[str, Any]:
    """Lay over in a child process with bounds: the PDF came from outside."""
    command = [sys.executable, "-m", "documents.rendering.overlaying", json.dumps(job | {"seconds": SECONDS})]
    try:
        child = subprocess.run(command, cwd=_ROOT, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 -- our own module, no shell
    except subprocess.TimeoutExpired:
        return {"refused": "too_big"}
    if child.returncode != 0:
        return {"refused": "too_big"}
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


def _refuse(answer: dict[str, Any]) -> None:
    reason = answer.get("refused")
    if reason == "signed":
        raise SignedOriginal
    text: object
    if reason == "page":
        text = _("The PDF has %(pages)s pages; there is no page %(page)s.") % answer
        raise InvalidInputs(text, code="no_such_page", errors={"page": [str(text)]})
    if reason == "place":
        text = _("The stamp must stand on the page.")
        raise InvalidInputs(text, code="stamp_off_page", errors={"place": [str(text)]})
    if reason:
        raise UnreadablePdf(_REFUSED[reason], code=f"pdf_{reason}")
