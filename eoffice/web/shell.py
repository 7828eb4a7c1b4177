"""What base.html shows around a page, worked out only when a page is really rendered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.common.thai.dates import be_year
from eoffice.people.acting import principals_of
from eoffice.people.models import Delegation, Post, User
from eoffice.people.posts import posts_held
from eoffice.web.navigation import Entry, Group, rail_for
from eoffice.web.search import has_no_letters
from workflows.engine.models import Notice


@dataclass(frozen=True)
class Line:
    """One entry of the rail, as the template draws it."""

    entry: Entry
    address: str
    here: bool
    waiting: int


class Shell:
    """The frame of one request. Every property is asked at most once, and by templates only."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.demo: bool = settings.DEMO
        self.demo_password: str = settings.DEMO_PASSWORD

    @cached_property
    def post(self) -> Post | None:
        """The post that acts."""
        return getattr(self.request, "post_held", None)

    @cached_property
    def posts(self) -> list[Post]:
        """All posts of the person, to switch between."""
        user = getattr(self.request, "user", None)
        return posts_held(user) if isinstance(user, User) else []

    @cached_property
    def acting_for(self) -> list[Delegation]:
        """In whose name the post acts now (รักษาราชการแทน, ปฏิบัติราชการแทน)."""
        return principals_of(self.post, at=clock.now()) if self.post else []

    @cached_property
    def rail(self) -> list[tuple[Group, list[Line]]]:
        """Groups of the rail with the lines in them."""
        if self.post is None:
            return []
        return [(group, self._lines(group_lines, self.post)) for group, group_lines in rail_for(self.post)]

    def _lines(self, entries: list[Entry], post: Post) -> list[Line]:
        path = self.request.path
        addresses = [(entry, entry.address() or "") for entry in entries]
        return [
            Line(
                entry,
                address,
                path == address or (address != "/" and path.startswith(address)),
                entry.waiting(post),
            )
            for entry, address in addresses
        ]

    @cached_property
    def bar(self) -> list[Line]:
        """The lines that also stand in the phone's bottom bar."""
        return [line for _group, lines in self.rail for line in lines if line.entry.bar]

    @cached_property
    def year(self) -> int:
        """The Buddhist year that the page shows: the address's, else this one."""
        asked = whole_number(self.request.GET.get("year", ""), digits=4) or 0
        return asked if 2400 < asked < 2700 else be_year(clock.today().year)

    @cached_property
    def years(self) -> list[tuple[int, str]]:
        """The years to choose from, newest first, each with the present address for that year."""
        newest = be_year(clock.today().year)
        return [(year, self._for_year(year)) for year in range(newest, newest - 6, -1)]

    def _for_year(self, year: int) -> str:
        query = self.request.GET.copy()
        query.pop("cursor", None)
        query["year"] = str(year)
        return f"{self.request.path}?{query.urlencode()}"

    @cached_property
    def search_address(self) -> str:
        """The search page; nothing for whom there is nothing to find."""
        return _address("search") if self.post and not has_no_letters(self.post) else ""

    @cached_property
    def unread(self) -> int:
        """How many notices the person has not seen."""
        user = getattr(self.request, "user", None)
        return Notice.objects.of(user).unread().count() if isinstance(user, User) else 0

    @cached_property
    def notices_address(self) -> str:
        """The notices page."""
        return _address("notices") if self.post else ""


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: `shell` in every template."""
    return {"shell": Shell(request)}
