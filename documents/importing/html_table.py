"""The tables of an HTML page: AMSS++ sends one and calls it .xls."""

from __future__ import annotations

from html.parser import HTMLParser

from eoffice.common.spreadsheets import MOST_COLUMNS, MOST_ROWS
from eoffice.common.thai.normalise import normalise


class TableReader(HTMLParser):
    """Collects the cells of all rows; only text, whatever is marked up inside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Rows and cells; both may be left open."""
        if tag == "tr":
            self._close()
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._close()
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        """The end of a cell, said or meant."""
        if tag in {"td", "th", "tr", "table"}:
            self._close()

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _close(self) -> None:
        if self._cell is not None and self.rows and len(self.rows[-1]) < MOST_COLUMNS:
            self.rows[-1].append(normalise("".join(self._cell)))
        self._cell = None


def read_html(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """The filled rows of the page, numbered as they come."""
    reader = TableReader()
    reader.feed(text)
    reader.close()
    numbered = ((number, tuple(row)) for number, row in enumerate(reader.rows, start=1) if any(row))
    return [row for row, _place in zip(numbered, range(MOST_ROWS + 1), strict=False)]
