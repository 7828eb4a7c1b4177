"""My work: what waits for whom, one press away, and several at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from eoffice.common import clock
from eoffice.common.clock import BANGKOK
from eoffice.people.models import Delegation, Post
from eoffice.web.work import span_of, work_of
from tests.letters.telling import arrive, ordered, take
from workflows.engine.perform import perform
from workflows.letters.models import IncomingLetter

FRIDAY = dt.datetime(2026, 11, 20, 10, 0, tzinfo=BANGKOK)


@pytest.fixture
def on_friday() -> object:
    with clock.at(FRIDAY):
        yield


def page_of(post: Post, address: str = "/") -> str:
    client = Client()
    client.force_login(post.person)
    return client.get(address).content.decode()


def press(post: Post, **told: object) -> tuple[int, str]:
    client = Client()
    client.force_login(post.person)
    answer = client.post("/work/steps/", told, follow=True)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("due", "span"),
    [
        (None, "later"),
        (dt.datetime(2026, 11, 20, 9, 59, tzinfo=BANGKOK), "late"),
        (dt.datetime(2026, 11, 20, 23, 59, tzinfo=BANGKOK), "today"),
        (dt.datetime(2026, 11, 22, 12, 0, tzinfo=BANGKOK), "week"),  # Sunday
        (dt.datetime(2026, 11, 23, 0, 0, tzinfo=BANGKOK), "later"),  # Monday
    ],
)
def test_in_which_span_something_falls(due: dt.datetime | None, span: str) -> None:
    assert span_of(due, FRIDAY) == span


@pytest.mark.usefixtures("on_friday")
def test_a_letter_waits_for_the_clerk_then_for_the_director(malee: Post, somchai: Post) -> None:
    letter = arrive(malee)
    assert letter.headline() in page_of(malee)
    assert "ไม่มีงานค้าง" in page_of(somchai)

    take(letter, malee, "check", "register", "submit")

    clerk, director = page_of(malee), page_of(somchai)
    assert "ขอเชิญประชุมผู้บริหารสถานศึกษา" in director
    assert f"จาก {malee.person.name}" in director
    assert "รอผู้อื่น" in clerk  # what she sent on
    assert work_of(malee, now=clock.now()).total == 0


@pytest.mark.usefixtures("on_friday")
def test_an_assignment_comes_from_whoever_ordered_it(malee: Post, somchai: Post, wipha: Post) -> None:
    take(ordered(arrive(malee), malee, somchai, wipha), malee, "distribute")

    (pile,) = work_of(wipha, now=clock.now()).piles
    assert [line.sender for line in pile.lines] == [somchai.person.name]


@pytest.mark.usefixtures("on_friday")
def test_what_waits_for_others_says_whose_it_is_and_for_whom(
    malee: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha, section_head), malee, "distribute")

    for post in (malee, somchai):  # whoever gave it out, and whoever ordered it
        (line,) = work_of(post, now=clock.now()).sent_on
        assert line.item == letter
        assert line.sender == "สพม.ตัวอย่าง"
        assert line.waits_for == f"{wipha.person.name}, {section_head.person.name}"
    assert f"รอ {wipha.person.name}" in page_of(somchai)


@pytest.mark.usefixtures("on_friday")
def test_who_leads_a_letter_does_not_wait_for_others_with_it(
    malee: Post, somchai: Post, wipha: Post, section_head: Post
) -> None:
    letter = take(ordered(arrive(malee), malee, somchai, wipha, section_head), malee, "distribute")
    perform(letter.assignments.get(person=wipha.person), "acknowledge", wipha)

    assert work_of(wipha, now=clock.now()).sent_on == []


@pytest.mark.usefixtures("on_friday")
def test_one_press_takes_the_usual_next_step(malee: Post) -> None:
    letter = arrive(malee)

    status, html = press(malee, one=f"incoming_letter:{letter.pk} check")

    letter.refresh_from_db()
    assert status == 200
    assert letter.state == "checked"
    assert "แล้ว 1 เรื่อง" in html


@pytest.mark.usefixtures("on_friday")
def test_several_at_once_and_what_refused_is_listed_with_its_reason(malee: Post, wipha: Post) -> None:
    letters = [arrive(malee, reference=f"ศธ 04346/{number}") for number in (1, 2, 3)]
    take(letters[2], malee, "check")

    _status, html = press(malee, items=[f"incoming_letter:{one.pk}" for one in letters], step="check")

    states = IncomingLetter.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["checked", "checked", "checked"]
    assert "ไม่สำเร็จ 1 เรื่อง" in html
    assert "แล้ว 2 เรื่อง" in html


@pytest.mark.usefixtures("on_friday")
def test_the_same_form_sent_twice_does_everything_once(malee: Post) -> None:
    letter = arrive(malee)
    told = {"items": [f"incoming_letter:{letter.pk}"], "step": "check", "key": "abc"}

    press(malee, **told)
    _status, html = press(malee, **told)

    assert "ไม่สำเร็จ" not in html
    letter.refresh_from_db()
    assert letter.version == 2  # arrived, checked


@pytest.mark.usefixtures("on_friday")
@pytest.mark.parametrize(
    "ref", ["incoming_letter:999999", "nonsense:1", "incoming_letter:x", "", "incoming_letter:๑"]
)
def test_what_is_not_there_is_said_and_breaks_nothing(malee: Post, ref: str) -> None:
    status, html = press(malee, items=[ref], step="check")

    assert status == 200
    assert "ไม่อยู่ในสิทธิ์" in html


@pytest.mark.usefixtures("on_friday")
def test_a_letter_of_another_agency_is_not_there(malee: Post, pricha: Post) -> None:
    letter = arrive(malee)

    _status, html = press(pricha, one=f"incoming_letter:{letter.pk} check")

    letter.refresh_from_db()
    assert letter.state == "arrived"
    assert letter.document.subject not in html


@pytest.mark.usefixtures("on_friday")
def test_an_officer_who_may_not_is_refused_with_who_may(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = ordered(arrive(malee), malee, somchai, wipha)

    _status, html = press(wipha, one=f"incoming_letter:{letter.pk} distribute")

    letter.refresh_from_db()
    assert letter.state == "ordered"
    assert "ไม่สำเร็จ 1 เรื่อง" in html


@pytest.mark.usefixtures("on_friday")
def test_htmx_gets_the_list_alone(malee: Post) -> None:
    letter = arrive(malee)
    client = Client(headers={"HX-Request": "true"})
    client.force_login(malee.person)

    part = client.post("/work/steps/", {"one": f"incoming_letter:{letter.pk} check"}).content.decode()

    assert "<html" not in part
    assert 'id="work"' in part


@pytest.mark.usefixtures("on_friday")
def test_whoever_stands_in_sees_the_work_and_in_whose_name(malee: Post, somchai: Post, deputy: Post) -> None:
    Delegation.objects.create(
        kind=Delegation.Kind.ACTING,
        principal=somchai,
        delegate=deputy,
        starts_at=FRIDAY - dt.timedelta(hours=1),
        ends_at=FRIDAY + dt.timedelta(days=1),
        created_by=somchai.person,
    )
    letter = take(arrive(malee), malee, "check", "register", "submit")
    assert letter.holder_role == "director"

    assert f"แทน {somchai.position}" in page_of(deputy)


@pytest.mark.usefixtures("on_friday")
def test_work_is_narrowed_by_kind(malee: Post, somchai: Post, wipha: Post) -> None:
    arrive(malee, reference="ศธ 04346/99")
    take(ordered(arrive(malee), malee, somchai, malee, wipha), malee, "distribute")
    assert len(work_of(malee, now=clock.now()).kinds) == 2

    narrowed = work_of(malee, now=clock.now(), kind="assignment")

    assert {line.item.process for pile in narrowed.piles for line in pile.lines} == {"assignment"}
    assert work_of(malee, now=clock.now(), kind="nonsense").kind == ""
