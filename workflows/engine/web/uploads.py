"""Files sent along with a form: taken in once, however often the form is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from documents.files.receive import receive
from eoffice.common.models import DoneOnce
from eoffice.common.once import once
from eoffice.people.models import Post


def take_in(uploads: Iterable[UploadedFile[bytes]], *, post: Post, key: str, fresh: bool) -> list[int]:
    """Ids of the files, in the order sent. A form that is sent again under its `key` gets the same ids,
    so that the step it belongs to is known as a repeat. Without `fresh` only those are answered: nobody
    fills the store for a step they may not take.
    """
    found = (_one(upload, post, key, fresh) for upload in uploads)
    return [pk for pk in found if pk is not None]


def _one(upload: UploadedFile[bytes], post: Post, key: str, fresh: bool) -> int | None:
    told = f"{key[:100]}:{_digest(upload)}"
    kept = DoneOnce.objects.filter(person_id=post.person_id, key=told).first()
    if kept is not None and kept.answer is not None:
        return int(kept.answer)
    if not fresh:
        return None
    record = receive(upload, name=upload.name or "", post=post)
    with transaction.atomic():
        return int(once(post.person_id, told, "file", lambda: record.pk))


def _digest(upload: UploadedFile[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    return digest.hexdigest()
