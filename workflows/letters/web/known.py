"""What the entry line knows already: senders, who writes under which number, letters that came before."""

from __future__ import annotations

from collections.abc import Iterable

from documents.classes import Secrecy
from documents.models import Document
from documents.rules.keys import reference_key, text_key
from eoffice.people.models import Post
from eoffice.people.roles import SEES_ALL_LETTERS
from workflows.letters.models import IncomingLetter

SHOWN = 24  # in the page itself
RECENT, FURTHER = 400, 4000  # letters looked through, so that the cost never grows with the book


def senders(post: Post, asked: str = "", *, limit: int = SHOWN) -> list[str]:
    """Senders of letters that `post` may see, the latest first, each once; `asked` is part of the name."""
    newest = IncomingLetter.objects.visible_to(post).filter(document__secrecy=Secrecy.NORMAL).order_by("-pk")
    if not asked:
        names = newest.values_list("document__sender_text", flat=True)[:RECENT]
        return _once(names, limit)
    papers = newest.values("document_id")[:FURTHER]
    known = Document.objects.filter(pk__in=papers, sender_key__contains=text_key(asked)).order_by("-pk")
    return _once(known.values_list("sender_text", flat=True)[:RECENT], limit)


def _once(names: Iterable[str], limit: int) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))[:limit]


def sender_of(post: Post, reference: str) -> str:
    """Who last wrote under the same beginning of ที่ (ศธ 04346/…); empty where nobody did.

    It looks through the whole office, so it answers those alone who see every ordinary letter.
    """
    if not post.has(*SEES_ALL_LETTERS):
        return ""
    beginning, slash, _rest = reference_key(reference).partition("/")
    if not slash or len(beginning) < 3:
        return ""
    rows = Document.objects.filter(
        organisation=post.organisation_id,
        reference_key__gte=f"{beginning}/",
        reference_key__lt=f"{beginning}0",  # "0" follows "/"
        secrecy=Secrecy.NORMAL,
    )
    papers = rows.order_by("-pk").values_list("sender_text", flat=True)[:1]
    return next(iter(papers), "")
