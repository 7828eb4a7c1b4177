"""The first line of the page: four plain numbers, each with its n of d, each opening its list."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kpi.queries.dashboard import TARGET, Dashboard
from kpi.rules.comparison import points
from kpi.rules.figures import Tally
from kpi.rules.numbers import Rate, Status, status_of, two_decimals
from kpi.web import links, words


@dataclass(frozen=True)
class Tile:
    """One number. `status` (a word) and `small` only where there is a target."""

    label: str
    value: str
    of: str
    url: str
    status: str = ""
    status_word: str = ""
    change: str = ""
    before: str = ""


def tiles_of(page: Dashboard) -> list[Tile]:
    """On time, done, waiting now, past due."""
    return [
        _rate_tile(page, "on_time", _("done on time")),
        _rate_tile(page, "completion", _("done, late or not")),
        _waiting(page),
        _overdue(page),
    ]


def _rate_tile(page: Dashboard, name: str, label: str) -> Tile:
    rate = page.tally.rate(name)
    status = status_of(rate, TARGET)
    return Tile(
        label,
        f"{rate.percent} %" if rate.percent else _("no data"),
        _of(rate),
        links.cases(page.question, name),
        "" if rate.is_small else status,
        _status_word(rate, status),
        _points(rate, page.before, name),
        _of(page.before.rate(name)) if page.before else "",
    )


def _status_word(rate: Rate, status: Status) -> str:
    if status is Status.NO_DATA:
        return ""
    if rate.is_small:
        return _("few items")
    return _("target %(target)s: %(status)s") % {"target": TARGET, "status": words.STATUSES[status]}


def _waiting(page: Dashboard) -> Tile:
    now, begun = page.tally.counts["backlog_end"], page.tally.counts["backlog_start"]
    told = _("%(start)s at the start of the period") % {"start": words.items(begun)}
    url = links.cases(page.question, "backlog_end")
    if page.before is None:
        return Tile(_("waiting now"), f"{now:,}", told, url)
    before = page.before.counts["backlog_end"]
    return Tile(
        _("waiting now"), f"{now:,}", told, url, change=f"{now - before:+,}", before=words.items(before)
    )


def _overdue(page: Dashboard) -> Tile:
    rate = page.tally.rate("overdue")
    told = _("of %(count)s that wait") % {"count": words.items(rate.denominator)}
    url = links.cases(page.question, "overdue")
    late = "not_met" if rate.numerator else ""
    if page.before is None:
        return Tile(_("past due"), f"{rate.numerator:,}", told, url, late)
    before = page.before.rate("overdue")
    return Tile(
        _("past due"), f"{rate.numerator:,}", told, url, late,
        change=f"{rate.numerator - before.numerator:+,}", before=words.items(before.numerator),
    )  # fmt: skip


def _of(rate: Rate) -> str:
    if not rate.denominator:
        return _("no data")
    return _("%(n)s of %(d)s") % {"n": f"{rate.numerator:,}", "d": words.items(rate.denominator)}


def _points(rate: Rate, before: Tally | None, name: str) -> str:
    difference = points(rate, before.rate(name)) if before else None
    if difference is None:
        return ""
    sign = "+" if difference > 0 else ""
    return _("%(points)s points") % {"points": f"{sign}{two_decimals(difference)}"}
