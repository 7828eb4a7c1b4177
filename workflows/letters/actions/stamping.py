"""Where the received stamp and the minutes go on the copy of a letter; the original is never touched."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from documents.files.preview import sheet_size
from documents.files.types import PDF
from documents.models import DocumentFile, StoredFile
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, TransitionRefused
from eoffice.organisations.models import Organisation
from eoffice.organisations.settings_of import set_settings, settings_of
from eoffice.people import audit
from eoffice.people.roles import Role
from workflows.letters.incoming.guards import the_right_registrar
from workflows.letters.models import IncomingLetter, StampPlace

if TYPE_CHECKING:
    from documents.rendering.stamps import Place
    from eoffice.people.models import Post

RECEIVED, MINUTES = StampPlace.Mark.RECEIVED.value, StampPlace.Mark.MINUTES.value
#: Of form 12, and of the column in which minutes are set; cm. How high the minutes are follows from them.
STAMP, MINUTE_WIDTH = (5.0, 2.5), 7.0
MARGIN = 0.5
CORNERS = ("right-top", "left-top", "right-bottom", "left-bottom")


def places_of(letter: IncomingLetter) -> dict[str, Place]:
    """The places by mark: the stamp's own or the office's usual one; minutes only where they have one."""
    from documents.rendering.stamps import Place

    decided = settings_of(letter.organisation)
    places = {RECEIVED: Place(1, decided.stamp_x, decided.stamp_y)}
    for row in StampPlace.objects.filter(letter=letter.pk):
        places[row.mark] = Place(row.page, row.x, row.y)
    return places


def corner(name: str, sheet: tuple[float, float], mark: tuple[float, float]) -> tuple[float, float]:
    """A corner of a page as the place of a mark, in shares; both sizes in cm."""
    (width, height), (across, down) = sheet, mark
    x = width - across - MARGIN if name.startswith("right") else MARGIN
    y = height - down - MARGIN if name.endswith("bottom") else MARGIN
    return max(0.0, min(1.0, x / width)), max(0.0, min(1.0, y / height))


def stampable(letter: IncomingLetter) -> StoredFile:
    """The PDF that is copied and stamped. Raises TransitionRefused with the sentence why there is none."""
    links = DocumentFile.objects.filter(document=letter.document_id, role=DocumentFile.Role.MAIN)
    link = links.select_related("file__blob").order_by("order", "pk").first()
    if link is None or link.file.blob.media_type != PDF.media_type:
        raise TransitionRefused(
            _("Only a letter that came as PDF can be stamped; print the stamp for paper.")
        )
    blob = link.file.blob
    if blob.checks.get("locked"):
        raise TransitionRefused(
            _("The PDF opens with a password alone, so it can't be stamped. Ask the sender for an open one.")
        )
    if not blob.checks.get("pages"):
        raise TransitionRefused(
            _("The PDF is damaged and can't be stamped. Print it to a new PDF, or ask the sender again.")
        )
    return blob


def may_place(letter: IncomingLetter, post: Post) -> str:
    """Why `post` may not put the stamp elsewhere; empty: it may."""
    here = post.organisation_id == letter.organisation_id
    if not here or not post.has(Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR):
        return _("Only the registry places the stamp.")
    if letter.receive_number is None:
        return _("The letter has no number yet.")
    if letter.document.is_secret and not letter.document.is_open_to(post):
        return _("This paper is secret; only those named for it may print it.")
    return str(the_right_registrar(letter, post) or "")


def place_marks(
    letter: IncomingLetter, post: Post, places: dict[str, Place], *, as_usual: bool = False
) -> None:
    """Keep where the marks go; minutes without a place go on a sheet behind. `as_usual`: the office's
    letters to come get their stamp at the same place of their first page.

    Raises NotAllowed, TransitionRefused (no PDF to stamp), InvalidInputs (a page or place it does not have).
    """
    if why := may_place(letter, post):
        raise NotAllowed(why)
    blob = stampable(letter)
    for mark, place in places.items():
        _check(place, mark, pages=int(blob.checks["pages"]))
    with transaction.atomic():
        StampPlace.objects.filter(letter=letter).exclude(mark__in=places).delete()
        for mark, place in places.items():
            told = {
                "page": place.page,
                "x": place.x,
                "y": place.y,
                "set_by": post.person,
                "set_at": clock.now(),
            }
            StampPlace.objects.update_or_create(letter=letter, mark=mark, defaults=told)
        if as_usual and RECEIVED in places:
            _remember(letter.organisation_id, places[RECEIVED])
        told_of = {mark: [place.page, round(place.x, 4), round(place.y, 4)] for mark, place in places.items()}
        audit.note("stamp_placed", post=post, subject=f"{letter.process}:{letter.pk}", places=told_of)


def sheet_of(letter: IncomingLetter, page: int) -> tuple[float, float] | None:
    """Width and height of a page of the received PDF in cm, as it is shown."""
    return sheet_size(stampable(letter), page)


def _check(place: Place, mark: str, *, pages: int) -> None:
    if not 1 <= place.page <= pages:
        sentence = _("The PDF has %(pages)s pages; there is no page %(page)s.") % {
            "pages": pages,
            "page": place.page,
        }
        raise InvalidInputs(sentence, errors={f"{mark}.page": [sentence]})
    if not (0 <= place.x <= 1 and 0 <= place.y <= 1):
        sentence = _("The stamp must stand on the page.")
        raise InvalidInputs(sentence, errors={f"{mark}.x": [sentence]})


def _remember(organisation_id: int, place: Place) -> None:
    office = Organisation.objects.select_for_update().get(pk=organisation_id)
    set_settings(office, dataclasses.replace(settings_of(office), stamp_x=place.x, stamp_y=place.y))
    office.save(update_fields=["settings"])
