"""The small world of `test_every_url`: our school has one of everything, and all of it is marked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils.translation import override

from documents.files.receive import receive
from documents.models import RegisterEntry, RetentionClass
from eoffice.common import clock
from eoffice.organisations.models import CalendarDay, Organisation, ServiceStandard
from eoffice.people.actions.calendar import DayFacts, add_day
from eoffice.people.actions.delegating import Kind, Wanted, delegate
from eoffice.people.models import Post
from eoffice.people.roles import Role
from tests import factories
from tests.api.caller import token_for
from tests.documents import paper
from tests.letters.telling import arrive, ordered, take
from workflows.engine.models import Notice
from workflows.engine.perform import perform, start
from workflows.letters.actions.routes import RouteFacts, keep_route
from workflows.letters.actions.templates import TemplateFacts, keep_template
from workflows.letters.intake.taking import Found, Place
from workflows.letters.intake.taking import take as take_mail
from workflows.letters.models import (
    Assignment,
    Consultation,
    ExchangeMessage,
    FolderRow,
    IncomingLetter,
    MailAccount,
    MailMessage,
    SavedView,
    SigningFolder,
)

#: Stands in all that is ours: no other agency, and nobody who is logged out, may read it anywhere.
OURS = "ZQMARK"
#: Stands in the words of letters: neither the administrator nor an officer who has no part in them reads it.
OF_LETTERS = "ZQMARK-letter"
#: Who asks, and the mark that must never be shown.
HIDDEN = {"nobody": OURS, "officer": OF_LETTERS, "sysadmin": OF_LETTERS, "theirs": OURS}


@dataclass(frozen=True)
class World:
    """The numbers of our things by name, and the headers and cookie by which each person is known."""

    ids: dict[str, object]
    people: dict[str, tuple[dict[str, str], str]]

    def client(self, who: str) -> Client:
        """A browser and an API client in one, as `who`; errors are answered, not raised."""
        headers, cookie = self.people[who]
        client = Client(raise_request_exception=False, headers=headers)
        if cookie:
            client.cookies["sessionid"] = cookie
        return client


def build() -> World:
    """One of everything at our school, and four people who should not see it."""
    RetentionClass.objects.get_or_create(code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1})
    school = factories.make_school()
    unit = factories.make_unit(school, f"กลุ่ม {OURS}")
    malee = factories.make_malee(school)
    with override("th"):
        ids = {"unit": unit.pk, **_letters(malee, school), **_office(malee, school)}
    elsewhere = factories.make_school(factories.OTHER_SCHOOL, code="ศธ 04346.27")
    keys = (Role.CENTRAL_REGISTRAR, Role.DIRECTOR, Role.SYSADMIN, Role.AUDITOR)
    people = {
        "clerk": malee,
        "officer": factories.make_wipha(school, unit),
        "sysadmin": factories.make_sysadmin(school),
        "theirs": factories.make_person(elsewhere, "theirs", *keys),
    }
    return World(ids, {"nobody": ({}, "")} | {who: _known(post) for who, post in people.items()})


def _letters(malee: Post, school: Organisation) -> dict[str, object]:
    director, head = factories.make_somchai(school), factories.make_section_head(school)
    keeper = factories.make_secret_registrar(school)
    scan = receive([paper.pdf()], name=f"{OF_LETTERS}.pdf", post=malee)
    told = {"subject": f"ขอเชิญประชุม {OF_LETTERS}", "sender": f"สพม. {OF_LETTERS}"}
    letter = ordered(arrive(malee, files=[scan.pk], **told), malee, director, head)
    waiting = take(arrive(malee, reference="ศธ 1/1", **told), malee, "check", "register", "submit")
    secret = take(arrive(malee, reference="ศธ 1/2", secrecy="confidential", **told), malee, "check")
    secret = take(secret, keeper, "register")
    about = {"process": "incoming_letter", "item": letter.pk, "about": "log:1", "at": clock.now()}
    notice = Notice.objects.create(organisation=school, person=head.person, kind="waiting", **about)
    made = {"letter": letter.pk, "waiting": waiting.pk, "secret": secret.pk, "file": scan.pk}
    view = SavedView.objects.create(post=malee, name=OURS, query="")
    words = {"subject": OURS, "body": f"{OURS} {{ผู้ร่าง}}"}
    template = keep_template(TemplateFacts("memo", f"แม่แบบ {OURS}", None, words), by=malee)
    stops = [{"role": "deputy"}]
    route = keep_route(RouteFacts("memo", f"เส้นทาง {OURS}", None, stops), by=malee)
    return (
        made
        | _outgoing(school, malee, keeper)
        | {"exchange": _exchange(school)}
        | _memos(malee, keeper)
        | _orders(malee, keeper)
        | _papers(letter, secret)
        | {"notice": notice.pk, "view": view.pk, "template": template.pk, "route": route.pk}
        | _mails(malee)
    )


def _outgoing(school: Organisation, malee: Post, keeper: Post) -> dict[str, object]:
    """A letter that was submitted for review, and a secret one."""
    told = {
        "subject": f"ขอส่งรายงาน {OF_LETTERS}",
        "body": f"เรียนมาเพื่อทราบ {OF_LETTERS}",
        "recipients": [{"name": f"นาย {OF_LETTERS}", "channel": "post"}],
    }
    plain = perform(start("outgoing_letter", "draft", malee, told), "review", malee)
    hidden = start("outgoing_letter", "draft", keeper, told | {"secrecy": "confidential"})
    director = Post.objects.get(organisation=school, person__username="somchai")
    folder = SigningFolder.objects.create(
        post=director, form_key="once", asked_at=clock.now(), ends_at=clock.now()
    )
    FolderRow.objects.create(folder=folder, letter=plain, place=0, reason=OF_LETTERS)
    return {"outgoing": plain.pk, "secret_outgoing": hidden.pk, "folder": folder.key}


def _exchange(school: Organisation) -> int:
    row = ExchangeMessage(organisation=school, direction="in", kind="accepted", key="1", number=OURS)
    row.stage, row.trouble, row.created_at = "failed", "x", clock.now()
    row.save()
    return int(row.pk)


def _memos(malee: Post, keeper: Post) -> dict[str, object]:
    """A memo that was submitted, and a secret one."""
    told = {"to": f"ผู้อำนวยการ {OF_LETTERS}", "subject": f"ขออนุมัติ {OF_LETTERS}", "body": OF_LETTERS}
    plain = perform(start("memo", "draft", malee, told), "submit", malee)
    hidden = start("memo", "draft", keeper, told | {"secrecy": "confidential"})
    asked = {"people": [keeper.person_id], "question": OF_LETTERS}
    perform(plain, "consult", malee, asked)
    made = Consultation.objects.get()
    return {"consultation": made.pk, "memo": plain.pk, "secret_memo": hidden.pk}


def _orders(malee: Post, keeper: Post) -> dict[str, object]:
    """An order that was looked over, a secret one, and an announcement."""
    told = {"reason": OF_LETTERS, "power": OF_LETTERS, "order": OF_LETTERS, "subject": f"แต่งตั้ง {OF_LETTERS}"}
    about = {"subject": f"ประกาศ {OF_LETTERS}", "body": OF_LETTERS}
    plain = perform(start("order", "draft", malee, told), "offer", malee)
    hidden = start("order", "draft", keeper, told | {"secrecy": "confidential"})
    notice = start("announcement", "draft", malee, about)
    return {"order": plain.pk, "secret_order": hidden.pk, "announcement": notice.pk}


def _mails(malee: Post) -> dict[str, object]:
    """A mail that became a letter, and one that lies among spam."""
    account = MailAccount.objects.create(
        organisation=malee.organisation,
        host="127.0.0.1",
        username=OURS,
        sealed_password=b"",
        since=clock.today(),
        set_by=malee,
        changed_at=clock.now(),
    )
    made: dict[str, object] = {}
    for uid, (name, folder) in enumerate({"mail": "INBOX", "spam_mail": "Junk"}.items()):
        head = f"From: {OF_LETTERS} <{name}@{OURS}.example>\r\nSubject: {OF_LETTERS}\r\n\r\n"
        raw = f"{head}{OF_LETTERS}".encode()
        place = Place(folder, 1, uid, is_spam=folder == "Junk")
        take_mail(account, Found(place, raw, clock.now(), len(raw)))
        made[name] = MailMessage.objects.get(in_spam=place.is_spam).pk
    return made


def _papers(letter: IncomingLetter, secret: IncomingLetter) -> dict[str, object]:
    entry, sealed = (RegisterEntry.objects.get(document=one.document) for one in (letter, secret))
    assignment = Assignment.objects.get(letter=letter)
    return {
        "assignment": assignment.pk,
        "document": letter.document_id,
        "sealed": secret.document_id,
        "entry": entry.pk,
        "secret_entry": sealed.pk,
        "register": entry.register_id,
        "secret_register": sealed.register_id,
    }


def _office(malee: Post, school: Organisation) -> dict[str, object]:
    soon = clock.now() + dt.timedelta(days=1)
    away = delegate(Wanted(Kind.ABSENCE, malee, soon, soon + dt.timedelta(days=2), reason=OURS), by=malee)
    coming = clock.today() + dt.timedelta(days=40)
    day = add_day(DayFacts(coming, CalendarDay.Kind.CLOSURE, OURS), by=malee)
    standard = ServiceStandard.objects.create(
        organisation=school,
        process="incoming_letter",
        speed="normal",
        clock="working_days",
        value=4,
        valid_from=coming,
    )
    factories.browser_of(malee).get("/", headers={"User-Agent": OURS})
    session = UserSession.objects.filter(user_id=str(malee.person_id)).first()
    return {
        "person": malee.person_id,
        "post": malee.pk,
        "delegation": away.pk,
        "day": day.pk,
        "standard": standard.pk,
        "session": session.pk if session else 1,
    }


def _known(post: Post) -> tuple[dict[str, str], str]:
    headers = {"Authorization": f"Bearer {token_for(post)}", "X-Post": str(post.pk)}
    return headers, factories.browser_of(post).cookies["sessionid"].value
