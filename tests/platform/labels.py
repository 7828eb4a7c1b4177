"""Whether each label of the code has its Thai wording, and one only: `python -m tests.platform.labels`.

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
CONTEXT = "\x04"  # between a context and its msgid, as in gettext's own files


def messages(root: Path = ROOT) -> Iterator[tuple[str, Path]]:
    """Each msgid of the project's code and pages (behind its context), with the file that asks for it."""
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
        in_context = "pgettext" in str(function)
        message = words[in_context] if len(words) > in_context else None
        if message:
            yield f"{words[0]}{CONTEXT}{message}" if in_context else message


def in_page(source: str) -> Iterator[str]:
    """The msgids of a Django template."""
    lines = (line.strip() for line in templatize(source).splitlines())
    yield from in_python("\n".join(lines) + "\n")


Said = dict[str, dict[str, Path]]


def translations(root: Path = ROOT) -> Said:
    """What the project's catalogues say for each msgid (behind its context), and which of them says it."""
    said: Said = {}
    for path in catalogues(root):
        if path.parts[-3] == LANGUAGE:
            for entry in polib.pofile(str(path)):
                words = entry.msgstr or entry.msgstr_plural.get(0, "")
                if words and "fuzzy" not in entry.flags:
                    key = f"{entry.msgctxt}{CONTEXT}{entry.msgid}" if entry.msgctxt else entry.msgid
                    said.setdefault(key, {}).setdefault(words, path)
    return said


def faults(root: Path = ROOT) -> Iterator[str]:
    """A sentence for each label without Thai words, with other placeholders, or worded in two ways."""
    said = translations(root)
    yield from _untold(said, root)
    for message, wordings in said.items():
        if len(wordings) > 1:  # Django takes those of the app that stands first, whoever asks
            places = ", ".join(str(path.parents[2].relative_to(root).parent) for path in wordings.values())
            yield f"{places}: {_shown(message)} is worded in more than one way; give it a context"


def _untold(said: Said, root: Path) -> Iterator[str]:
    for message, path in messages(root):
        place, words = path.relative_to(root), next(iter(said.get(message, {message: path})))
        if message not in said and not THAI.search(message):
            yield f"{place}: no Thai for {_shown(message)}"
        elif set(PLACEHOLDER.findall(message)) != set(PLACEHOLDER.findall(words)):
            yield f"{place}: the placeholders of {_shown(message)} differ from those of its Thai words"


def _shown(message: str) -> str:
    return " in the context ".join(repr(part) for part in reversed(message.split(CONTEXT)))


def main() -> int:
    """Print what is wrong; 1 where anything is."""
    found = sorted(set(faults()))
    for fault in found:
        sys.stdout.write(fault + "\n")
    sys.stdout.write(
        f"{len(found)} labels whose Thai words are not right\n" if found else "Every label is translated.\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
