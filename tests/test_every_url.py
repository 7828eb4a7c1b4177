"""Every address of the system, asked logged out, as an officer, as the administrator, from another agency.

The addresses are read from the URLconf, so that a new page is asked as well: what takes a number needs a line
in `THINGS` (or `OWN`), what is open to all one in `OPEN`; the stories say so when it is missing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from tests.every_url_world import HIDDEN, World, build

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Values = tuple[str, ...]
LETTERS: list[Values] = [("letter",), ("waiting",), ("secret",)]
BOOKS: list[Values] = [("register",), ("secret_register",)]
ROWS: list[Values] = [("entry",), ("secret_entry",)]
ITEMS: list[Values] = [("incoming-letters", name) for name in ("letter", "waiting", "secret")]
ITEMS += [("assignments", "assignment")]
OUTGOING: list[Values] = [("outgoing",), ("secret_outgoing",)]
ITEMS += [("outgoing-letters", name) for name in ("outgoing", "secret_outgoing")]
MEMOS: list[Values] = [("memo",), ("secret_memo",)]
ITEMS += [("memos", name) for name in ("memo", "secret_memo")]
ORDERS: list[Values] = [("order",), ("secret_order",)]
ITEMS += [("consultations", "consultation")]
ITEMS += [("orders", name) for name in ("order", "secret_order")] + [("announcements", "announcement")]
WRITTEN = ("memos", "orders", "announcements")
CASES: list[Values] = [("incoming_letter", values[0]) for values in LETTERS]
CASES += [("assignment", "assignment")]
FIGURE = "general_admin.1.k1~FY2570~0~"

#: Of whom an address speaks: how it begins, and the things of our school that stand in its parameters.
THINGS: dict[str, list[Values]] = {
    "api/v1/units/<int:id>/": [("unit",)],
    "api/v1/accounts/<int:id>/": [("person",)],
    "api/v1/posts/<int:id>/": [("post",)],
    "api/v1/calendar/days/<int:id>/": [("day",)],
    "api/v1/notices/<int:id>/": [("notice",)],
    "api/v1/delegations/<int:id>/": [("delegation",)],
    "api/v1/files/<int:id>/": [("file",)],
    "api/v1/registers/<int:id>/": BOOKS,
    "api/v1/register-entries/<int:id>/": ROWS,
    "api/v1/kpi/results/<str:id>/": [("figure",)],
    "api/v1/assignments/<int:id>/": [("assignment",)],
    "api/v1/incoming-letters/<int:id>/": LETTERS,
    "api/v1/incoming-letters/<int:id>/steps/": LETTERS[::2],
    "api/v1/outgoing-letters/<int:id>/": OUTGOING,
    "api/v1/memos/<int:id>/": MEMOS,
    "api/v1/orders/<int:id>/": ORDERS,
    "api/v1/announcements/<int:id>/": [("announcement",)],
    "api/v1/draft-templates/<int:id>/": [("template",)],
    "api/v1/exchange-messages/<int:id>/": [("exchange",)],
    "letters/templates/<int:pk>/": [("template",)],
    "api/v1/review-routes/<int:id>/": [("route",)],
    "letters/routes/<int:pk>/": [("route",)],
    "letters/exchange/<int:pk>/": [("exchange",)],
    "api/v1/consultations/<int:id>/": [("consultation",)],
    "calendar/days/<int:pk>/": [("day",)],
    "kpi/results/<str:told>/": [("figure",)],
    "kpi/items/<slug:process>/<int:pk>/": CASES,
    "account/sessions/<int:pk>/": [("session",)],
    "notices/<int:pk>/": [("notice",)],
    "people/<int:pk>/": [("person",)],
    "posts/<int:pk>/": [("post",)],
    "units/<int:pk>/": [("unit",)],
    "agency/standards/drop/<int:pk>/": [("standard",)],
    "delegations/<int:pk>/": [("delegation",)],
    "files/<int:pk>/": [("file",)],
    "documents/<int:pk>/": [("document",), ("sealed",)],
    "registers/<int:pk>/": BOOKS,
    "numbers/<int:pk>/": ROWS,
    "items/<slug:path>/<int:pk>/": ITEMS,
    "letters/desk/<int:pk>/": LETTERS,
    "letters/incoming/views/<int:pk>/": [("view",)],
    "letters/mailbox/mails/<int:pk>/": [("mail",), ("spam_mail",)],
    "letters/incoming/<int:pk>/": LETTERS,
    "letters/outgoing/<int:pk>/": OUTGOING,
    "letters/outgoing/to-sign/folders/<uuid:key>/": [("folder",)],
    "api/v1/signing-folders/<uuid:id>/": [("folder",)],
    "letters/memos/<slug:path>/<int:pk>/": [each for each in ITEMS if each[0] in WRITTEN],
}
#: As above, where what stands in the parameters belongs to whoever asks, or to all.
OWN: dict[str, list[Values]] = {
    "api/<path:rest>": [("no-such-thing",)],
    "api/v1/addresses/<slug:code>/": [("monk",)],
    "agency/addresses/<slug:code>/": [("monk",)],
    "letters/memos/<slug:path>/write/": [(path,) for path in WRITTEN],
    "letters/memos/<slug:path>/preview/": [(path,) for path in WRITTEN],
    "api/v1/calendar/years/<int:year>/": [("2026",)],
    "calendar/<int:shown>/": [("2026",)],
    "calendar/hours/<str:valid_from>/": [("2030-01-01",)],
    "agency/standards/<str:key>/": [("incoming_letter..normal",)],
    "items/<slug:path>/new/<slug:name>/": [("incoming-letters", "arrive")],
    "machines/<slug:path>/": [("incoming-letters",)],
    "verify/<str:code>/": [("no-such-code",)],
}
#: What further parameters of an address of THINGS hold.
LATER = {"name": "close", "page": "1", "number": "1", "recipient": "1"}
CHANGING = ("POST", "PATCH", "PUT", "DELETE")
FORM = "application/x-www-form-urlencoded"
#: Open to whoever is not logged in.
OPEN = {
    "health/live/",
    "health/ready/",
    "metrics/",  # a token of its own
    "api/schema/",
    "api/docs/",
    "api/<path:rest>",  # nothing is there, for anybody
    "api/v1/auth/token/",
    "setup/",
    "login/",
    "login/code/",
    "login/closed/",
    "logout/",
    "language/",
    "verify/<str:code>/",  # whoever holds the paper; tests/letters/signing/test_genuine.py
    "styleguide/",  # on the machines of developers alone
}
#: Things that nobody but those who work on a letter opens.
OF_LETTERS = {name for values in [*LETTERS, *ROWS] for name in values}
OF_LETTERS |= {name for values in [*OUTGOING, *MEMOS, *ORDERS] for name in values}
OF_LETTERS |= {"announcement", "assignment", "file", "document", "sealed", "view", "notice", "session"}
OF_LETTERS |= {"mail", "spam_mail", "consultation"}
OF_LETTERS |= {"folder"}


def routes(patterns: list[Any] | None = None, before: str = "") -> Iterator[str]:
    """Every address of the URLconf, as it is written there."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern)


ROUTES = sorted(set(routes()))


def head_of(route: str) -> str:
    """The line of the tables that speaks of the route; the longest, where several do; "" where none does."""
    return max((head for head in [*THINGS, *OWN] if route.startswith(head)), key=len, default="")


def cases() -> Iterator[tuple[str, Values]]:
    """Each route with each of the values that it is asked with."""
    for route in ROUTES:
        head = head_of(route)
        if "<" not in route:
            yield route, ()
        elif head:
            yield from ((route, values) for values in (THINGS | OWN)[head])


def named(case: tuple[str, Values]) -> str:
    return " ".join([case[0] or "(work)", *case[1]])


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Made once; each story below undoes what it did."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.DATA_DIR", tmp_path_factory.mktemp("data"))
        patch.setattr("django.conf.settings.STORAGE_URL", "")
        made = build()
        made.ids["figure"] = f"{FIGURE}{made.ids['unit']}"
        yield made
        transaction.set_rollback(True)


def address(world: World, case: tuple[str, Values]) -> str:
    """The route with its parameters filled: first the values of the tables, then those of LATER."""
    given = list(case[1])

    def fill(found: re.Match[str]) -> str:
        value = given.pop(0) if given else LATER[found[1]]
        return str(world.ids.get(value, value))

    return "/" + re.sub(r"<\w+:(\w+)>", fill, case[0])


def ask(world: World, who: str, case: tuple[str, Values]) -> tuple[Any, bytes]:
    """What `who` is answered, and its bytes: to a GET, else to an empty body by the method that is taken."""
    client, path = world.client(who), address(world, case)
    told = ("{}", "application/json") if path.startswith("/api/") else ("", FORM)
    with transaction.atomic():
        response: Any = client.get(path)
        for method in CHANGING:
            if response.status_code == 405:
                response = client.generic(method, path, *told, headers={"Idempotency-Key": "every-url-1"})
        shown = body_of(response)
        transaction.set_rollback(True)
    return response, shown


def complaints(world: World, who: str, case: tuple[str, Values]) -> Iterator[str]:
    """What is wrong with the answer that `who` gets."""
    response, shown = ask(world, who, case)
    status, ours = response.status_code, head_of(case[0]) in THINGS
    told = f"{named(case)}, {who}, {status}:"
    if status >= 500:
        yield f"{told} it fails"
    if HIDDEN[who].encode() in shown:
        yield f"{told} it shows what is not theirs"
    if who == "nobody":
        asked = status == 401 or response.headers.get("Location", "").startswith("/login/")
        if not asked and case[0] not in OPEN:
            yield f"{told} it is open to anybody; close it, or add it to OPEN"
    elif ours and (who == "theirs" or OF_LETTERS & set(case[1])) and status not in (403, 404):
        yield f"{told} it should be refused"


def body_of(response: Any) -> bytes:
    """The bytes answered; of a workbook, what is packed in it."""
    body: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def test_every_address_is_in_the_tables() -> None:
    missing = [route for route in ROUTES if "<" in route and not head_of(route)]
    later = [name for route in ROUTES for name in re.findall(r":(\w+)>", route[len(head_of(route)) :])]

    assert not missing, f"Add to THINGS (a thing of the school) or OWN what stands in: {missing}"
    assert set(later) <= set(LATER), f"Add to LATER a value for: {set(later) - set(LATER)}"


def test_the_tables_speak_of_nothing_that_is_gone() -> None:
    heads = {head_of(route) for route in ROUTES}

    assert {*THINGS, *OWN} <= heads, f"Take away: { {*THINGS, *OWN} - heads }"
    assert set(ROUTES) >= OPEN, f"Take away from OPEN: {OPEN - set(ROUTES)}"


def test_the_marks_are_there_to_be_found(world: World) -> None:
    for route in ("letters/incoming/<int:pk>/", "api/v1/incoming-letters/<int:id>/"):
        _response, shown = ask(world, "clerk", (route, ("letter",)))

        assert HIDDEN["officer"].encode() in shown


@pytest.mark.parametrize("case", list(cases()), ids=named)
def test_nobody_reads_what_is_not_theirs(world: World, case: tuple[str, Values]) -> None:
    told = [complaint for who in HIDDEN for complaint in complaints(world, who, case)]

    assert not told, "\n".join(told)
