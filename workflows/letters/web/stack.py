"""The letters that wait for somebody's word: which, in what order, and what is usual for each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.classes import Secrecy
from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.common.spoken_dates import short_day
from eoffice.organisations.calendar import office_clock
from eoffice.people.acting import acts_for
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.engine.steps import StepNow, steps_for
from workflows.engine.web.choosing import Option, people_of, units_of
from workflows.engine.work import waiting_rows
from workflows.letters.incoming.states import S
from workflows.letters.models import Assignment, IncomingLetter, Phrase

URGENCY = {"most_urgent": 0, "very_urgent": 1, "urgent": 2, "normal": 3}
MOST = 200
USUAL_PEOPLE, OWN_PHRASES = 6, 6
SAME_SENDER, LATELY = 30, 200  # letters and assignments looked at for what is usual
UNITS_FROM = 10_000_000  # rows of the form that name a unit stand behind those that name a person

#: Words that pass the desk every day (sheet 5.1); in Thai, since papers are.
ORDER_PHRASES = ("ทราบ", "มอบดำเนินการ", "ดำเนินการตามเสนอ", "อนุญาต", "ไม่อนุญาต", "เก็บ")
MINUTE_PHRASES = ("เพื่อโปรดทราบ", "เพื่อโปรดพิจารณา", "เห็นควรดำเนินการตามเสนอ", "เห็นควรมอบกลุ่มที่เกี่ยวข้อง")


def stack_of(post: Post) -> list[IncomingLetter]:
    """Letters that wait for the order or minute of `post`, or of those in whose name it acts; the most
    urgent first, then the soonest due, then the longest waiting.
    """
    found: dict[int, IncomingLetter] = {}
    for holder in [post, *acts_for(post, at=clock.now(), process=IncomingLetter.process)]:
        rows = (
            waiting_rows(IncomingLetter, post, holder=holder)
            .filter(state__in=[S.SUBMITTED, S.MINUTED])
            .for_list()
        )
        found |= {letter.pk: letter for letter in rows.order_by("due_at", "pk")[:MOST]}
    return sorted(found.values(), key=_place)


def _place(letter: IncomingLetter) -> tuple[int, bool, dt.datetime, int]:
    due_at = letter.due_at
    return (URGENCY[letter.document.speed], due_at is None, due_at or letter.received_at, letter.pk)


def words_open(letter: IncomingLetter, post: Post) -> dict[str, StepNow]:
    """The steps with which `post` may put its word under the letter: `order`, `minute`, `return_down`."""
    return {now.name: now for now in steps_for(letter, post) if now.open}


def phrases_for(post: Post, step: str) -> list[str]:
    """The customary phrases, and the person's own most used ones."""
    usual = MINUTE_PHRASES if step == "minute" else ORDER_PHRASES
    own = Phrase.objects.visible_to(post).dearest().values_list("text", flat=True)[:OWN_PHRASES]
    return list(dict.fromkeys([*usual, *own]))


@dataclass(frozen=True)
class Chip:
    """Somebody whom an order may name: a person or a unit, as a row of the form."""

    index: int
    kind: str  # person, unit
    option: Option
    part: str = "lead"
    chosen: bool = False


@dataclass(frozen=True)
class People:
    """Whom to name: the usual ones for such a letter, then everybody under their units, then groups."""

    usual: list[Chip]
    others: list[Chip]
    units: list[Chip]
    groups: list[tuple[str, str]]


def people_for(letter: IncomingLetter | None, post: Post, chosen: dict[int, str]) -> People:
    """`chosen`: index of the row -> part, for what was already tapped."""
    everyone = {int(option.value): option for option in people_of(post.organisation_id)}
    everyone.pop(post.person_id, None)
    wanted = [*chosen, *usual_people(letter, post), *everyone]  # where nothing is usual yet, the first ones
    first = [pk for pk in dict.fromkeys(wanted) if pk in everyone][: max(USUAL_PEOPLE, len(chosen))]
    rest = [pk for pk in everyone if pk not in first]
    units = [
        Chip(UNITS_FROM + int(unit.value), "unit", unit, *_tapped(UNITS_FROM + int(unit.value), chosen))
        for unit in units_of(post.organisation_id)
    ]
    return People(
        [Chip(pk, "person", everyone[pk], *_tapped(pk, chosen)) for pk in first],
        [Chip(pk, "person", everyone[pk], *_tapped(pk, chosen)) for pk in rest],
        units,
        groups_of(post),
    )


def _tapped(index: int, chosen: dict[int, str]) -> tuple[str, bool]:
    return chosen.get(index, "lead"), index in chosen


def usual_people(letter: IncomingLetter | None, post: Post) -> list[int]:
    """People to whom letters of the same sender went lately, then those who are given most."""
    ordinary = Q(letter__document__secrecy=Secrecy.NORMAL)  # who is given secret ones tells something of them
    given = Assignment.objects.filter(ordinary, organisation=post.organisation_id, person__isnull=False)
    counted: Counter[int] = Counter(given.order_by("-pk").values_list("person", flat=True)[:LATELY])
    if letter is not None and letter.document.secrecy == Secrecy.NORMAL:
        same = IncomingLetter.objects.filter(
            organisation=post.organisation_id, document__sender_key=letter.document.sender_key
        )
        recent = list(same.order_by("-pk").values_list("pk", flat=True)[:SAME_SENDER])
        for person in given.filter(letter__in=recent).values_list("person", flat=True):
            counted[person] += LATELY
    return [person for person, _times in counted.most_common(USUAL_PEOPLE * 2)]


def groups_of(post: Post) -> list[tuple[str, str]]:
    """(id, name) of the groups that are told together, for information."""
    return [
        ("all", _("everyone")),
        ("heads", _("all heads of units")),
        *(
            (f"unit-{unit.value}", _("everyone of %(unit)s") % {"unit": unit.label})
            for unit in units_of(post.organisation_id)
        ),
    ]


def people_of_group(group: str, post: Post) -> list[int]:
    """The people of a group, the one who gives the order left out; nobody for an unknown one."""
    posts = Post.objects.in_force().filter(organisation=post.organisation_id).exclude(person=post.person_id)
    kind, _dash, pk = group.partition("-")
    if group == "heads":
        posts = posts.with_role(Role.SECTION_HEAD)
    elif kind == "unit" and (unit := whole_number(pk)) is not None:
        posts = posts.filter(unit=unit)
    elif group != "all":
        return []
    return list(dict.fromkeys(posts.order_by("pk").values_list("person", flat=True)))


def due_choices(organisation_id: int, today: dt.date) -> list[tuple[str, str]]:
    """(day, words): tomorrow, in three working days, this Friday; days off are passed over."""
    office = office_clock(organisation_id)
    tomorrow = office.working_day_after(today, 1)
    friday = today + dt.timedelta(days=(4 - today.weekday()) % 7 or 7)
    named = pgettext("due", "Tomorrow") if (tomorrow - today).days == 1 else _("Next working day")
    found = [(tomorrow, named), (office.working_day_after(today, 3), _("3 working days"))]
    if office.is_working_day(friday):
        this_week = friday - today < dt.timedelta(days=7) and today.weekday() < 4
        found.append((friday, _("This Friday") if this_week else _("Next Friday")))
    unique = {day.isoformat(): f"{words} ({short_day(day)})" for day, words in reversed(found)}
    return [(day, unique[day]) for day in sorted(unique)]
