"""The pictures of the page and the table under each, made of the same rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from kpi.queries.dashboard import TARGET, Dashboard
from kpi.rules.figures import minutes, shares, spread
from kpi.rules.numbers import Rate, nearest_rank
from kpi.web import links, words
from kpi.web.flow_picture import FlowPicture, Passage, flow_picture

#: Working days at which a new bar of the age histogram begins.
AGES = (0, 1, 3, 5, 10, 20)


@dataclass
class Cell:
    """A cell of a table; with an address it opens its list."""

    text: str
    url: str = ""
    is_number: bool = True


@dataclass
class Picture:
    """A picture: its name for the script, the words around it, its data, and the table under it."""

    name: str
    title: str
    explained: str
    headings: list[str]
    rows: list[list[Cell]]
    data: dict[str, Any] = field(default_factory=dict)
    flow: FlowPicture | None = None

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """The headings, each with whether numbers stand under it."""
        return [
            (heading, cell.is_number)
            for heading, cell in zip(self.headings, self.rows[0] if self.rows else [], strict=False)
        ]

    @property
    def is_empty(self) -> bool:
        """Nothing to draw: the page then says so."""
        return not self.data and self.flow is None


def pictures_of(page: Dashboard) -> list[Picture]:
    """All pictures, in the order of the page."""
    return [months(page), speeds(page), ages(page), dwell(page), flow(page)]


def months(page: Dashboard) -> Picture:
    """On time by month, a line with the target."""
    rates = [(words.month_name(month.start), month, rate) for month, rate in page.months]
    urls = [links.cases(page.question, "on_time", period=month.name) for _label, month, _rate in rates]
    told = any(rate.denominator for _label, _month, rate in rates)
    return Picture(
        "months",
        _("On time by month"),
        _("Items that fell due in the month; the months add up to the period."),
        [_("Month"), _("counted (n)"), _("of (d)"), "%"],
        [
            [Cell(label, is_number=False), *_rate_cells(rate, url)]
            for (label, _month, rate), url in zip(rates, urls, strict=True)
        ],
        {
            "labels": [label for label, _month, _rate in rates],
            "values": [_number(rate) for _label, _month, rate in rates],
            "notes": [_of(rate) for _label, _month, rate in rates],
            "urls": urls,
            "target": TARGET,
            "target_label": _("target %(target)s") % {"target": TARGET},
        }
        if told
        else {},
    )


def speeds(page: Dashboard) -> Picture:
    """On time by speed class, as bars."""
    found = [
        (str(words.SPEEDS[speed]), rate, links.cases(page.question, "on_time_by_speed", part=speed))
        for speed, rate in page.tally.speed_rates().items()
    ]
    return Picture(
        "speeds",
        _("On time by speed class"),
        _("By the class in force at the due time."),
        [_("Speed class"), _("counted (n)"), _("of (d)"), "%"],
        [[Cell(label, is_number=False), *_rate_cells(rate, url)] for label, rate, url in found],
        {
            "labels": [label for label, _rate, _url in found],
            "values": [_number(rate) for _label, rate, _url in found],
            "notes": [_of(rate) for _label, rate, _url in found],
            "urls": [url for _label, _rate, url in found],
            "target": TARGET,
            "target_label": _("target %(target)s") % {"target": TARGET},
        }
        if found
        else {},
    )


def dwell(page: Dashboard) -> Picture:
    """Shares of the working time by state, with median and 90th percentile of the stays that ended."""
    tally, labels = page.tally, words.states_of(page.question.process)
    part = shares(tally.clipped)
    states = [state for state in labels if state in tally.clipped]
    ended = {state: spread(tally.dwell.get(state, [])) for state in states}
    headings = [_("State"), _("share %"), _("stays"), _("median"), _("90th percentile"), _("still there")]
    return Picture(
        "dwell",
        _("Time by state"),
        _("Working time in the period; median and 90th percentile are of stays that ended in it."),
        headings,
        [
            [
                Cell(labels[state], is_number=False),
                Cell(part[state] or words.spent(None)),
                Cell(str(ended[state]["n"]), links.cases(page.question, "dwell", part=state)),
                Cell(words.spent(ended[state]["p50"])),
                Cell(words.spent(ended[state]["p90"])),
                Cell(
                    str(len(tally.running.get(state, []))),
                    links.cases(page.question, "running", part=state),
                ),
            ]
            for state in states
        ],
        {
            "labels": [labels[state] for state in states],
            "shares": [float(part[state] or 0) for state in states],
            "p50": [ended[state]["p50"] for state in states],
            "p90": [ended[state]["p90"] for state in states],
            "p50_words": [words.spent(ended[state]["p50"]) for state in states],
            "p90_words": [words.spent(ended[state]["p90"]) for state in states],
            "p50_label": _("median"),
            "p90_label": _("90th percentile"),
            "urls": [links.cases(page.question, "dwell", part=state) for state in states],
        }
        if any(tally.clipped.values())
        else {},
    )


def flow(page: Dashboard) -> Picture:
    """How often items went from state to state, and the median working time before each passage."""
    labels = words.states_of(page.question.process)
    order = {state: number for number, state in enumerate(labels)}
    found = sorted(page.flow.items(), key=lambda edge: (order.get(edge[0][0], 99), order.get(edge[0][1], 99)))
    edges = [
        (source, target, len(times), words.spent(minutes(nearest_rank(sorted(times), 50))))
        for (source, target), times in found
    ]
    states = [state for state in labels if any(state in edge[:2] for edge in edges)]
    drawn = [
        Passage(states.index(source), states.index(target), number, median)
        for source, target, number, median in edges
        if source in states and target in states
    ]
    return Picture(
        "flow",
        _("Flow between states"),
        _("The thicker the line, the more items took this way; with the median working time before it."),
        [_("From"), _("To"), _("items"), _("median")],
        [
            [
                Cell(labels.get(source, source), is_number=False),
                Cell(labels.get(target, target), is_number=False),
                Cell(f"{number:,}"),
                Cell(median),
            ]
            for source, target, number, median in edges
        ],
        {},
        flow_picture([labels[state] for state in states], drawn) if drawn else None,
    )


def ages(page: Dashboard) -> Picture:
    """How long what waits has waited, in working days."""
    day = dt.timedelta(minutes=words.DAY)
    found = [age / day for age in page.tally.open_age]
    edges = [*pairwise(AGES), (AGES[-1], None)]
    bars = [
        (_age_label(low, high), sum(low <= age < (high or age + 1) for age in found)) for low, high in edges
    ]
    median = nearest_rank(sorted(page.tally.open_age), 50)
    url = links.cases(page.question, "open_age")
    told = _("Working time since the opening. Median: %(median)s.") % {"median": words.spent(minutes(median))}
    return Picture(
        "ages",
        _("Age of what waits"),
        told,
        [_("Working days"), _("items")],
        [[Cell(label, is_number=False), Cell(str(number), url)] for label, number in bars],
        {"labels": [label for label, _n in bars], "values": [number for _label, number in bars], "url": url}
        if found
        else {},
    )


def _age_label(low: int, high: int | None) -> str:
    if high is None:
        return _("%(low)d and more") % {"low": low}
    return _("%(low)d to %(high)d") % {"low": low, "high": high}


def _rate_cells(rate: Rate, url: str) -> list[Cell]:
    number = rate.percent or _("no data")
    return [Cell(f"{rate.numerator:,}"), Cell(f"{rate.denominator:,}", url), Cell(number)]


def _number(rate: Rate) -> float | None:
    """For drawing only; what is printed and compared stays exact."""
    return None if rate.percent is None else float(rate.percent)


def _of(rate: Rate) -> str:
    return _("%(percent)s %% (%(n)s of %(d)s)") % {
        "percent": rate.percent,
        "n": f"{rate.numerator:,}",
        "d": f"{rate.denominator:,}",
    }
