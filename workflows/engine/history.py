"""The history of an item as a paper: what happened, when, by whom, and how long it lay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.rendering import books
from eoffice.common.thai.dates import short_datetime
from eoffice.organisations.settings_of import settings_of
from workflows.engine.models import Transition
from workflows.engine.web.life import Happening, told

if TYPE_CHECKING:
    from workflows.engine.models import Tracked

WIDTHS = (15, 17, 26, 18, 13, 27)


def history_pdf(item: Tracked) -> bytes:
    """PDF/A-2a of everything that happened to the item and to what belongs to it, oldest first.

    Raises NeverElectronic for top secret matters.
    """
    names = (_("When"), _("Step"), _("By"), _("State"), _("Working time"), _("Remarks"))
    book = books.Book(
        title=f"{_('History')} {item.headline()}",
        heads=(
            _("History of: %(process)s") % {"process": item.process_label},
            item.headline(),
            item.organisation.name,
        ),
        columns=tuple(books.Column(name, width) for name, width in zip(names, WIDTHS, strict=True)),
        agency=item.organisation.name,
        secrecy=item.secrecy_class(),
        thai_digits=settings_of(item.organisation).thai_digits,
    )
    return books.render_book(book, _rows(item)).pdf


def _rows(item: Tracked) -> Iterator[books.Row]:
    found: list[Transition] = []
    for one in (item, *item.told_with_it()):
        rows = Transition.objects.of(one.process, one.pk)
        found += rows.select_related("actor", "post", "on_behalf_of__person")
    for happening in told(sorted(found, key=lambda row: row.number), item):
        yield books.Row(_cells(happening))


def _cells(one: Happening) -> tuple[str, ...]:
    when = short_datetime(one.at)
    if one.recorded_at:
        when += "\n" + _("entered %(when)s") % {"when": short_datetime(one.recorded_at)}
    who = "\n".join(filter(None, [one.who, one.position]))
    if one.in_the_name_of:
        who += "\n" + _("in the name of %(name)s") % {"name": one.in_the_name_of}
    state = " → ".join(filter(None, [one.source, one.target]))
    remarks = "\n".join(filter(None, [one.kind, one.note, one.clause]))
    return (when, " · ".join(filter(None, [one.of, one.verb])), who, state, one.worked, remarks)
