"""Whether what stands in registers, papers and minutes of letters is what the log has evidence of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from documents.evidence import digest_of_row
from documents.models import Document, RegisterEntry
from documents.sealing import Unsealable
from workflows.engine.models import Transition
from workflows.letters.incoming.states import S

if TYPE_CHECKING:
    from workflows.letters.models import Endorsement, IncomingLetter

#: Under which names the steps keep their evidence.
ROW, UNIT_ROW, MINUTES = "row", "unit_row", "minutes"
AT_ONCE = 500
READ_WITH = ("organisation", "document", "entry__register", "unit_entry__register")
#: A column of the row and what it is called on the paper.
SAME = (
    ("reference", "reference"),
    ("dated_on", "dated_on"),
    ("from_text", "sender_text"),
    ("to_text", "addressee"),
)


def verify_letters() -> Iterator[tuple[IncomingLetter, str]]:
    """Each letter whose words were changed behind the application's back, with the sentence what is wrong.

    Steps may be taken meanwhile: whatever looks wrong is looked at again under its lock.
    """
    from workflows.letters.models import IncomingLetter

    rows, minutes = _row_digests(), _minute_digests()
    letters = IncomingLetter._base_manager.select_related(*READ_WITH).prefetch_related("endorsements")
    for letter in letters.order_by("pk").iterator(chunk_size=AT_ONCE):
        if _wrong(letter, rows.get(letter.pk, {}), minutes.get(letter.pk, Counter())):
            for sentence in _looked_at_again(letter.pk):
                yield letter, sentence


def _looked_at_again(pk: int) -> list[str]:
    from workflows.letters.models import IncomingLetter

    with transaction.atomic():
        rows = IncomingLetter._base_manager.select_for_update(of=("self",))
        letter = rows.select_related(*READ_WITH).get(pk=pk)
        entries = [entry.pk for entry in (letter.entry, letter.unit_entry) if entry is not None]
        list(RegisterEntry.objects.select_for_update().filter(pk__in=entries).order_by("pk"))
        letter.refresh_from_db()
        return _wrong(letter, _row_digests(pk).get(pk, {}), _minute_digests(pk).get(pk, Counter()))


def _wrong(letter: IncomingLetter, rows: dict[str, str], minutes: Counter[str]) -> list[str]:
    try:
        return list(_faults(letter, rows, minutes))
    except Unsealable:
        return [_("a sealed text cannot be opened: it was changed, or the key is another")]


def _faults(letter: IncomingLetter, rows: dict[str, str], minutes: Counter[str]) -> Iterator[str]:
    for name, entry in ((ROW, letter.entry), (UNIT_ROW, letter.unit_entry)):
        if entry is None and name in rows:
            yield _("its register row is gone")
        if entry is not None and name in rows and digest_of_row(entry, entry.changes.all()) != rows[name]:
            yield _("register row %(number)s was changed with no correction on record") % {
                "number": entry.label
            }
    if letter.entry is not None:
        yield from _row_and_letter(letter, letter.entry)
    yield from _minute_faults(letter.endorsements.all(), minutes)


def _row_and_letter(letter: IncomingLetter, entry: RegisterEntry) -> Iterator[str]:
    if (entry.state == RegisterEntry.State.VOID) != (letter.state == S.VOIDED):
        yield _("register row %(number)s is cancelled or valid, and the letter is not") % {
            "number": entry.label
        }
    if letter.document.organisation_id == letter.organisation_id and not _says_the_same(
        entry, letter.document
    ):
        yield _("the paper says otherwise than register row %(number)s") % {"number": entry.label}


def _says_the_same(entry: RegisterEntry, paper: Document) -> bool:
    if paper.sealed_at is not None:  # signed: a row may be corrected, the paper not
        return True
    alike = all(getattr(entry, column) == getattr(paper, name) for column, name in SAME)
    return alike and entry.opened_subject() == paper.opened_subject()


def _minute_faults(written: Iterable[Endorsement], logged: Counter[str]) -> Iterator[str]:
    """Each minute on record stands there as written; none was put in since the log keeps evidence of them."""
    found = Counter(one.digest() for one in written)
    for _digest in (logged - found).elements():
        yield _("a minute was changed or removed")
    if logged and found.total() > logged.total():
        yield _("a minute was put in that no step wrote")


def _row_digests(letter: int | None = None) -> dict[int, dict[str, str]]:
    """Of each letter, or of one, the digests of its rows as they were entered."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Transition.objects.filter(process="incoming_letter", step__in=["register", "forward_unit"])
    rows = rows if letter is None else rows.filter(item=letter)
    for item, evidence in rows.values_list("item", "evidence").iterator(chunk_size=AT_ONCE):
        found[item] |= {name: evidence[name] for name in (ROW, UNIT_ROW) if name in evidence}
    return found


def _minute_digests(letter: int | None = None) -> dict[int, Counter[str]]:
    """Of each letter, or of one, the digests of the minutes that its steps and its assignments' wrote."""
    from workflows.letters.models import Assignment

    given = (
        Assignment._base_manager.all() if letter is None else Assignment._base_manager.filter(letter=letter)
    )
    letter_of = dict(given.values_list("pk", "letter_id"))
    found: dict[int, Counter[str]] = defaultdict(Counter)
    own = Q(process="incoming_letter") if letter is None else Q(process="incoming_letter", item=letter)
    theirs = Q(process="assignment") if letter is None else Q(process="assignment", item__in=letter_of)
    told = Transition.objects.filter(own | theirs).values_list("process", "item", "evidence")
    for process, item, evidence in told.iterator(chunk_size=AT_ONCE):
        of = letter_of.get(item) if process == "assignment" else item
        if of is not None and MINUTES in evidence:
            found[of].update(evidence[MINUTES])
    return found
