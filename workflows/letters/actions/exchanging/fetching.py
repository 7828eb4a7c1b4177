"""Looking into the server's queue: what is there is kept, sealed as it came, and only then deleted there.

A crash before the deletion brings the same message once more, which is known by its process id; a crash
behind it loses nothing, for the message is ours. What can't be read is kept as well, and leaves the queue, so
that it stops nothing behind it.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import connection, transaction
from django.utils.translation import gettext as _

from documents.files.receive import keep_sealed
from eoffice.common import clock
from eoffice.common.each import one_by_one
from workflows.letters.exchange.client import Away, Client, Declined, Fetched, Puzzling
from workflows.letters.exchange.composing import KINDS
from workflows.letters.models import ExchangeAccount, ExchangeMessage
from workflows.letters.rules.ecms.messages import Letter, Message

AT_ONCE = 50
LEASE = dt.timedelta(minutes=10)
Stage, Kind = ExchangeMessage.Stage, ExchangeMessage.Kind
XML = "application/xml"


def look_everywhere(now: dt.datetime | None = None) -> int:
    """Look into the queue of every agency whose time has come; answers how many messages were new."""
    moment = now or clock.now()
    lines = ExchangeAccount.objects.filter(is_on=True).exclude(polls_next_at__gt=moment)
    found = list(lines.order_by("pk").values_list("pk", flat=True))
    return one_by_one(found, lambda pk: look(pk, moment), what="e-CMS queue")


def look(pk: int, now: dt.datetime) -> int:
    """Empty one agency's queue; answers how many messages were new. A server that is away is asked later."""
    line = _take(pk, now)
    if line is None:
        return 0
    client, trouble, new = line.client(), "", 0
    try:
        for one in _deletable(line):
            _delete(one, client, now, may_be_gone=True)
        for _look in range(AT_ONCE):
            message, is_new = _next(line, client, now)
            new += is_new
            if message is None:
                break
            _delete(message, client, now)
    except (Away, Declined) as error:
        trouble = str(error)
    _rest(line, trouble, now)
    return new


def _take(pk: int, now: dt.datetime) -> ExchangeAccount | None:
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        rows = ExchangeAccount.objects.select_for_update(skip_locked=skip)
        line = rows.filter(pk=pk, is_on=True).exclude(polls_next_at__gt=now).first()
        if line is not None:
            ExchangeAccount.objects.filter(pk=pk).update(polls_next_at=now + LEASE)
        return line


def _rest(line: ExchangeAccount, trouble: str, now: dt.datetime) -> None:
    reached = {} if trouble else {"reached_at": now}
    ExchangeAccount.objects.filter(pk=line.pk).update(
        polls_next_at=now + dt.timedelta(minutes=line.poll_minutes), trouble=trouble[:500], **reached
    )


def _deletable(line: ExchangeAccount) -> list[ExchangeMessage]:
    """Kept already, and perhaps still in the server's queue."""
    rows = ExchangeMessage.objects.incoming().filter(organisation=line.organisation_id, deleted_at=None)
    return list(rows.exclude(process_id="").order_by("pk"))


def _next(line: ExchangeAccount, client: Client, now: dt.datetime) -> tuple[ExchangeMessage | None, bool]:
    """The message at the head of the queue, kept; and whether it was not known before."""
    try:
        fetched = client.fetch()
    except Puzzling as error:
        return _keep_unreadable(line, error, now)
    return keep(line, fetched, now) if fetched is not None else (None, False)


def keep(line: ExchangeAccount, fetched: Fetched, now: dt.datetime) -> tuple[ExchangeMessage, bool]:
    """Keep a message for good: who made it, what it speaks of, and sealed the bytes as they came."""
    said = fetched.message
    row = _row(line, said, fetched.process_id, now)
    if isinstance(said, Letter) and line.tables.secrecy_of(said.secrecy) == "top_secret":
        return _saved(row, None)  # ข้อ 29: nothing of it stays but that it came
    return _saved(row, fetched.raw)


def _row(line: ExchangeAccount, said: Message, process_id: str, now: dt.datetime) -> ExchangeMessage:
    row = _fresh(line, KINDS[said.kind], process_id, said.digest(), now)
    row.number, row.dated_on = said.number[:120], said.dated_on
    if isinstance(said, Letter):
        row.partner = said.sender.at.department[:20]
        row.is_secret = line.tables.secrecy_of(said.secrecy) != "normal"
    else:
        row.partner, row.accept_number = said.department[:20], said.accept_number[:60]
        about = ExchangeMessage.objects.filter(organisation=line.organisation_id, kind=Kind.LETTER)
        row.is_secret = about.about(row.number).filter(is_secret=True).exists()
    return row


def _keep_unreadable(
    line: ExchangeAccount, error: Puzzling, now: dt.datetime
) -> tuple[ExchangeMessage, bool]:
    """Without a process id it stays where it is, and whoever runs the server has to take it away."""
    if not error.process_id:
        raise Away(
            _("What stands first in the queue can't be read, and names no process id: %(why)s")
            % {"why": error},
            in_doubt=False,
            answered=True,
        ) from error
    row = _fresh(line, Kind.UNREADABLE, error.process_id, hashlib.sha256(b"unreadable").hexdigest(), now)
    row.stage, row.trouble, row.next_at = Stage.FAILED, str(error)[:500], None
    return _saved(row, error.raw)


def _fresh(
    line: ExchangeAccount, kind: str, process_id: str, digest: str, now: dt.datetime
) -> ExchangeMessage:
    return ExchangeMessage(
        organisation_id=line.organisation_id,
        direction=ExchangeMessage.Direction.IN,
        kind=kind,
        key=f"{process_id[:120]}:{digest}",
        digest=digest,
        process_id=process_id[:120],
        created_at=now,
        next_at=now,
    )


def _saved(row: ExchangeMessage, raw: bytes | None) -> tuple[ExchangeMessage, bool]:
    with transaction.atomic():
        same = ExchangeMessage.objects.incoming().filter(organisation=row.organisation_id, key=row.key)
        if (known := same.first()) is not None:
            return known, False
        row.raw = keep_sealed(raw, media_type=XML) if raw is not None else None
        row.save(force_insert=True)
        return row, True


def _delete(message: ExchangeMessage, client: Client, now: dt.datetime, *, may_be_gone: bool = False) -> None:
    """What was kept at an earlier look may be gone already: the line broke before the answer came. If it is
    not, it comes to us again.
    """
    if not message.process_id:
        return
    try:
        client.delete(message.process_id)
    except Declined:
        if not may_be_gone:
            raise
    ExchangeMessage.objects.filter(pk=message.pk).update(deleted_at=now)
