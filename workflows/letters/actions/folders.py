"""Signing a folder: asked for once, taken by the worker letter by letter, each in a transaction of its own.

A step that was taken is known by its key, so a worker that was killed signs nothing twice.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from documents.actions import certificates
from documents.sealing import seal, unseal
from documents.signing.errors import LevelTooLow
from documents.signing.keys import Unlocked
from eoffice.common import clock, jobs
from eoffice.common.errors import InvalidInputs, RuleBroken
from eoffice.organisations.settings_of import settings_of
from eoffice.people.again import is_password_of
from eoffice.people.models import Post
from workflows.engine.locking import NotThere
from workflows.engine.perform import perform
from workflows.letters.models import OutgoingLetter
from workflows.letters.models.folder import FolderRow, SigningFolder
from workflows.letters.outgoing.inputs import SignInputs
from workflows.letters.outgoing.states import S

MOST, MOST_TRIES = 200, 3
#: How long a key may be waited with, a worker may hold a folder, and one call goes on.
LONGEST = dt.timedelta(minutes=30)
HELD = dt.timedelta(seconds=60)
SECONDS = 4.0
TASK = "worker.sign_folders"
WAITING, DONE, REFUSED = FolderRow.Result.WAITING, FolderRow.Result.DONE, FolderRow.Result.REFUSED


@dataclass(frozen=True, kw_only=True)
class FromFolder(SignInputs):
    """Password and passphrase were asked when the folder was handed over."""

    unlocked: ClassVar[Unlocked | None] = None


def waiting_letters(post: Post) -> QuerySet[OutgoingLetter]:
    """What waits for the signature of `post`, the most urgent first."""
    seen = OutgoingLetter.objects.visible_to(post).waiting_for(post).filter(state=S.TO_SIGN)
    return seen.order_by("due_at", "pk")


def hand_over(
    letters: Sequence[int],
    post: Post,
    *,
    password: str,
    certificate: str = "none",
    passphrase: str = "",
    key: str,
) -> SigningFolder:
    """Have these letters signed. The same `key` again is the same folder.

    Raises InvalidInputs for a wrong password, no letters or too many, and what a certificate refuses.
    """
    there = SigningFolder.objects.filter(post=post, form_key=key[:100]).first()
    if there is not None:
        return there
    found = _chosen(letters, post)
    if not is_password_of(post.person, password):
        raise InvalidInputs(errors={"password": [_("This is not your password.")]})
    now, sealed = clock.now(), None
    if certificate != "none":
        sealed = _sealed(certificates.unlock_for(post, certificate, passphrase, at=now))
    elif OutgoingLetter.process in settings_of(post.organisation).certificate_for:
        raise LevelTooLow
    with transaction.atomic():
        asked = {"certificate": certificate, "sealed": sealed, "asked_at": now, "ends_at": now + LONGEST}
        folder, fresh = SigningFolder.objects.get_or_create(post=post, form_key=key[:100], defaults=asked)
        if not fresh:  # the button was pressed twice at the same moment
            return folder
        FolderRow.objects.bulk_create(
            FolderRow(folder=folder, letter_id=pk, place=place) for place, pk in enumerate(found)
        )
        jobs.enqueue(TASK)
    return folder


def _chosen(letters: Sequence[int], post: Post) -> list[int]:
    wanted = set(letters)
    if len(wanted) > MOST:
        sentence = _("No more than %(most)s letters are signed at one go.") % {"most": MOST}
        raise InvalidInputs(sentence, errors={"letters": [sentence]})
    found = list(waiting_letters(post).filter(pk__in=wanted).values_list("pk", flat=True))
    if not found or len(found) != len(wanted):
        sentence = _("Choose letters that wait for your signature.")
        raise InvalidInputs(sentence, errors={"letters": [sentence]})
    return found


def sign_folders(seconds: float = SECONDS) -> int:
    """Sign on for a while in every folder that nobody is at; answers how many letters were looked at."""
    until, looked = time.monotonic() + seconds, 0
    for pk in SigningFolder.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True):
        if time.monotonic() >= until:
            break
        if _take(pk):
            looked += _sign_on(SigningFolder.objects.select_related("post__person").get(pk=pk), until)
    if SigningFolder.objects.filter(done_at=None).exists():
        with transaction.atomic():
            jobs.enqueue(TASK)
    return looked


def _take(pk: int) -> bool:
    """Hold the folder for a while, unless somebody does."""
    now = clock.now()
    free = Q(taken_until=None) | Q(taken_until__lt=now)
    return bool(SigningFolder.objects.filter(free, pk=pk, done_at=None).update(taken_until=now + HELD))


def _sign_on(folder: SigningFolder, until: float) -> int:
    inputs, looked = _inputs(folder), 0
    for row in folder.rows.filter(result=WAITING).select_related("letter"):
        if time.monotonic() >= until and looked:
            break
        SigningFolder.objects.filter(pk=folder.pk).update(taken_until=clock.now() + HELD)
        _settle(row, folder, inputs)
        looked += 1
    _let_go(folder)
    return looked


def _settle(row: FolderRow, folder: SigningFolder, inputs: FromFolder) -> None:
    """Sign one letter, or keep the sentence why not."""
    FolderRow.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    result, reason = DONE, ""
    if clock.now() > folder.ends_at:
        result, reason = REFUSED, _("It took too long: sign this letter anew.")
    elif row.tries >= MOST_TRIES:
        result, reason = REFUSED, _("The system failed at this letter several times. Sign it by itself.")
    else:
        try:
            perform(row.letter, "sign", folder.post, inputs, key=f"folder:{folder.pk}:{row.pk}", seen=True)
        except NotThere:
            result, reason = REFUSED, _("The letter no longer waits for you: it was sent back or withdrawn.")
        except RuleBroken as refusal:
            clause = f" ({refusal.source})" if refusal.source else ""
            result, reason = REFUSED, f"{refusal}{clause}"[:500]
    FolderRow.objects.filter(pk=row.pk, result=WAITING).update(result=result, reason=reason)


def _let_go(folder: SigningFolder) -> None:
    """Nothing left: the key goes. Else the next call goes on at once."""
    rest = {"taken_until": None}
    done: dict[str, Any] = rest | {"done_at": clock.now(), "sealed": None}
    left = folder.rows.filter(result=WAITING).exists()
    SigningFolder.objects.filter(pk=folder.pk).update(**(rest if left else done))


def _inputs(folder: SigningFolder) -> FromFolder:
    inputs = FromFolder(certificate=folder.certificate)
    if folder.sealed is not None:
        object.__setattr__(inputs, "unlocked", _unsealed(bytes(folder.sealed)))
    return inputs


def _sealed(held: Unlocked) -> bytes:
    told = [held.key, held.certificate, *held.others]
    return seal(json.dumps([base64.b64encode(one).decode() for one in told]))


def _unsealed(sealed: bytes) -> Unlocked:
    key, certificate, *others = (base64.b64decode(one) for one in json.loads(unseal(sealed)))
    return Unlocked(key, certificate, tuple(others))
