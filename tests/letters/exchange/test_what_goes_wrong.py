"""Faults of the line and of what comes over it: each has its sentence and its state, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import ipaddress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection

from documents.classes import Secrecy
from documents.files import blobs
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.people.models import Post
from tests.documents import paper
from tests.letters.exchange.conftest import OURS, THEIRS
from tests.letters.exchange.ecms_server import Ecms, Fault, running
from tests.letters.exchange.ecms_server import Letter as Went
from tests.letters.exchange.test_messages import BOMB
from tests.letters.exchange.test_there_and_back import TO_THEM, turn
from tests.letters.test_outgoing import draft, go, sent, signed
from workflows.engine.perform import perform
from workflows.letters.actions.exchanging.fetching import look_everywhere
from workflows.letters.actions.exchanging.lines import settle, take_again
from workflows.letters.exchange import client as line
from workflows.letters.models import ExchangeAccount, ExchangeMessage, IncomingLetter, OutgoingLetter
from workflows.letters.rules.ecms import writing
from workflows.letters.rules.ecms.messages import Address, Attached, Kind, Letter, Notifier, Person

pytestmark = pytest.mark.usefixtures("our_line", "their_line")
PDF = Attached(content=paper.pdf(), mime="application/pdf")


def stranger(**more: object) -> Letter:
    """A letter from an agency of another server."""
    told: dict[str, object] = {
        "number": "ศธ 04001/77",
        "dated_on": dt.date(2026, 11, 1),
        "subject": "ขอเชิญประชุม",
        "secrecy": "001",
        "speed": "001",
        "sender": Person(job_title="ผู้อำนวยการสำนัก", at=Address(ministry="09", department="04001")),
        "main": PDF,
    }
    return Letter(**(told | more))  # type: ignore[arg-type]


def queue(ecms: Ecms, message: Letter | Notifier, agency: str = OURS) -> str:
    (inside,) = writing.outbound(message)
    from xml.etree import ElementTree as ET

    return ecms.put(agency, ET.tostring(inside, encoding="utf-8"))


def letters() -> list[IncomingLetter]:
    return list(IncomingLetter._base_manager.order_by("pk"))


@pytest.fixture
def letter(malee: Post, somchai: Post, wipha: Post, deputy: Post) -> OutgoingLetter:
    return signed(draft(wipha, recipients=TO_THEM), wipha, deputy, somchai)


# What comes


def test_a_bomb_is_kept_sealed_and_stops_nothing_behind_it(ecms: Ecms, malee: Post) -> None:
    ecms.put(OURS, BOMB.encode())
    queue(ecms, stranger())
    turn()
    bomb, _fine = ExchangeMessage.objects.incoming().order_by("pk")
    assert (bomb.kind, bomb.stage) == ("unreadable", "failed")
    assert bomb.trouble
    assert bomb.raw is not None
    assert bomb.raw.is_encrypted
    assert BOMB.encode() in b"".join(blobs.read(bomb.raw))
    assert [one.document.reference for one in letters()] == ["ศธ 04001/77"]
    assert not ecms.queues[OURS]


def test_without_a_process_id_it_stays_and_is_told(
    ecms: Ecms, malee: Post, our_line: ExchangeAccount
) -> None:
    ecms.put(OURS, b"<broken", process_id="&x;")
    turn()
    our_line.refresh_from_db()
    assert "อ่านข้อความแรกในคิวไม่ได้" in our_line.trouble
    assert len(ecms.queues[OURS]) == 1


def test_a_file_that_is_refused_does_not_keep_the_letter_out(ecms: Ecms, malee: Post) -> None:
    evil = Attached(content=b"MZ\x90\x00" + b"\x00" * 200, mime="application/pdf")
    queue(ecms, stranger(enclosures=(evil, PDF)))
    turn()
    (letter,) = letters()
    assert letter.document.file_links.count() == 2  # the letter, and the enclosure that is what it says
    row = ExchangeMessage.objects.incoming().get()
    assert (row.stage, row.incoming) == ("done", letter)
    assert "2569_ศธ04001_77_1" in row.trouble or "MOE04001_77_1" in row.trouble


def test_what_is_missing_is_told_and_the_letter_arrives(ecms: Ecms, malee: Post) -> None:
    queue(ecms, stranger(number="", dated_on=None, subject="", speed="9", main=None))
    turn()
    (letter,) = letters()
    assert letter.document.dated_on is None
    trouble = ExchangeMessage.objects.incoming().get().trouble
    for words in ("ไม่มีเลขที่", "ไม่มีวันที่", "ไม่มีไฟล์", "ชั้นความเร็ว"):
        assert words in trouble


def test_nobody_there_to_take_it_in_and_it_waits(ecms: Ecms, malee: Post) -> None:
    queue(ecms, stranger(secrecy="002"))
    turn()
    assert not letters()
    row = ExchangeMessage.objects.incoming().get()
    assert (row.stage, bool(row.trouble)) == ("waiting", True)
    assert not ecms.queues[OURS]


def test_a_secret_letter_is_sealed_and_goes_to_its_registrar(
    ecms: Ecms, malee: Post, secret_registrar: Post
) -> None:
    queue(ecms, stranger(secrecy="002", subject="สอบวินัยครู"))
    turn()
    (letter,) = letters()
    assert letter.document.secrecy == Secrecy.CONFIDENTIAL
    assert IncomingLetter.objects.visible_to(secret_registrar).filter(pk=letter.pk).exists()
    assert not IncomingLetter.objects.visible_to(malee).filter(pk=letter.pk).exists()
    (link,) = letter.document.file_links.all()
    assert link.file.blob.is_encrypted
    with connection.cursor() as cursor:
        for table in ("letters_exchangemessage", "documents_document", "engine_transition"):
            cursor.execute(f"SELECT * FROM {table}")
            assert "สอบวินัยครู" not in str(cursor.fetchall())


def test_top_secret_is_not_kept_and_its_sender_is_told(ecms: Ecms, malee: Post) -> None:
    queue(ecms, stranger(secrecy="004", subject="ห้ามเก็บ"))
    ecms.letters.append(Went("ศธ 04001/77", "04001", OURS))
    turn()
    assert not letters()
    row = ExchangeMessage.objects.incoming().get()
    assert (row.raw, row.stage) == (None, "failed")
    (_process, told) = ecms.queues["04001"][0]
    assert b"RejectLetterNotifier" in told
    assert "ห้ามเก็บ".encode() not in told


def test_delivered_again_under_another_process_id_it_is_the_same(ecms: Ecms, malee: Post) -> None:
    for _time in range(3):
        queue(ecms, stranger())
        turn()
    assert len(letters()) == 1


def test_sent_back_it_may_come_anew(ecms: Ecms, malee: Post) -> None:
    queue(ecms, stranger())
    turn()
    perform(letters()[0], "return", malee, {"note": "ขาดไฟล์"})
    queue(ecms, stranger())
    turn()
    assert [one.state for one in letters()] == ["returned_to_sender", "arrived"]


def test_killed_between_keeping_and_deleting_it_comes_once(
    ecms: Ecms, malee: Post, our_line: ExchangeAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(ecms, stranger())

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(line.Client, "delete", killed)
        with pytest.raises(KeyboardInterrupt):
            look_everywhere()
    assert ExchangeMessage.objects.incoming().get().deleted_at is None
    turn()
    assert len(letters()) == 1
    assert not ecms.queues[OURS]


def test_one_that_fails_stops_no_other(ecms: Ecms, malee: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    from workflows.letters.actions.exchanging import handling

    queue(ecms, stranger())
    queue(ecms, stranger(number="ศธ 04001/78"))
    real = handling.take_up

    def broken(message: ExchangeMessage) -> object:
        if message.number.endswith("77"):
            raise RuntimeError("a fault of the program")
        return real(message)

    look_everywhere()
    with monkeypatch.context() as patch:
        patch.setattr(handling, "take_up", broken)
        with pytest.raises(ExceptionGroup):
            handling.handle_messages()
    assert [one.document.reference for one in letters()] == ["ศธ 04001/78"]
    handling.handle_messages(clock.now() + dt.timedelta(hours=1))
    assert len(letters()) == 2


# What leaves


def test_a_refusal_fails_the_letter_with_the_servers_words(
    letter: OutgoingLetter, malee: Post, ecms: Ecms
) -> None:
    ecms.refuses = "ไม่รู้จักหน่วยงานปลายทาง"
    sent(letter, malee)
    turn()
    row = letter.recipients.get()
    assert row.result == "failed"
    assert "ไม่รู้จักหน่วยงานปลายทาง" in row.failure
    ecms.refuses = ""
    go(letter, malee, "resend")
    turn()
    assert letter.recipients.get().exchange == "receive_notified"


@pytest.mark.parametrize("knows", [True, False])
def test_too_slow_it_is_asked_what_became_of_it(
    letter: OutgoingLetter,
    malee: Post,
    pricha: Post,
    ecms: Ecms,
    knows: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ExchangeAccount, "client", _hasty(ExchangeAccount.client))
    ecms.slow, ecms.knows_status = 0.6, knows
    sent(letter, malee)
    turn()
    assert letter.recipients.get().exchange == ""
    ecms.slow = 0.0
    turn(clock.now() + dt.timedelta(hours=1))
    assert len(ecms.letters) == 1
    assert IncomingLetter.objects.visible_to(pricha).count() == 1
    assert letter.recipients.get().exchange == "receive_notified"


def _hasty(real: object) -> object:
    return lambda account: real(account, patience=0.3)  # type: ignore[operator]


def test_an_error_page_is_waited_out(letter: OutgoingLetter, malee: Post, ecms: Ecms) -> None:
    ecms.error = 503
    sent(letter, malee)
    turn()
    assert letter.recipients.get().result == "sent"
    assert "503" in ExchangeMessage.objects.outgoing().get().trouble
    ecms.error = 0
    turn(clock.now() + dt.timedelta(hours=1))
    assert letter.recipients.get().exchange == "receive_notified"


def test_a_letter_to_two_agencies_breaks_off_and_each_gets_it_once(
    malee: Post, somchai: Post, wipha: Post, deputy: Post, ecms: Ecms
) -> None:
    ecms.agencies["0434628"] = "โรงเรียนที่สาม"
    to = [*TO_THEM, {"name": "โรงเรียนที่สาม", "channel": "ecms", "address": "09/0434628"}]
    letter = signed(draft(wipha, recipients=to), wipha, deputy, somchai)
    ecms.drop_after = {"CorrespondenceLetterOutboundRequest"}
    sent(letter, malee)
    for hours in range(1, 4):
        turn(clock.now() + dt.timedelta(hours=hours))
        ecms.drop_after = set() if hours == 2 else ecms.drop_after
    turn(clock.now() + dt.timedelta(hours=5))
    assert sorted(one.receiver for one in ecms.letters) == [THEIRS, "0434628"]
    assert {row.result for row in letter.recipients.all()} == {"sent"}


def test_a_secret_letter_does_not_go_over_an_open_line(
    secret_registrar: Post, our_line: ExchangeAccount
) -> None:
    for carries in (False, True):
        our_line.carries_secrets = carries
        our_line.save()
        with pytest.raises(InvalidInputs) as refused:
            draft(secret_registrar, recipients=TO_THEM, secrecy="confidential")
        assert "recipients" in refused.value.errors


def test_a_recipient_has_a_code(wipha: Post) -> None:
    for address in ("", "โรงเรียน", "somebody@example.org"):
        with pytest.raises(InvalidInputs):
            draft(wipha, recipients=[{"name": "ใคร", "channel": "ecms", "address": address}])


def test_an_agency_of_this_server_lends_its_code(wipha: Post, pricha: Post) -> None:
    draft(wipha, recipients=[{"organisation": pricha.organisation_id, "channel": "ecms"}])


def test_without_a_line_the_channel_only_says_how_it_went(
    letter: OutgoingLetter, malee: Post, our_line: ExchangeAccount
) -> None:
    our_line.is_on = False
    our_line.save()
    sent(letter, malee)
    turn()
    assert not ExchangeMessage.objects.exists()
    assert letter.recipients.get().result == "sent"


def test_sent_by_post_meanwhile_it_does_not_go_as_well(
    letter: OutgoingLetter, malee: Post, ecms: Ecms
) -> None:
    ecms.down = True
    letter = sent(letter, malee)
    turn()
    go(letter, malee, "fail", error="โทรแล้ว เครื่องเสีย")
    go(letter, malee, "resend", channel="post")
    ecms.down = False
    turn(clock.now() + dt.timedelta(hours=1))
    assert not ecms.letters
    row = letter.recipients.get()
    assert (row.result, row.channel, row.exchange) == ("sent", "post", "")
    assert ExchangeMessage.objects.outgoing().get().stage == "left"


def test_what_cannot_be_withdrawn_is_sent_all_the_same(
    letter: OutgoingLetter, malee: Post, pricha: Post, ecms: Ecms, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = sent(letter, malee)
    turn()
    perform(IncomingLetter.objects.visible_to(pricha).get(), "return", pricha, {"note": "ขาดไฟล์"})
    turn()
    ecms.letters.clear()  # the server has forgotten it

    def unknown(*_args: object) -> bytes:
        raise Fault("unknown letter")

    monkeypatch.setattr(ecms, "_CorrespondenceDeleteGovernmentDocumentRequest", unknown, raising=False)
    go(letter, malee, "resend")
    turn()
    turn()
    row = letter.recipients.get()
    assert (row.result, row.exchange) == ("sent", "receive_notified")


def test_to_a_corrected_code_after_the_wrong_one(letter: OutgoingLetter, malee: Post, ecms: Ecms) -> None:
    party = letter.recipients.get().party
    party.address = "999"
    party.save()
    letter = sent(letter, malee)
    turn()
    assert "unknown agency" in letter.recipients.get().failure
    go(letter, malee, "resend", address=THEIRS)
    turn()
    assert letter.recipients.get().exchange == "receive_notified"


def test_it_is_not_led_elsewhere(letter: OutgoingLetter, malee: Post, ecms: Ecms) -> None:
    ecms.error = 302
    sent(letter, malee)
    turn()
    assert "302" in ExchangeMessage.objects.outgoing().get().trouble


def test_a_server_that_nobody_vouches_for_is_not_spoken_to(
    ecms: Ecms, our_line: ExchangeAccount, tmp_path: Path
) -> None:
    certificate, key = self_signed()
    (tmp_path / "both.pem").write_bytes(certificate + key)
    with running(ecms, certificate=str(tmp_path / "both.pem")) as address:
        our_line.endpoint = f"{address}/{OURS}/ecms-ws01/service2"
        with pytest.raises(line.Away, match="ใบรับรอง") as away:
            our_line.client().greet()
        assert not away.value.in_doubt
        our_line.certificates = certificate.decode()
        our_line.client().greet()


def self_signed() -> tuple[bytes, bytes]:
    """A certificate of 127.0.0.1 and its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=1,
        not_valid_before=dt.datetime(2020, 1, 1),
        not_valid_after=dt.datetime(2120, 1, 1),
    )
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    signed_by_itself = made.add_extension(here, critical=False).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    kept = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signed_by_itself.public_bytes(pem), kept


# Numbers


def test_what_was_settled_before_is_registered_and_told(ecms: Ecms, malee: Post) -> None:
    queue(ecms, stranger(speed="9"))
    ecms.letters.append(Went("ศธ 04001/77", "04001", OURS))
    turn()
    settle(ExchangeMessage.objects.incoming().get().pk, malee)
    perform(perform(letters()[0], "check", malee), "register", malee)
    turn()
    assert [b"AcceptID" in body for _process, body in ecms.queues["04001"]] == [False, True]


def test_a_second_number_is_doubted_and_told_again_by_hand(
    letter: OutgoingLetter, malee: Post, pricha: Post, ecms: Ecms
) -> None:
    letter = sent(letter, malee)
    turn()
    theirs = IncomingLetter.objects.visible_to(pricha).get()
    perform(perform(theirs, "check", pricha), "register", pricha)
    turn()
    number = letter.recipients.get().their_number
    doubtful = Notifier(
        kind=Kind.ACCEPTED,
        number=letter.document.reference,
        dated_on=letter.document.dated_on,
        accept_number="999/2569",
    )
    queue(ecms, doubtful)
    turn()
    assert letter.recipients.get().their_number == number
    asked = ExchangeMessage.objects.incoming().get(kind="invalid_number", organisation=pricha.organisation_id)
    assert number in asked.trouble
    take_again(asked.pk, pricha)
    turn()
    last = ExchangeMessage.objects.incoming().filter(kind="accepted", organisation=malee.organisation_id)
    assert last.order_by("pk").last().stage == "again"  # type: ignore[union-attr]


def test_news_of_nothing_of_ours_is_told_and_changes_nothing(ecms: Ecms, malee: Post) -> None:
    for kind in (Kind.RECEIVED, Kind.ACCEPTED, Kind.REJECTED, Kind.INVALID_LETTER, Kind.INVALID_NUMBER):
        queue(ecms, Notifier(kind=kind, number="ศธ 9/9", dated_on=None, accept_number="1"))
    turn()
    rows = ExchangeMessage.objects.incoming()
    assert {row.stage for row in rows} == {"failed"}
    assert all(row.trouble for row in rows)
    assert rows.count() == 5
