"""More time given too late: page, list, API and figures tell the same (kpi.md 4, example E05)."""

from __future__ import annotations

import datetime as dt

from eoffice.common import clock
from eoffice.people.models import Post
from kpi.queries.measuring import Measured, Scope
from kpi.rules.window import Window
from tests.api.caller import Caller
from tests.factories import browser_of
from tests.kpi.lives import DAY, MONDAY, read_log, registered
from tests.letters.telling import take
from workflows.letters.models import IncomingLetter

NEXT_WEEK = MONDAY + 9 * DAY  # two days after the letter was due
LATER = MONDAY + 20 * DAY


def _overdue_in_figures(post: Post, at: dt.datetime) -> int:
    read_log(post)
    window = Window(MONDAY - DAY, MONDAY + 30 * DAY, at)
    return int(
        Measured(Scope(post.organisation_id, "incoming_letter"), [window])
        .tally(window)
        .as_json()["overdue"][0]
    )


def test_a_missed_day_stays_missed(malee: Post, somchai: Post) -> None:
    letter = registered(malee)
    missed = letter.due_at
    with clock.at(NEXT_WEEK):
        letter = take(letter, somchai, "extend", due_at=LATER.isoformat(), note="รอข้อมูล")
        assert (letter.due_at, letter.missed_due_at, letter.overdue) == (LATER, missed, True)
        assert list(IncomingLetter.objects.overdue(at=NEXT_WEEK)) == [letter]
        assert _overdue_in_figures(malee, NEXT_WEEK) == 1

        told = Caller(somchai).get(f"incoming-letters/{letter.pk}/")
        assert told["overdue"]
        assert dt.datetime.fromisoformat(told["due_at"]) == LATER
        assert dt.datetime.fromisoformat(told["missed_due_at"]) == missed
        page = browser_of(malee).get(letter.get_absolute_url()).content.decode()
        assert "เกินกำหนด" in page
        assert "ขยายเวลาถึง" in page
        late = browser_of(malee).get("/letters/incoming/?due=late").content.decode()
        assert letter.get_absolute_url() in late


def test_time_given_at_the_very_instant_comes_too_late(malee: Post, somchai: Post) -> None:
    letter = registered(malee)
    missed = letter.due_at
    assert missed is not None
    with clock.at(missed):
        letter = take(letter, somchai, "extend", due_at=LATER.isoformat(), note="รอข้อมูล")
    with clock.at(NEXT_WEEK):
        assert (letter.missed_due_at, letter.overdue) == (missed, True)
        assert _overdue_in_figures(malee, NEXT_WEEK) == 1


def test_time_given_before_the_day_is_time(malee: Post, somchai: Post) -> None:
    letter = registered(malee)
    with clock.at(MONDAY + DAY):
        letter = take(letter, somchai, "extend", due_at=LATER.isoformat(), note="รอข้อมูล")
    with clock.at(NEXT_WEEK):
        assert (letter.due_at, letter.missed_due_at, letter.overdue) == (LATER, None, False)
        assert _overdue_in_figures(malee, NEXT_WEEK) == 0
        page = browser_of(malee).get(letter.get_absolute_url()).content.decode()
        assert "ขยายเวลาถึง" not in page


def test_no_further_extension_makes_good_what_was_missed(malee: Post, somchai: Post) -> None:
    letter = registered(malee)
    missed = letter.due_at
    for at, until in ((NEXT_WEEK, LATER), (NEXT_WEEK + DAY, LATER + DAY)):
        with clock.at(at):
            letter = take(letter, somchai, "extend", due_at=until.isoformat(), note="รอข้อมูล")
    assert (letter.due_at, letter.missed_due_at) == (LATER + DAY, missed)
    with clock.at(NEXT_WEEK + 2 * DAY):
        assert letter.overdue
        assert _overdue_in_figures(malee, NEXT_WEEK + 2 * DAY) == 1


def test_what_is_done_is_late_for_nobody(malee: Post, somchai: Post) -> None:
    """A letter to be filed has no time left to keep: it lies under "later" on the clerk's desk."""
    letter = take(registered(malee), malee, "submit")
    with clock.at(MONDAY + DAY):
        letter = take(letter, somchai, "order", text="ทราบ")
    with clock.at(NEXT_WEEK):
        assert not letter.overdue
        assert "เกินกำหนด" not in browser_of(malee).get("/").content.decode()
