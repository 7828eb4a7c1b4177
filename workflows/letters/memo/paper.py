"""How a memo lies on its paper: the text, its writer, then the opinions and the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.rules.wording import Wording
from eoffice.common import clock
from eoffice.common.thai.dates import full_date
from workflows.letters.memo.states import WORD, Decision
from workflows.letters.writing.paper import without_owner

if TYPE_CHECKING:
    from documents.rendering.papers import Paper
    from workflows.letters.models import Memo, MemoMinute


def laid_out(memo: Memo, wording: Wording) -> Paper:
    """On the paper of form 29 (ข้อ 12, 26)."""
    from documents.rendering import papers

    post = memo.drafted_by
    return papers.Memo(
        **without_owner(memo, wording)
        | {
            "signature": papers.Signature(
                name=post.person.name if post else "",
                position=post.position if post else "",
                typed=memo.submitted_at is not None,
            )
        },
        unit=memo.unit.name if memo.unit else "",
        number=memo.document.reference,
        subject=wording.subject,
        salutation=wording.salutation,
        to=wording.addressee,
        is_a5=wording.sheet == "a5",
        endorsements=tuple(_minute(each) for each in memo.minutes.all()) if memo.pk else (),
    )


def _minute(written: MemoMinute) -> Any:
    from documents.rendering import papers

    word = WORD[Decision(written.decision)] if written.decision else ""
    return papers.Endorsement(
        text=" ".join(filter(None, [word, written.words])),
        name=written.signed_name,
        position=written.signed_position,
        dated=full_date(written.written_at.astimezone(clock.BANGKOK).date()),
    )
