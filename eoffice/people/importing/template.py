"""The empty table to fill in, as an XLSX file with what may stand in each column."""

from __future__ import annotations

import io

import xlsxwriter
from django.utils.translation import gettext as _

from eoffice.people.administration import GIVABLE
from eoffice.people.importing.columns import PEOPLE, PEOPLE_SHEET, UNITS, UNITS_SHEET, Column

_ROWS_WITH_CHOICES = 2_000


def template_xlsx() -> bytes:
    """Sheets for people and units with Thai headings (needed ones starred), and one that explains."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, columns in ((PEOPLE_SHEET, PEOPLE), (UNITS_SHEET, UNITS)):
        _headings(book, book.add_worksheet(name), columns)
    _explain(book, book.add_worksheet(_("How to fill it in")))
    book.close()
    return out.getvalue()


def _headings(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, columns: tuple[Column, ...]
) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#dce6f5", "border": 1})
    text = book.add_format(
        {"num_format": "@"}
    )  # so that Excel turns no date and no phone number into its own
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, 20, text)
        sheet.write_string(0, at, column.thai + ("*" if column.needed else ""), bold)
        if column.name == "roles":
            choices = [role.value for role in GIVABLE]
            # Several roles by comma are welcome too, so the list only proposes.
            sheet.data_validation(
                1,
                at,
                _ROWS_WITH_CHOICES,
                at,
                {"validate": "list", "source": choices, "error_type": "information"},
            )


def _explain(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90, wrapped)
    for number, (name, sentence) in enumerate([*_help(), *_role_help()]):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, sentence, wrapped)


def _help() -> list[tuple[str, str]]:
    by_name = {column.name: column.thai for column in PEOPLE}
    return [
        (by_name["username"], _("Small Latin letters, digits and . _ - @; each one once. Needed.")),
        (
            by_name["full_name"],
            _("Title, first and last name in one cell, or in the three columns beside it."),
        ),
        (by_name["unit"], _("The name as it is known here; a new name makes a new unit.")),
        (by_name["roles"], _("Ids or names of roles, several by comma. Everyone is an officer anyway.")),
        (by_name["starts_on"], _("Buddhist era, like 1/10/2569 or 1 ต.ค. 69; empty means today.")),
        (by_name["ends_on"], _("The last day; empty means until further notice.")),
    ]


def _role_help() -> list[tuple[str, str]]:
    return [("", ""), *((role.value, str(role.label)) for role in GIVABLE)]
