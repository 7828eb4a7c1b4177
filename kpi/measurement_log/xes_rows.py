"""Rows from XES (IEEE 1849): each event of each trace, as a plain activity log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from kpi.measurement_log.rows import RawRow, RowSource
from kpi.measurement_log.source import LogRefused

CHUNK = 1 << 16


def xes_rows(text: IO[str]) -> RowSource:
    """The events in the order of the file. Raises LogRefused where the XML breaks."""
    return RowSource(True, _rows(text))


def _rows(text: IO[str]) -> Iterator[RawRow]:
    parser = make_parser()
    traces = _Traces(parser.getLineNumber)
    parser.setContentHandler(traces)
    try:
        while chunk := text.read(CHUNK):
            if "\0" in chunk:
                raise LogRefused("NUL bytes")
            parser.feed(chunk)
            yield from traces.taken()
        parser.close()
    except DefusedXmlException as error:
        raise LogRefused(f"XML that is not accepted: {type(error).__name__}") from error
    except SAXException as error:
        raise LogRefused(f"broken XML: {error.getMessage()}") from error
    if not traces.is_log:
        raise LogRefused("no XES log in this file")
    yield from traces.taken()


class _Traces(ContentHandler):
    """Collects the traces; only what stands directly under a trace or an event names it."""

    def __init__(self, line: Callable[[], int]) -> None:
        super().__init__()
        self._line = line
        self.is_log = False
        self._done: list[RawRow] = []
        self._path: list[str] = []
        self._case = ""
        self._events: list[RawRow] = []

    def taken(self) -> list[RawRow]:
        """The rows of traces that have ended, each given once."""
        rows, self._done = self._done, []
        return rows

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the library's name
        tag = name.rsplit(":", 1)[-1]
        above = self._path[-1] if self._path else ""
        self._path.append(tag)
        if tag == "log":
            self.is_log = True
        elif tag == "trace":
            self._case, self._events = "", []
        elif tag == "event" and above == "trace":
            self._events.append(RawRow(self._line(), "", ""))
        elif above in {"trace", "event"}:
            self._attribute(above, attrs.get("key", ""), attrs.get("value", "").strip())

    def endElement(self, name: str) -> None:  # noqa: N802 - the library's name
        self._path.pop()
        if name.rsplit(":", 1)[-1] == "trace":
            self._done.extend(row._replace(case=self._case) for row in self._events)

    def _attribute(self, owner: str, key: str, value: str) -> None:
        if key == "concept:name" and owner == "trace":
            self._case = value
        elif owner == "event" and self._path[-3:-2] == ["trace"] and self._events:
            if key == "concept:name":
                self._events[-1] = self._events[-1]._replace(state=value)
            elif key == "time:timestamp":
                self._events[-1] = self._events[-1]._replace(at=value)
