"""People, units, absences, the calendar, notices and codes, by the API alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from eoffice.common import clock
from eoffice.common.models import DoneOnce
from eoffice.organisations.models import Unit
from eoffice.people.models import AuditEvent, Post, User
from tests.api.caller import Caller
from tests.api.test_a_plain_day import LETTER
from tests.letters.telling import arrive, take
from workflows.engine.models import Notice

NEW_TEACHER: dict[str, Any] = {
    "username": "napha",
    "title": "นางสาว",
    "first_name": "นภา",
    "last_name": "ใจงาม",
    "post": {"position": "ครู", "roles": ["unit_registrar"]},
}


def test_everyone_finds_colleagues_units_and_agencies(malee: Post, wipha: Post, pricha: Post) -> None:
    caller = Caller(malee)

    people = caller.get("people/")["results"]
    assert {row["id"] for row in people} == {malee.person_id, wipha.person_id}
    assert next(row for row in people if row["id"] == wipha.person_id)["posts"][0]["position"] == "ครู"
    assert [row["id"] for row in caller.get("people/", q="วิภา")["results"]] == [wipha.person_id]
    assert [row["id"] for row in caller.get("people/", unit=wipha.unit_id)["results"]] == [wipha.person_id]
    assert [row["id"] for row in caller.get("units/")["results"]] == [wipha.unit_id]
    agencies = {row["id"] for row in caller.get("organisations/")["results"]}
    assert agencies == {malee.organisation_id, pricha.organisation_id}


def test_an_absence_is_entered_seen_before_assigning_and_ended(malee: Post, wipha: Post) -> None:
    now = clock.now()
    body = {
        "kind": "absence",
        "principal": wipha.pk,
        "starts_at": now.isoformat(),
        "ends_at": (now + dt.timedelta(days=2)).isoformat(),
        "reason": "ลาป่วย",
    }

    made = Caller(wipha).post("delegations/", body, status=201)

    assert made["in_force"] is True
    people = {row["id"]: row["away"] for row in Caller(malee).get("people/")["results"]}
    assert people[malee.person_id] is None
    assert people[wipha.person_id]["kind"] == "absence"
    assert Caller(wipha).post(f"delegations/{made['id']}/revoke/")["in_force"] is False
    assert Caller(malee).get("delegations/", in_force="true")["results"] == []


def test_delegations_are_entered_by_few_and_of_the_own_house(
    wipha: Post, malee: Post, somchai: Post, pricha: Post
) -> None:
    body = {
        "kind": "acting",
        "principal": somchai.pk,
        "delegate": malee.pk,
        "starts_at": "2026-01-01T00:00:00+07:00",
        "order_number": "12/2569",
    }

    assert Caller(wipha).post("delegations/", body, status=403)["code"] == "not_allowed"
    assert "principal" in Caller(pricha).post("delegations/", body, status=422)["errors"]
    assert (
        "order_number"
        in Caller(somchai).post("delegations/", {**body, "order_number": ""}, status=422)["errors"]
    )
    Caller(malee).post("delegations/", body, status=403)
    made = Caller(somchai).post("delegations/", body, status=201)
    Caller(pricha).get(f"delegations/{made['id']}/", status=404)
    assert [row["order_number"] for row in Caller(malee).get("me/")["delegations"]] == ["12/2569"]


def test_the_administrator_opens_an_account_and_the_password_is_told_once(sysadmin: Post) -> None:
    caller = Caller(sysadmin)

    made = caller.post("accounts/", NEW_TEACHER, key="k", status=201)

    again = caller.post("accounts/", NEW_TEACHER, key="k", status=201)
    assert again == made
    assert made["one_time_password"] not in str(DoneOnce.objects.get().answer)
    login = {"username": "napha", "password": made["one_time_password"]}
    assert Caller().post("auth/token/", login, status=403)["code"] == "password_must_change"
    account = made["account"]["id"]
    assert [row["roles"] for row in caller.get(f"accounts/{account}/")["posts"]] == [
        ["officer", "unit_registrar"]
    ]


def test_an_account_is_corrected_closed_and_opened_again(sysadmin: Post, wipha: Post) -> None:
    caller, one = Caller(sysadmin), f"accounts/{wipha.person_id}/"
    theirs = Caller(wipha)

    corrected = caller.send(
        "PUT", one, {"title": "นาง", "first_name": "วิภา", "last_name": "สุขใจ"}, status=200
    )
    assert corrected["last_name"] == "สุขใจ"
    assert caller.post(f"{one}deactivate/")["is_active"] is False
    theirs.get("me/", status=401)
    assert caller.post(f"{one}reactivate/")["is_active"] is True
    assert len(caller.post(f"{one}reset-password/")["one_time_password"]) >= 10
    cleared = caller.send(
        "PUT", f"{one}clearance/", {"clearance": "secret", "order_number": "1/2569"}, status=200
    )
    assert cleared["clearance"] == "secret"


def test_posts_and_units_change_hands(sysadmin: Post, wipha: Post, academic_unit: Unit) -> None:
    caller = Caller(sysadmin)

    unit = caller.post("units/", {"name": "กลุ่มบริหารงานบุคคล", "keeps_own_book": True}, status=201)
    post = caller.post(
        f"accounts/{wipha.person_id}/posts/", {"unit": unit["id"], "position": "หัวหน้า"}, status=201
    )
    changed = caller.send(
        "PUT", f"posts/{post['id']}/", {"unit": unit["id"], "roles": ["section_head"]}, status=200
    )
    assert changed["roles"] == ["officer", "section_head"]
    ended = caller.post(f"posts/{post['id']}/end/", {"ends_on": clock.today().isoformat()})
    assert ended["to"] == clock.today().isoformat()
    renamed = caller.send("PUT", f"units/{academic_unit.pk}/", {"name": "วิชาการ"}, status=200)
    assert renamed["name"] == "วิชาการ"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "accounts/"),
        ("GET", "accounts/"),
        ("GET", "accounts/1/"),
        ("PUT", "accounts/1/"),
        ("POST", "accounts/1/deactivate/"),
        ("POST", "accounts/1/reset-password/"),
        ("PUT", "accounts/1/clearance/"),
        ("POST", "accounts/1/posts/"),
        ("PUT", "posts/1/"),
        ("POST", "posts/1/end/"),
        ("POST", "units/"),
        ("PUT", "units/1/"),
        ("POST", "units/1/close/"),
    ],
)
def test_nobody_but_the_administrator_administers(malee: Post, method: str, path: str) -> None:
    assert Caller(malee).send(method, path, status=403)["code"] == "not_allowed"


def test_an_administrator_has_no_hold_on_another_agency(sysadmin: Post, pricha: Post) -> None:
    Caller(sysadmin).get(f"accounts/{pricha.person_id}/", status=404)
    Caller(sysadmin).send("PUT", f"posts/{pricha.pk}/", {"position": "x"}, status=404)
    assert User.objects.get(pk=pricha.person_id).is_active


def test_the_registry_keeps_the_calendar(malee: Post, wipha: Post) -> None:
    caller = Caller(malee)
    day = {"day": "2026-12-31", "kind": "special", "name": "วันหยุดพิเศษ"}

    assert Caller(wipha).post("calendar/days/", day, status=403)["code"] == "not_allowed"
    made = caller.post("calendar/days/", day, status=201)
    assert "day" in caller.post("calendar/days/", day, status=422)["errors"]
    changed = caller.send("PUT", f"calendar/days/{made['id']}/", {**day, "name": "สิ้นปี"}, status=200)
    assert changed["name"] == "สิ้นปี"
    assert [row["day"] for row in Caller(wipha).get("calendar/days/", day_after="2026-12-01")["results"]] == [
        "2026-12-31"
    ]
    assert caller.post("calendar/years/2027/seed/")["entered"] > 10
    settled = caller.send("PUT", "calendar/years/2027/", {"settled": True}, status=200)
    assert settled["confirmed_at"] is not None
    caller.send("DELETE", f"calendar/days/{made['id']}/", status=204)
    caller.send("PUT", "calendar/years/2570/", {"settled": True}, status=422)


def test_office_hours_hold_from_a_day_on(malee: Post) -> None:
    week = [{"weekday": day, "opens": "08:00", "closes": "16:00"} for day in range(5)]
    body = {"valid_from": "2027-01-01", "week": week}

    Caller(malee).post("calendar/hours/", body)

    rows = Caller(malee).get("calendar/hours/")["results"]
    assert [row["opens"] for row in rows if row["valid_from"] == "2027-01-01"] == ["08:00"] * 5
    upside_down = [{"weekday": 0, "opens": "16:00", "closes": "08:00"}]
    told = Caller(malee).post("calendar/hours/", {**body, "week": upside_down}, status=422)
    assert "week[0].closes" in told["errors"]


def test_notices_are_ones_own_and_tell_no_more_than_one_may_see(malee: Post, wipha: Post) -> None:
    letter = arrive(malee, subject="เรื่องที่วิภาไม่เห็น")
    for post in (malee, wipha):
        Notice.objects.create(
            organisation=post.organisation,
            person=post.person,
            kind=Notice.Kind.WAITING,
            process="incoming_letter",
            item=letter.pk,
            about="log:1",
            at=clock.now(),
        )

    mine = Caller(malee).get("notices/", unread="true")["results"]
    assert "เรื่องที่วิภาไม่เห็น" in mine[0]["title"]
    assert Caller(wipha).get("notices/")["results"][0]["title"] is None
    Caller(wipha).post(f"notices/{mine[0]['id']}/read/", status=404)
    assert Caller(malee).post(f"notices/{mine[0]['id']}/read/")["read_at"] is not None
    assert Caller(wipha).post("notices/read/") == {"read": 1}
    assert Caller(malee).get("notices/", unread="true")["results"] == []


def test_codes_are_the_same_for_all(malee: Post) -> None:
    roles = Caller(malee).get("codes/roles/")["results"]
    assert {"code": "director", "label": "ผู้อำนวยการ"} in roles
    processes = {row["code"]: row for row in Caller(malee).get("codes/processes/")["results"]}
    assert processes["incoming_letter"]["path"] == "incoming-letters"
    assert processes["incoming_letter"]["states"][0]["state_class"] == "draft"
    assert "normal_10y" in {row["code"] for row in Caller(malee).get("codes/retention-classes/")["results"]}


def test_audit_events_are_for_auditors_and_administrators(malee: Post, auditor: Post, wipha: Post) -> None:
    Caller(wipha).get(f"incoming-letters/{arrive(malee).pk}/", status=404)

    assert Caller(malee).get("audit-events/")["results"] == []
    seen = Caller(auditor).get("audit-events/", action="refused")["results"]
    assert [row["subject"] for row in seen] == [AuditEvent.objects.get(action="refused").subject]


def test_a_secret_letter_shows_nothing_to_whoever_is_not_let_in(
    malee: Post, secret_registrar: Post, somchai: Post, sysadmin: Post
) -> None:
    body = {**LETTER, "secrecy": "confidential", "subject": "สอบสวนวินัย"}

    made = Caller(malee).post("incoming-letters/", body, status=201, key="k")

    one = f"incoming-letters/{made['id']}/"
    assert made["subject"] is None
    assert "สอบสวน" not in str(DoneOnce.objects.get(key="k").answer)
    assert Caller(secret_registrar).get(one)["subject"] == "สอบสวนวินัย"
    assert AuditEvent.objects.filter(action="secret_opened", actor=secret_registrar.person).exists()
    for other in (somchai, sysadmin):
        Caller(other).get(one, status=404)
        assert Caller(other).get("search/", q="สอบสวน")["results"] == []
        assert Caller(other).get("incoming-letters/", count="true")["count"] == 0
    assert "สอบสวน" not in str(Caller(sysadmin).get("transitions/"))


def test_steps_tell_what_is_open_and_why_not_with_a_schema_of_the_inputs(malee: Post, somchai: Post) -> None:
    letter = take(arrive(malee), malee, "check", "register", "submit")

    steps = {row["name"]: row for row in Caller(somchai).get(f"incoming-letters/{letter.pk}/steps/")}
    theirs = {row["name"]: row for row in Caller(malee).get(f"incoming-letters/{letter.pk}/steps/")}

    order = steps["order"]
    assert set(order) >= {"name", "label", "open", "reason", "clause", "inputs"}
    assert (order["open"], order["reason"], order["clause"]) == (True, "", "ข้อ 26")
    assert order["inputs"]["required"] == ["text"]
    assignee = order["inputs"]["properties"]["assignees"]["items"]["properties"]
    assert assignee["role"]["enum"][:3] == ["lead", "co", "cc"]
    assert assignee["role"]["default"] == "lead"
    assert theirs["order"]["open"] is False
    assert "ผู้อำนวยการ" in theirs["order"]["reason"]


def test_the_sender_may_be_an_agency_of_this_server(malee: Post, pricha: Post) -> None:
    letter = Caller(malee).post("incoming-letters/", {**LETTER, "sender": pricha.organisation_id}, status=201)

    assert letter["sender"] == pricha.organisation.name
    assert letter["sender_organisation"] == pricha.organisation_id


def test_letters_are_joined_and_each_tells_of_the_other(malee: Post, wipha: Post) -> None:
    first, second = arrive(malee), arrive(malee)
    body = {"process": "incoming_letter", "item": first.pk}
    path = f"incoming-letters/{second.pk}/links/"

    assert Caller(malee).post(path, body)["direction"] == "to"

    assert Caller(malee).post(path, body)["item"] == first.pk
    link = Caller(malee).get(f"incoming-letters/{first.pk}/")["links"][0]
    assert (link["kind"], link["direction"], link["item"]) == ("related", "from", second.pk)
    Caller(malee).post(path, {**body, "item": 99999}, status=404)
    Caller(malee).post(path, {**body, "item": second.pk}, status=422)
    Caller(malee).post(path, {**body, "process": "nothing"}, status=422)
    Caller(wipha).post(path, body, status=404)


def test_the_registrar_notes_each_look_into_the_mailbox(malee: Post, wipha: Post) -> None:
    assert Caller(malee).post("mailbox-checks/", {"found": 3}, status=201)["found"] == 3

    told = Caller(wipha).post("mailbox-checks/", {}, status=403)
    assert told["source"] == "ภาคผนวก 7 ข้อ 2"
    assert [row["found"] for row in Caller(wipha).get("mailbox-checks/")["results"]] == [3]


def test_the_agency_decides_for_its_letters(sysadmin: Post, malee: Post) -> None:
    caller = Caller(sysadmin)

    named = caller.send("PUT", "agency/", {"name": "โรงเรียนใหม่", "code": "ศธ ๐๔๓๔๖.๒๖"}, status=200)
    assert (named["name"], named["code"]) == ("โรงเรียนใหม่", "ศธ 04346.26")
    wanted = {**caller.get("agency/settings/"), "route": ["deputy", "director"], "file_plan": ["ศธ 01"]}
    assert caller.send("PUT", "agency/settings/", wanted, status=200) == wanted
    assert Caller(malee).get("agency/settings/") == wanted
    caller.send("PUT", "agency/settings/", {**wanted, "route": ["deputy"]}, status=422)
    Caller(malee).send("PUT", "agency/settings/", wanted, status=403)


def test_standards_hold_from_a_day_on(sysadmin: Post, malee: Post) -> None:
    before = Caller(malee).get("standards/")["results"]
    urgent = next(row for row in before if row["process"] == "incoming_letter" and row["speed"] == "urgent")
    body = {
        **{name: urgent[name] for name in ("process", "milestone", "speed")},
        "clock": "working_days",
        "value": 2,
        "valid_from": clock.today().isoformat(),
    }

    Caller(malee).post("standards/", body, status=403)
    after = Caller(sysadmin).post("standards/", body)["results"]

    changed = [row for row in after if row not in before]
    assert [(row["speed"], row["clock"], row["value"]) for row in changed] == [("urgent", "working_days", 2)]
