"""The one-time passwords of an import: signed for the way through the browser, and as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from django.core import signing
from django.utils.translation import gettext as _

from eoffice.common.spreadsheets import csv_bytes
from eoffice.people.importing.entering import Slip
from eoffice.people.importing.reading import Table
from eoffice.people.models import Post

#: A dry run is good for an hour; then the file has to be sent again.
GOOD_FOR = dt.timedelta(hours=1)


def seal_table(table: Table, post: Post) -> str:
    """The table for the form that confirms: nobody can change it, and only the same post can send it."""
    return signing.dumps(table.as_json(), salt=_salt("table", post), compress=True)


def unseal_table(sealed: str, post: Post) -> Table | None:
    """The table again, or None when it is too old or not ours."""
    data = _opened(sealed, "table", post)
    return Table.from_json(data) if isinstance(data, dict) else None


def seal_slips(slips: Sequence[Slip], post: Post) -> str:
    """The slips for the button that downloads them. They are on the same page in clear."""
    return signing.dumps([asdict(slip) for slip in slips], salt=_salt("slips", post), compress=True)


def unseal_slips(sealed: str, post: Post) -> list[Slip] | None:
    """The slips again, or None when they are too old or not ours."""
    data = _opened(sealed, "slips", post)
    return [Slip(**slip) for slip in data] if isinstance(data, list) else None


def slips_csv(slips: Sequence[Slip]) -> bytes:
    """The slips as a table that opens in Excel."""
    header = [_("Name"), _("Position"), _("Unit"), _("User name"), _("One-time password")]
    return csv_bytes(
        header, ([slip.name, slip.position, slip.unit, slip.username, slip.password] for slip in slips)
    )


def _salt(what: str, post: Post) -> str:
    return f"people.importing.{what}.{post.pk}"


def _opened(sealed: str, what: str, post: Post) -> object:
    try:
        return signing.loads(sealed, salt=_salt(what, post), max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
