"""The check that finds labels without their Thai words finds them, in code and in pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from eoffice.common.catalogues import compile_all
from tests.platform.labels import faults, in_page, in_python

pytestmark = pytest.mark.once

CODE = 'say = _("Register") + _("For %(name)s.") % {"name": name}\n'
CATALOGUE = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Register"\nmsgstr "ลงทะเบียน"\n'
)


def office(root: Path, catalogue: str) -> Path:
    """A project of one file and one catalogue."""
    folder = root / "eoffice" / "locale" / "th" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(catalogue, encoding="utf-8")
    (root / "eoffice" / "desk.py").write_text(CODE, encoding="utf-8")
    return root


def test_a_label_that_has_no_thai_words_is_named_with_its_file(tmp_path: Path) -> None:
    assert list(faults(office(tmp_path, CATALOGUE))) == ["eoffice/desk.py: no Thai for 'For %(name)s.'"]


def test_a_translation_that_loses_a_placeholder_is_a_fault(tmp_path: Path) -> None:
    root = office(tmp_path, CATALOGUE + '\nmsgid "For %(name)s."\nmsgstr "ถึง"\n')
    assert ["placeholders" in fault for fault in faults(root)] == [True]


def test_a_label_that_two_catalogues_word_otherwise_is_a_fault_unless_a_context_tells_them_apart(
    tmp_path: Path,
) -> None:
    root = office(tmp_path, CATALOGUE + '\nmsgid "For %(name)s."\nmsgstr "ถึง %(name)s"\n')
    other = root / "kpi" / "locale" / "th" / "LC_MESSAGES"
    other.mkdir(parents=True)
    (other / "django.po").write_text(CATALOGUE.replace("ลงทะเบียน", "ทะเบียน"), encoding="utf-8")
    assert list(faults(root)) == [
        "eoffice, kpi: 'Register' is worded in more than one way; give it a context"
    ]
    apart = CATALOGUE.replace("ลงทะเบียน", "ทะเบียน").replace('msgid "R', 'msgctxt "book"\nmsgid "R')
    (other / "django.po").write_text(apart, encoding="utf-8")
    assert list(faults(root)) == []


def test_lazy_plural_and_contextual_labels_are_found_in_code() -> None:
    source = 'a = gettext_lazy("One")\nb = ngettext("day", "days", 2)\nc = pgettext("person", "Post")\n'
    assert list(in_python(source)) == ["One", "day", "person\x04Post"]


def test_labels_of_a_page_are_found_whatever_stands_around_them() -> None:
    page = (
        '{% load i18n %}<p class="it\'s">\n  {% translate "Close" %}\n {% if x %}\n'
        "\t{% blocktranslate with a=b %}To {{ a }}{% endblocktranslate %}"
    )
    assert list(in_page(page)) == ["Close", "To %(a)s"]


def test_catalogues_are_compiled_once_and_again_only_when_they_changed(tmp_path: Path) -> None:
    root = office(tmp_path, CATALOGUE)
    assert (compile_all(root), compile_all(root)) == (1, 0)
    assert (root / "eoffice/locale/th/LC_MESSAGES/django.mo").exists()
