"""Bytes and headers of mails as text, whatever they claim to be. Nothing here raises for a hostile mail.

Thai mail of twenty years is about: TIS-620 that says so, that calls itself Latin-1 or nothing at all, names
under RFC 2047, RFC 2231, both or neither.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from eoffice.common.thai.normalise import normalise

#: What Thai programs call the code page of Thai Windows.
_THAI = {"tis-620", "tis620", "tis_620", "iso-8859-11", "iso8859-11", "windows-874", "x-windows-874", "874"}
#: Claims that say little: many programs write them over whatever the text really is.
_VAGUE = {
    "",
    "us-ascii",
    "ascii",
    "iso-8859-1",
    "latin-1",
    "latin1",
    "windows-1252",
    "cp1252",
    "unknown-8bit",
}
#: What the standard library raises over headers that are built to hurt.
PARSER_FAULTS = (RecursionError, TypeError, ValueError, LookupError, AttributeError)
LONGEST = 20_000  # characters of a header that are looked at


def text_of(raw: bytes, charset: str = "") -> str:
    """The bytes as text: by their charset where it holds, else UTF-8, else Thai Windows, else Latin-1."""
    return next(text for name in _charsets(charset.strip().lower()) if (text := _try(raw, name)) is not None)


def header(message: Message, name: str, *, lines: bool = False) -> str:
    """A header in the one spelling, decoded; empty where there is none."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return tidy(decoded(str(raw)[:LONGEST]), lines=lines)


def headers(message: Message, name: str) -> list[str]:
    """Every header of the name, undecoded."""
    return [_plain(str(value)) for key, value in message.raw_items() if key.lower() == name.lower()]


def decoded(raw: str) -> str:
    """A header value with its encoded words read."""
    plain = _plain(raw)
    try:
        pieces = decode_header(plain)
    except (HeaderParseError, binascii.Error, ValueError):
        return plain
    return "".join(_piece(piece, charset) for piece, charset in pieces)


def address_of(message: Message, name: str) -> tuple[str, str]:
    """(name, address) of the first person in a header; both may be empty."""
    raw = next(iter(headers(message, name)), "")
    try:
        called, address = parseaddr(re.sub(r"[\r\n]+", " ", raw)[:2000])
    except PARSER_FAULTS:
        return tidy(raw)[:200], ""
    return tidy(decoded(called))[:200], tidy(address).lower()[:254]


def parameter(part: Message, name: str, of: str) -> str:
    """A parameter of a header, such as a file name: RFC 2231, RFC 2047 in it, or raw bytes."""
    try:
        found = part.get_param(name, None, of)
    except PARSER_FAULTS:
        return ""
    if isinstance(found, tuple):
        charset, _language, value = found
        return tidy(decoded(text_of(_latin(value[:LONGEST]), charset or "")))
    return tidy(decoded((found or "")[:LONGEST]))


def tidy(text: str, *, lines: bool = False) -> str:
    """As the database keeps it: no controls, nothing invisible, one spelling of Thai."""
    return normalise(text.encode("utf-8", "replace").decode(), keep_lines=lines)


def _charsets(claimed: str) -> Iterator[str]:
    if claimed in _THAI:
        yield "cp874"
    elif claimed not in _VAGUE and _is_known(claimed):
        yield claimed
    yield from ("utf-8", "cp874", "latin-1")


def _is_known(charset: str) -> bool:
    """Only text encodings: Python also knows "hex", "rot13" and "zip"."""
    try:
        return bool(codecs.lookup(charset)._is_text_encoding)
    except (LookupError, ValueError):
        return False


def _try(raw: bytes, charset: str) -> str | None:
    if charset == "latin-1":
        return raw.decode("latin-1")
    try:
        return raw.decode(charset)
    except (UnicodeError, LookupError):
        return None


def _plain(raw: str) -> str:
    """Raw bytes in a header, which Python keeps as surrogates, as text."""
    raw = raw.replace("\r", "").replace("\n", "")
    if raw.isascii():
        return raw
    return text_of(raw.encode("utf-8", "surrogateescape"))


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:  # between encoded words: Python hands the text back in this form
        return piece.decode("raw-unicode-escape", "replace")
    return text_of(piece, charset)


def _latin(value: str) -> bytes:
    return (
        value.encode("latin-1", "replace") if not any(ord(char) > 255 for char in value) else value.encode()
    )
