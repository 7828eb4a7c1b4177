"""Filling an empty database with the demo: founded, staffed, and played through two fiscal years."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterator
from random import Random

from django.db import transaction

from documents.actions.papers import attach
from documents.files.receive import receive
from documents.models import Document
from eoffice.common import clock
from eoffice.common.models import DoneOnce
from eoffice.demo.cast import Office, found_offices
from eoffice.demo.desks import on_desks
from eoffice.demo.lives import Teller
from eoffice.demo.memos import memos_on_desks
from eoffice.demo.outgoing import Writer, drafts_on_desks
from eoffice.demo.paper import page_of
from eoffice.demo.play import Story, play
from eoffice.organisations.calendar import forget, office_clock
from eoffice.organisations.holiday_seed import first_list
from eoffice.organisations.models import CalendarDay, CalendarYear, Organisation
from eoffice.people.models import User
from workflows.engine import subscribers

PASSWORD = "demo-eoffice"  # noqa: S105 -- printed on the demo's first page
#: Letters on a working day: the first school, the second, the area office.
A_DAY = (0.32, 0.08, 0.09)
#: Letters that they write on a working day.
WRITTEN_A_DAY = (0.09, 0.03, 0.05)
#: Papers are drawn for letters of the last days; older ones were kept as paper.
WITH_PAPER = dt.timedelta(days=45)
SEED = 2569


def is_there() -> bool:
    """Whether this database holds the demo already."""
    return Organisation.objects.filter(settings__demo=True).exists()


def is_empty() -> bool:
    """Whether nobody has begun to use this database."""
    return not User.objects.exists() and not Organisation.objects.exists()


def build(now: dt.datetime | None = None, *, since: dt.date | None = None) -> int:
    """Make the demo from the day `since` (two fiscal years back) to `now`, whole or not at all.

    Answers how many moments were played.
    """
    until = now or clock.now()
    begins = since or _first_day(until)
    with transaction.atomic():
        offices = found_offices(os.environ.get("EOFFICE_DEMO_PASSWORD") or PASSWORD)
        _mark_and_seed(offices, begins.year, until)
        moments = play(_stories(offices, begins, until), until=until)
        DoneOnce.objects.all().delete()
        _draw_papers(offices, until)
    for office in offices:
        subscribers.read_all(office.organisation.pk)
    return moments


def _mark_and_seed(offices: list[Office], first: int, until: dt.datetime) -> None:
    for office in offices:
        office.organisation.settings = {**office.organisation.settings, "demo": True}
        office.organisation.save(update_fields=["settings"])
        for year in range(first, until.year + 1):
            _settle_year(office.organisation, year, until)
        forget(office.organisation.pk)


def _settle_year(organisation: Organisation, year: int, at: dt.datetime) -> None:
    CalendarDay.objects.bulk_create(
        CalendarDay(organisation=organisation, day=day.day, kind=day.kind, name=day.name)
        for day in first_list(year).days
    )
    CalendarYear.objects.create(organisation=organisation, year=year, confirmed_at=at)


def _first_day(until: dt.datetime) -> dt.date:
    """1 October two fiscal years before the one that is running."""
    local = until.astimezone(clock.BANGKOK)
    running = local.year if local.month >= 10 else local.year - 1
    return dt.date(running - 2, 10, 1)


def _stories(offices: list[Office], begins: dt.date, until: dt.datetime) -> Iterator[Story]:
    chances = [Random(SEED + place) for place in range(len(offices))]  # noqa: S311 -- the same demo every time
    tellers = {o.organisation.pk: Teller(o, chance) for o, chance in zip(offices, chances, strict=True)}
    for office, chance, rate, written in zip(offices, chances, A_DAY, WRITTEN_A_DAY, strict=True):
        for at in _arrivals(office, chance, rate, begins, until):
            yield tellers[office.organisation.pk].story(at)
        yield from on_desks(office, chance, until)
        writer = Writer(office, Random(chance.random()), tellers)  # noqa: S311 -- as above
        for at in _arrivals(office, writer.chance, written, begins, until):
            yield writer.story(at)
        yield from drafts_on_desks(office, writer.chance, tellers, until)
        yield from memos_on_desks(office, writer.chance, until)


def _arrivals(
    office: Office, chance: Random, rate: float, begins: dt.date, until: dt.datetime
) -> Iterator[dt.datetime]:
    office_time = office_clock(office.organisation.pk)
    day = begins
    while day <= until.astimezone(clock.BANGKOK).date():
        if office_time.is_working_day(day):
            for _ in range(chance.choices([0, 1, 2, 3], _weights(rate))[0]):
                minute = chance.randint(8 * 60 + 35, 15 * 60)
                at = dt.time(minute // 60, minute % 60, chance.randint(0, 59))
                yield dt.datetime.combine(day, at, tzinfo=clock.BANGKOK)
        day += dt.timedelta(days=1)


def _weights(rate: float) -> list[float]:
    """Chances of 0, 1, 2 and 3 letters whose mean is the rate."""
    return [1 - rate * 0.7, rate * 0.5, rate * 0.13, rate * 0.08]


def _draw_papers(offices: list[Office], until: dt.datetime) -> None:
    for office in offices:
        clerk = next(iter(office.posts.values()))
        recent = Document.objects.filter(
            organisation=office.organisation, created_at__gt=until - WITH_PAPER, secrecy="normal"
        ).filter(texts=None)
        for document in recent:
            name = f"หนังสือ {document.reference or document.pk}.pdf".replace("/", "_")
            record = receive(io.BytesIO(page_of(document)), name=name, post=clerk)
            attach(document, [record], post=clerk, at=document.created_at)
