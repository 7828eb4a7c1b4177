"""The administrator's pages, as a browser without script uses them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from eoffice.organisations.models import Organisation, Unit
from eoffice.people.actions.accounts import deactivate
from eoffice.people.models import Clearance, Post, User
from eoffice.people.roles import Role
from tests.factories import browser_of, make_person, queries_of

NARI = {
    "title": "นางสาว",
    "first_name": "นารี",
    "last_name": "มีสุข",
    "username": "Nari",
    "position": "ครู",
    "starts_on": "1/10/2569",
}


@pytest.fixture
def admin(sysadmin: Post) -> Client:
    return browser_of(sysadmin)


def test_a_new_teacher_and_the_slip_that_is_shown_once(admin: Client, academic_unit: Unit) -> None:
    page = admin.post(
        reverse("people:new_person"), {**NARI, "unit": academic_unit.pk, "roles": [Role.SECRETARY]}
    )

    found = re.search(r"<code>(\w{4}-\w{4}-\w{4})</code>", page.content.decode())
    assert found
    nari = User.objects.get(username="nari")
    assert nari.check_password(found[1])
    assert page.headers["Cache-Control"] == "no-store"
    assert found[1] not in admin.get(reverse("people:person", args=[nari.pk])).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"username": "malee"}, "มีผู้ใช้แล้ว"),
        ({"username": "นารี"}, "อักษรอังกฤษ"),
        ({"first_name": "  "}, "กรุณากรอก"),
        ({"starts_on": "31/2/2569"}, "ไม่มีวันที่ 31"),
        ({"starts_on": "1/10/2026"}, "พ.ศ."),
        ({"ends_on": "1/9/2569"}, "ก่อนวันแรก"),
        ({"first_name": "น" * 10_000}, "80"),
        ({"roles": ["headmaster"]}, "headmaster"),
        ({"unit": "999999"}, "กลุ่มงาน"),
        ({"email": "nari@"}, "อีเมล"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    admin: Client, malee: Post, wrong: dict[str, object], sentence: str
) -> None:
    answer = admin.post(reverse("people:new_person"), {**NARI, **wrong})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="มีสุข"' in page
    assert not User.objects.filter(last_name="มีสุข").exists()


def test_the_list_finds_by_name_unit_role_and_state(
    admin: Client, sysadmin: Post, malee: Post, wipha: Post, somchai: Post, academic_unit: Unit
) -> None:
    deactivate(somchai.person, by=sysadmin)

    def names(**filters: str | int) -> set[str]:
        page = admin.get(reverse("people:people"), filters).content.decode()
        return {post.person.username for post in (malee, wipha, somchai) if post.person.name in page}

    assert names() == {"malee", "wipha"}
    assert names(q="มาลี") == {"malee"}
    assert names(q="ครู") == {"wipha"}
    assert names(unit=academic_unit.pk) == {"wipha"}
    assert names(role=Role.CENTRAL_REGISTRAR) == {"malee"}
    assert names(state="closed") == {"somchai"}
    assert names(state="all") == {"malee", "wipha", "somchai"}
    assert names(state="nonsense", role="x", page="-1") == {"malee", "wipha"}


def test_htmx_gets_the_list_alone(admin: Client, malee: Post) -> None:
    part = admin.get(reverse("people:people"), headers={"HX-Request": "true"})

    assert malee.person.name in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]


def test_the_list_costs_the_same_for_any_number(admin: Client, school: Organisation) -> None:
    make_person(school, "first", Role.SECRETARY)
    few = queries_of(admin, reverse("people:people"))
    for at in range(20):
        make_person(school, f"teacher{at}", Role.SECRETARY)

    assert queries_of(admin, reverse("people:people")) == few


def test_somebody_of_another_agency_gets_a_post_and_keeps_the_account_there(
    admin: Client, pricha: Post, school: Organisation
) -> None:
    data = {"username": "Pricha", "position": "ครูช่วยสอน", "starts_on": "วันนี้"}
    answer = admin.post(reverse("people:known_person"), data)

    assert answer.status_code == 302
    page = admin.get(reverse("people:person", args=[pricha.person_id])).content.decode()
    assert pricha.organisation.name in page
    assert reverse("people:new_password", args=[pricha.person_id]) not in page
    assert admin.post(reverse("people:new_password", args=[pricha.person_id])).status_code == 403


def test_an_unknown_user_name_is_told(admin: Client) -> None:
    answer = admin.post(reverse("people:known_person"), {"username": "nobody", "starts_on": "วันนี้"})

    assert (answer.status_code, "ไม่มีชื่อผู้ใช้นี้" in answer.content.decode()) == (422, True)


def test_another_agencys_person_is_not_there(admin: Client, pricha: Post) -> None:
    assert admin.get(reverse("people:person", args=[pricha.person_id])).status_code == 404
    assert admin.post(reverse("people:new_password", args=[pricha.person_id])).status_code == 404


def test_nobody_clears_themselves_and_the_page_says_who_may(admin: Client, sysadmin: Post) -> None:
    answer = admin.post(
        reverse("people:clearance", args=[sysadmin.person_id]),
        {"clearance": Clearance.SECRET, "order_number": "1/2569"},
    )

    assert answer.status_code == 403
    assert "ผู้ดูแลระบบอีกคนหนึ่ง" in answer.content.decode()
    sysadmin.person.refresh_from_db()
    assert sysadmin.person.clearance == Clearance.NORMAL


def test_a_clearance_without_order_is_told_at_its_field(admin: Client, wipha: Post) -> None:
    address = reverse("people:clearance", args=[wipha.person_id])

    assert admin.post(address, {"clearance": "secret"}).status_code == 422
    assert admin.post(address, {"clearance": "secret", "order_number": "5/2569"}).status_code == 302


def test_duties_change_and_posts_end_by_form(admin: Client, wipha: Post) -> None:
    change = {"position": "ครูชำนาญการ", "roles": [Role.SECTION_HEAD], "starts_on": "วันนี้"}
    assert admin.post(reverse("people:change_post", args=[wipha.pk]), change).status_code == 302
    new = Post.objects.in_force().get(person=wipha.person)
    assert new.has(Role.SECTION_HEAD)

    assert admin.post(reverse("people:end_post", args=[new.pk]), {"ends_on": "-1"}).status_code == 422
    assert admin.post(reverse("people:end_post", args=[new.pk]), {"ends_on": "+30"}).status_code == 302


def test_an_account_is_closed_and_opened_by_form(admin: Client, wipha: Post) -> None:
    person = [wipha.person_id]
    assert admin.post(reverse("people:close_account", args=person), {"reason": "ย้าย"}).status_code == 302
    assert not User.objects.get(pk=wipha.person_id).is_active
    assert "ย้าย" in admin.get(reverse("people:person", args=person)).content.decode()

    admin.post(reverse("people:reopen_account", args=person))
    assert User.objects.get(pk=wipha.person_id).is_active


def test_markup_in_a_name_is_text(admin: Client, wipha: Post) -> None:
    User.objects.filter(pk=wipha.person_id).update(first_name="<script>alert(1)</script>")

    assert "<script>alert" not in admin.get(reverse("people:people")).content.decode()


def test_units_and_the_agency_by_form(admin: Client, school: Organisation, academic_unit: Unit) -> None:
    unit = {"name": "งานทะเบียน", "parent": academic_unit.pk, "keeps_own_book": "on"}
    assert admin.post(reverse("people:new_unit"), unit).status_code == 302
    assert admin.post(reverse("people:new_unit"), unit).status_code == 422
    assert "งานทะเบียน" in admin.get(reverse("people:units")).content.decode()

    facts = {"name": school.name, "code": "ศธ 04346.26/12"}
    refused = admin.post(reverse("people:agency"), facts)
    assert (refused.status_code, "เครื่องหมาย /" in refused.content.decode()) == (422, True)
    assert admin.post(reverse("people:agency"), {**facts, "code": "ศธ ๐๔๓๔๖.๒๗"}).status_code == 302
    school.refresh_from_db()
    assert school.code == "ศธ 04346.27"


def test_settings_by_form(admin: Client, school: Organisation) -> None:
    wanted = {
        "route": ["deputy"],
        "circular_run": "general",
        "reserved_days": "๓๐",
        "file_plan": "1.1\r\n\r\n1.2\r\n1.1",
    }
    assert admin.post(reverse("people:settings"), wanted).status_code == 302

    school.refresh_from_db()
    assert school.settings["letters.route"] == ["deputy", "director"]
    assert school.settings["file_plan"] == ["1.1", "1.2"]
    assert admin.post(reverse("people:settings"), {**wanted, "reserved_days": "0"}).status_code == 422


def test_a_standard_by_form(admin: Client) -> None:
    address = reverse("people:standard", args=["incoming_letter..normal"])
    wanted = {"value": "3", "clock": "working_days", "valid_from": "+10"}

    assert admin.post(address, {**wanted, "valid_from": "-1"}).status_code == 422
    assert admin.post(address, wanted).status_code == 302
    assert "3 วันทำการ" in admin.get(reverse("people:standards")).content.decode()
    assert admin.get(reverse("people:standard", args=["nothing"])).status_code == 404
