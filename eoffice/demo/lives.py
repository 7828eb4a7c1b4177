"""The lives of the demo's letters, each a story told through real steps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

from eoffice.demo import words
from eoffice.demo.cast import Office
from eoffice.demo.play import Story
from eoffice.organisations.calendar import office_clock
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.engine.models import Transition
from workflows.engine.perform import perform, start
from workflows.letters.actions.delivering import bring_back
from workflows.letters.models import Assignment, IncomingLetter

SLOWEST = 2.2  # times as long as usual


@dataclass
class Teller:
    """Tells the letters of one office: who acts, how long people take, what they write."""

    office: Office
    chance: Random

    def __post_init__(self) -> None:
        self.clock = office_clock(self.office.organisation.pk)
        self.clerk = self.office.one(Role.CENTRAL_REGISTRAR)
        self.director = self.office.one(Role.DIRECTOR)

    # How time passes and people choose

    def after(self, at: dt.datetime, minutes: float) -> dt.datetime:
        """An instant of office hours, about so many working minutes later; nobody sleeps for months."""
        spread = max(1.0, min(self.chance.lognormvariate(0, 0.5), SLOWEST) * minutes)
        return self.clock.after_working(at, dt.timedelta(minutes=round(spread)))

    def some(self, number: int) -> list[Post]:
        """A few of those who are given work."""
        workers = self.office.workers()
        return self.chance.sample(workers, min(number, len(workers)))

    def says(self, of: tuple[str, ...]) -> str:
        """One of the usual phrases."""
        return self.chance.choice(of)

    # The stories

    def story(self, at: dt.datetime) -> Story:
        """The life of one letter that comes at the instant; most are plain, some are not."""
        tell = self.chance.choices(
            [self.plain, self.news, self.noted, self.passed_on, self.wrong, self.secret],
            weights=[66, 14, 9, 6, 2, 3],
        )[0]
        return tell(at)

    def plain(self, at: dt.datetime) -> Story:
        """Registered, submitted, ordered, done, closed."""
        subject, order = self.chance.choice(words.SUBJECTS)
        letter, at = yield from self.registered(at, subject)
        letter, at = yield from self.submitted(letter, at)
        people = self.some(self.chance.choices([1, 2, 3], [70, 22, 8])[0])
        parts = ["lead", *self.chance.choices(["co", "cc"], k=len(people) - 1)]
        yield at
        letter = self.order(letter, order, people, parts)
        yield (at := self.after(at, 45))
        letter = perform(letter, "distribute", self.clerk)
        yield from self.done_by(letter, at)

    def news(self, at: dt.datetime) -> Story:
        """A circular that everybody only has to know."""
        letter, at = yield from self.registered(at, self.says(words.NEWS), is_circular=True)
        letter, at = yield from self.submitted(letter, at, words.FOR_NOTICE)
        people = self.some(3)
        yield at
        letter = self.order(letter, "แจ้งผู้เกี่ยวข้องทราบ", people, ["cc"] * len(people))
        yield (at := self.after(at, 30))
        letter = perform(letter, "distribute", self.clerk)
        for assignment in list(letter.assignments.select_related("person")):
            yield (at := self.after(at, 120))
            perform(assignment, "acknowledge", self.post_of(assignment))
        yield from self.closed(letter, at)

    def noted(self, at: dt.datetime) -> Story:
        """The director notes it, and that is all."""
        letter, at = yield from self.registered(at, self.says(words.NEWS))
        letter, at = yield from self.submitted(letter, at, words.FOR_NOTICE)
        yield at
        letter = perform(letter, "order", self.director, {"text": self.says(("ทราบ", "ทราบ เก็บ"))})
        yield from self.closed(letter, at)

    def passed_on(self, at: dt.datetime) -> Story:
        """Straight to the unit whose matter it is."""
        subject, _order = self.chance.choice(words.SUBJECTS)
        letter, at = yield from self.registered(at, subject)
        worker = self.some(1)[0]
        yield (at := self.after(at, 60))
        told = {"unit": worker.unit_id, "person": worker.person_id}
        letter = perform(letter, "forward_unit", self.clerk, told)
        yield from self.done_by(letter, at)

    def wrong(self, at: dt.datetime) -> Story:
        """Not for this office, or the same letter by another channel."""
        subject, _order = self.chance.choice(words.SUBJECTS)
        letter, at = yield from self.arrived(at, subject)
        yield self.after(at, 30)
        first = (
            IncomingLetter.objects.filter(organisation=letter.organisation_id, state="closed")
            .exclude(document__secrecy="confidential")
            .last()
        )
        if first is not None and self.chance.random() < 0.5:
            perform(letter, "duplicate", self.clerk, {"first": first.pk, "note": "ได้รับทางระบบและทางไปรษณีย์"})
        else:
            perform(letter, "return", self.clerk, {"note": "จ่าหน้าถึงหน่วยงานอื่น", "contact": "โทรศัพท์แจ้งผู้ส่ง"})

    def secret(self, at: dt.datetime) -> Story:
        """For the registrar of secret papers and the director alone."""
        registrars = [post for post in self.office.posts.values() if Role.SECRET_REGISTRAR in post.roles]
        if not registrars:
            yield from self.noted(at)
            return
        registrar = registrars[0]
        letter, at = yield from self.arrived(
            at, self.says(words.SECRETS), by=registrar, secrecy="confidential"
        )
        yield (at := self.after(at, 20))
        letter = perform(letter, "check", registrar)
        yield (at := self.after(at, 10))
        letter = perform(letter, "register", registrar)
        yield (at := self.after(at, 30))
        letter = perform(letter, "submit", registrar, {"purpose": words.FOR_DECISION})
        yield (at := self.after(at, 240))
        letter = perform(letter, "order", self.director, {"text": "ทราบ เก็บเข้าแฟ้มลับ"})
        yield self.after(at, 60)
        perform(letter, "close", registrar, {"file_code": "ลับ-01", "retention_class": "by_secret_rule"})

    # Their stretches

    def arrived(self, at: dt.datetime, subject: str, *, by: Post | None = None, **more: Any) -> Any:
        """The letter as somebody enters it; answers it and the instant."""
        yield at
        told = {**self.words_of(at, subject), **more, "confirmed": True}
        return start("incoming_letter", "arrive", by or self.clerk, told), at

    def received(self, letter: IncomingLetter, at: dt.datetime) -> Story:
        """The life of a letter that another agency sent through the system."""
        letter, at = yield from self.entered_in_book(letter, self.after(at, 45))
        bring_back(list(Transition.objects.of(letter.process, letter.pk).filter(step="register")))
        letter, at = yield from self.submitted(letter, at)
        people = self.some(1)
        yield at
        letter = self.order(letter, "มอบดำเนินการตามเสนอ", people, ["lead"])
        yield (at := self.after(at, 45))
        letter = perform(letter, "distribute", self.clerk)
        yield from self.done_by(letter, at)

    def registered(self, at: dt.datetime, subject: str, **more: Any) -> Any:
        """Checked and numbered."""
        letter, at = yield from self.arrived(at, subject, **more)
        letter, at = yield from self.entered_in_book(letter, self.after(at, 12))
        if letter.channel == "email":
            yield (at := self.after(at, 3))
            letter = perform(letter, "ack_sender", self.clerk, {"text": "ได้รับหนังสือแล้ว / Received"})
        return letter, at

    def entered_in_book(self, letter: IncomingLetter, at: dt.datetime) -> Any:
        """Looked through, then numbered."""
        yield at
        letter = perform(letter, "check", self.clerk)
        yield (at := self.after(at, 6))
        return perform(letter, "register", self.clerk), at

    def submitted(self, letter: IncomingLetter, at: dt.datetime, purpose: str = words.FOR_DECISION) -> Any:
        """Up to the director, now and then by the deputy or twice; answers when the order comes."""
        yield (at := self.after(at, 40))
        proposal = {"purpose": purpose, "text": self.says(words.PROPOSALS[purpose])}
        letter = perform(letter, "submit", self.clerk, proposal)
        if self.chance.random() < 0.04:
            yield (at := self.after(at, 90))
            letter = perform(letter, "return_down", self.director, {"note": self.says(words.RETURNS)})
            yield (at := self.after(at, 60))
            letter = perform(letter, "submit", self.clerk, proposal)
        elif "deputy" in self.office.posts and self.chance.random() < 0.15:
            yield (at := self.after(at, 90))
            letter = perform(
                letter, "minute", self.office.posts["deputy"], {"text": self.says(words.MINUTES)}
            )
        waits = {"most_urgent": 30, "very_urgent": 90, "urgent": 200}.get(letter.document.speed, 330)
        return letter, self.after(at, waits)

    def done_by(self, letter: IncomingLetter, at: dt.datetime) -> Story:
        """Everybody named answers, the lead reports, the clerk closes; some are slow."""
        for assignment in list(letter.assignments.exclude(part="lead").select_related("person")):
            yield (at := self.after(at, 60))
            taken = perform(assignment, "acknowledge", self.post_of(assignment))
            if taken.part == "co":
                yield (at := self.after(at, 300))
                perform(taken, "report", self.post_of(assignment), {"text": self.says(words.RESULTS)})
        lead = letter.assignments.select_related("person").get(part="lead")
        yield (at := self.after(at, 90))
        lead = perform(lead, "acknowledge", self.post_of(lead))
        at = yield from self.on_the_way(letter, at)
        lead.refresh_from_db()
        slow = self.chance.random() < 0.13
        days = {"most_urgent": 0.1, "very_urgent": 0.4, "urgent": 1.2}.get(letter.document.speed, 2.2)
        yield (at := self.after(at, 480 * days * (4 if slow else 1)))
        lead = perform(lead, "report", self.post_of(lead), {"text": self.says(words.RESULTS)})
        if self.chance.random() < 0.03:
            yield (at := self.after(at, 200))
            perform(lead, "return", self.director, {"note": "ขอรายละเอียดเพิ่มเติม"})
            yield (at := self.after(at, 300))
            perform(lead, "report", self.post_of(lead), {"text": self.says(words.RESULTS)})
        yield from self.closed(letter, at)

    def on_the_way(self, letter: IncomingLetter, at: dt.datetime) -> Any:
        """Now and then more time, or waiting for somebody outside; answers the instant after it."""
        letter.refresh_from_db()
        luck = self.chance.random()
        if luck < 0.05 and letter.due_at and letter.due_at > at:
            yield (at := self.after(at, 60))
            later = self.clock.due_in_working_days(max(at, letter.due_at), 5)
            perform(
                letter,
                "extend",
                self.director,
                {"due_at": later.isoformat(), "note": self.says(words.EXTENSIONS)},
            )
        elif luck < 0.08:
            yield (at := self.after(at, 200))
            perform(letter, "wait", self.clerk, {"waits_for": words.AREA, "note": "รอคำตอบข้อหารือ"})
            yield (at := self.after(at, 900))
            perform(letter, "resume", self.clerk, {"note": "ได้รับคำตอบแล้ว"})
        return at

    def closed(self, letter: IncomingLetter, at: dt.datetime) -> Story:
        """The clerk files it, mostly within a few days."""
        yield self.after(at, 500)
        letter.refresh_from_db()
        told = {
            "file_code": self.says(words.FILE_CODES),
            "retention_class": self.says(("normal_10y", "routine_1y")),
        }
        perform(letter, "close", self.clerk, told)

    # Details

    def order(
        self, letter: IncomingLetter, text: str, people: list[Post], parts: list[str]
    ) -> IncomingLetter:
        """The director's order to these people."""
        assignees = [
            {"person": post.person_id, "role": part} for post, part in zip(people, parts, strict=True)
        ]
        return perform(letter, "order", self.director, {"text": text, "assignees": assignees})

    def post_of(self, assignment: Assignment) -> Post:
        """The post by which the assignee acts."""
        posts = self.office.posts.values()
        return next(post for post in posts if post.person_id == assignment.person_id)

    def words_of(self, at: dt.datetime, subject: str) -> dict[str, Any]:
        """What a letter says that comes at the instant."""
        sender, code = self.chance.choice(words.SENDERS)
        local = at.astimezone(self.clock.tz)
        written = local.date() - dt.timedelta(days=self.chance.randint(0, 5))
        year = local.year + 543
        filled = subject.format(month=words.MONTHS[local.month - 1], year=year, next_year=year + 1)
        separator = " " if code.endswith("/ว") else "/"
        number = self.chance.randint(20, 4200)
        more: dict[str, Any] = {}
        if self.chance.random() < 0.08:
            more["answers_due_on"] = (
                local.date() + dt.timedelta(days=self.chance.randint(5, 14))
            ).isoformat()
        if subject.startswith("สอบถาม"):
            more["is_question"] = True
        return {
            "sender": sender,
            "reference": f"{code}{separator}{number}" if code else "",
            "dated_on": written.isoformat(),
            "addressee": self.director.position,
            "subject": filled,
            "speed": self.chance.choices(["normal", "urgent", "very_urgent", "most_urgent"], [68, 16, 10, 6])[
                0
            ],
            "channel": self.chance.choices(["system", "email", "post", "hand"], [45, 30, 15, 10])[0],
            **more,
        }
