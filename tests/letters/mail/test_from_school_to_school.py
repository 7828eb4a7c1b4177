"""School A mails school B: by SMTP into B's mailbox, taken in there, answered, and acknowledged at A."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from eoffice.people.models import Post
from tests.letters.mail.conftest import Mailbox, Post_office, account_of, free_port
from tests.letters.mail.stories import file_names, sweep
from tests.letters.test_outgoing import draft, sent, signed
from workflows.letters.actions.posting import mail_letters
from workflows.letters.intake.answering import send_answers
from workflows.letters.models import IncomingLetter


@pytest.fixture
def second_mailbox() -> Iterator[Mailbox]:
    found = Mailbox(free_port())
    found.start()
    yield found
    found.stop()


def test_a_letter_goes_by_mail_and_its_receipt_comes_back(
    malee: Post,
    somchai: Post,
    wipha: Post,
    deputy: Post,
    pricha: Post,
    mailbox: Mailbox,
    second_mailbox: Mailbox,
    post_office: Post_office,
) -> None:
    for post, address, box in (
        (malee, "saraban@first.example", mailbox),
        (pricha, "saraban@second.example", second_mailbox),
    ):
        post.organisation.email, post.organisation.phone = address, "0 2000 0101"
        post.organisation.save()
        account_of(post, box)
        post_office.mailboxes[address] = box
    to_b = [{"name": "ผู้อำนวยการโรงเรียนบ้านทดลอง", "channel": "email", "address": "saraban@second.example"}]
    letter = sent(signed(draft(wipha, recipients=to_b, speed="urgent"), wipha, deputy, somchai), malee)

    assert mail_letters() == 1
    assert sweep(pricha) == 1
    theirs = IncomingLetter.objects.visible_to(pricha).get()
    assert theirs.document.subject == letter.document.subject
    assert theirs.document.speed == "urgent"
    assert theirs.document.reference == letter.document.reference
    assert file_names(theirs) == [letter.file_name]

    assert send_answers() == 1
    assert sweep(malee) == 0
    letter.refresh_from_db()
    row = letter.recipients.get()
    assert (letter.state, row.result) == ("acknowledged", "acknowledged")
    assert "saraban@second.example" in row.proof
    assert row.mails.get().kind == "receipt"

    # And there it ends: neither answers the other again.
    assert send_answers() == 0
    assert (sweep(malee), sweep(pricha)) == (0, 0)
