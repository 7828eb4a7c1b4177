"""The list of incoming letters with 200,000 letters beside the same with 2,000.

`count=true` is told beside it and held to nothing: an exact count of what a post may see takes longer, the more
there is to count.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from tests.bench import world

FEW, MANY, CEILING, TIMES, LATER = 2_000, 200_000, 1.5, 25, 20
COUNTED = "counted"


def main() -> int:
    """First page and a later one, by page and API, for who sees all and who sees little."""
    world.begin()
    from tests import factories

    school = factories.make_school()
    clerk, officer = factories.make_malee(school), factories.make_wipha(school)
    _fill(clerk, officer, 0, FEW)
    few = _measure(clerk, officer)
    _fill(clerk, officer, FEW, MANY)
    many = _measure(clerk, officer)
    holds = True
    for what, (seconds, queries) in many.items():
        before, queries_before = few[what]
        if COUNTED in what:
            world.say(f"- {what}: {before * 1000:.0f} ms with {FEW}, {seconds * 1000:.0f} ms with {MANY}")
        else:
            name = f"{what} ({seconds * 1000:.0f} ms)"
            holds &= world.verdict(name, seconds / before, CEILING, at_least=False)
        if queries > queries_before:
            world.say(f"- {what}: {queries} queries, with few letters {queries_before} MISSED")
            holds = False
    return 0 if holds else 1


def _fill(clerk: Any, officer: Any, first: int, last: int) -> None:
    """Letters written straight into the tables: only lists look at them.

    One in 20 names the officer, who sees the ordinary ones of these: enough for a whole page of either list.
    """
    with world.plain_cursor() as cursor:
        for statement in FILLING:
            cursor.execute(
                statement,
                {
                    "office": clerk.organisation_id,
                    "clerk": clerk.person_id,
                    "officer": officer.person_id,
                    "first": first + 1,
                    "last": last,
                },
            )
        cursor.execute("ANALYZE")


FILLING = (
    "INSERT INTO documents_document (id, organisation_id, kind, reference, dated_on, sender_text, addressee, "
    "speed, secrecy, subject, created_by_id, created_at, reference_key, sender_key, subject_key) "
    "SELECT 1000000 + n, %(office)s, 'external_letter', 'ศธ 04346/' || n, DATE '2026-01-01', 'สพม.ตัวอย่าง', "
    "'ผู้อำนวยการ', 'normal', CASE WHEN n %% 100 = 0 THEN 'confidential' ELSE 'normal' END, "
    "CASE WHEN n %% 100 = 0 THEN '' ELSE 'เรื่องที่ ' || n END, %(clerk)s, now(), 'ศธ04346/' || n, 'k', 'k' || n "
    "FROM generate_series(%(first)s, %(last)s) AS n",
    "INSERT INTO documents_register (id, organisation_id, run, name, pattern) VALUES (999, %(office)s, 'receive', "
    "'', '') ON CONFLICT DO NOTHING",
    "INSERT INTO documents_registerentry (id, register_id, year, number, sub_number, label, state, document_id, "
    "secrecy, subject, reference, from_text, to_text, action, remarks, entered_at, purpose, void_reason, source_row) "
    "SELECT 1000000 + n, 999, 2569, n, 0, n::text, 'issued', 1000000 + n, "
    "CASE WHEN n %% 100 = 0 THEN 'confidential' ELSE 'normal' END, "
    "CASE WHEN n %% 100 = 0 THEN '' ELSE 'เรื่องที่ ' || n END, 'ศธ 04346/' || n, 'สพม.ตัวอย่าง', 'ผู้อำนวยการ', "
    "'', '', now() - (200000 - n) * interval '1 minute', '', '', '' "
    "FROM generate_series(%(first)s, %(last)s) AS n",
    "INSERT INTO letters_incomingletter (id, organisation_id, document_id, entry_id, receive_number, receive_year, "
    "state, state_class, created_at, entered_at, opened_at, due_at, original_due_at, holder_role, version, channel, "
    "received_at, is_question, is_circular, defects, route, file_code, file_code_known, retention_class, waits_for, "
    "outcome, created_by_id) "
    "SELECT 1000000 + n, %(office)s, 1000000 + n, 1000000 + n, n, 2569, 'registered', 'active', now(), now(), now(), "
    "now() + interval '3 days', now() + interval '3 days', 'central_registrar', 3, 'post', now(), false, false, '', "
    "'[]', '', true, '', '', '', %(clerk)s FROM generate_series(%(first)s, %(last)s) AS n",
    "INSERT INTO documents_documentaccess (document_id, person_id, reason, at) "
    "SELECT 1000000 + n, %(officer)s, 'assigned', now() FROM generate_series(%(first)s, %(last)s) AS n "
    "WHERE n %% 20 = 0",
)


def _measure(clerk: Any, officer: Any) -> dict[str, tuple[float, int]]:
    found: dict[str, tuple[float, int]] = {}
    for who, post in (("who sees all", clerk), ("who sees one in 25", officer)):
        found[f"page, first, {who}"] = _page(post, "/letters/incoming/")
        found[f"API, first, {who}"] = _page(post, "/api/v1/incoming-letters/")
        found[f"API, page {LATER}, {who}"] = _page(post, _later(post))
        found[f"API, {COUNTED}, {who}"] = _page(post, "/api/v1/incoming-letters/?count=true&page_size=10")
    return found


def _later(post: Any) -> str:
    from tests.factories import browser_of

    browser = browser_of(post)
    address = "/api/v1/incoming-letters/?page_size=20"
    for _ in range(LATER):
        following = browser.get(address, HTTP_HOST="localhost").json()["next"]
        if following is None:
            break
        address = following
    return address


def _page(post: Any, address: str) -> tuple[float, int]:
    """Seconds of processor time, here and in the database (others use the machine too), and queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories import browser_of

    browser = browser_of(post)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address, HTTP_HOST="localhost")
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    begun = time.process_time() + world.seconds_of_the_backend()
    for _ in range(TIMES):
        browser.get(address, HTTP_HOST="localhost")
    return (time.process_time() + world.seconds_of_the_backend() - begun) / TIMES, len(queries)


if __name__ == "__main__":
    sys.exit(main())
