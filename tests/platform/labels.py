"""Whether each label and message of the code has its Thai wording: `python -m tests.platform.labels`.

GNU gettext is not needed: Babel reads the Python files, and the pages as Django turns them into Python.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from django.utils.translation.template import templatize

from eoffice.common.catalogues import APPS, ROOT, catalogues

KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "gettext_noop": None}
KEYWORDS |= {"ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2), "npgettext_lazy": ((1, "c"), 2, 3)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
THAI = re.compile("[\u0e01-\u0e5b]")  # words of the office that have no English, shown as they are
LANGUAGE = "th"


def messages(root: Path = ROOT) -> Iterator[tuple[str, Path]]:
    """Each msgid of the project's code and pages, with the file that asks for it."""
    for app in APPS:
        for path in sorted((root / app).rglob("*")):
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield from ((message, path) for message in in_python(path.read_text(encoding="utf-8")))
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                yield from ((message, path) for message in in_page(path.read_text(encoding="utf-8")))


def in_python(source: str) -> Iterator[str]:
    """The msgids that Python code asks gettext for."""
    stream = io.BytesIO(source.encode())
    for _line, function, found, _comments in extract_python(stream, KEYWORDS, [], {}):
        words = [found] if isinstance(found, str) else list(found or ())  # nothing: a name, not a text
        first = 1 if "pgettext" in str(function) else 0
        message = words[first] if len(words) > first else None
        if message:
            yield message


def in_page(source: str) -> Iterator[str]:
    """The msgids of a Django template."""
    lines = (line.strip() for line in templatize(source).splitlines())
    yield from in_python("\n".join(lines) + "\n")


def translations(root: Path = ROOT) -> dict[str, str]:
    """What the project's catalogues say for each msgid (empty where a catalogue only lists it)."""
    said: dict[str, str] = {}
    for path in catalogues(root):
        if path.parts[-3] == LANGUAGE:
            for entry in polib.pofile(str(path)):
                words = entry.msgstr or entry.msgstr_plural.get(0, "")
                if words and "fuzzy" not in entry.flags:
                    said[entry.msgid] = words
    return said


def faults(root: Path = ROOT) -> Iterator[str]:
    """A sentence for each label without Thai words, and each whose placeholders are not its own."""
    said = translations(root)
    for message, path in messages(root):
        place = path.relative_to(root)
        if message not in said and not THAI.search(message):
            yield f"{place}: no Thai for {message!r}"
        elif set(PLACEHOLDER.findall(message)) != set(PLACEHOLDER.findall(said.get(message, message))):
            yield f"{place}: the placeholders of {message!r} differ from those of its Thai words"


def main() -> int:
    """Print what is wrong; 1 where anything is."""
    found = sorted(set(faults()))
    for fault in found:
        sys.stdout.write(fault + "\n")
    sys.stdout.write(
        f"{len(found)} labels without their Thai words\n" if found else "Every label is translated.\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
