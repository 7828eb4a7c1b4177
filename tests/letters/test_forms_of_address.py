"""Salutation and closing follow the recipient; the administrator edits the table, and nobody is stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.people.models import AuditEvent, Post
from tests.api.caller import Caller
from tests.letters.test_outgoing import draft
from workflows.letters.actions.addressing import drop_address, keep_address, restore_addresses
from workflows.letters.models.salutation import addresses_of
from workflows.letters.rules.salutations import SEED, Address, belongs, envelope_word, found_for
from workflows.letters.writing.remarks import remarks_on


def logged_in(post: Post) -> Client:
    client = Client()
    client.force_login(post.person)
    return client


@pytest.mark.parametrize(
    ("recipient", "salutation"),
    [
        ("นายกรัฐมนตรี", "กราบเรียน"),
        ("นายกรัฐมนตรี (ผ่านปลัดสำนักนายกรัฐมนตรี)", "กราบเรียน"),
        ("พระครูวิมล เจ้าอาวาสวัดใหม่", "นมัสการ"),
        ("พระมหาสมชาย", "นมัสการ"),
        ("สมเด็จพระราชาคณะ วัดโพธิ์", "นมัสการ"),
    ],
)
def test_a_known_position_has_its_form(recipient: str, salutation: str) -> None:
    found = found_for(recipient, SEED)
    assert found is not None
    assert found.salutation == salutation


@pytest.mark.parametrize(
    "recipient", ["ผู้อำนวยการสำนักงานเขต", "นายกรัฐมนตรีสมาคมครู", "ประธานวุฒิสภาเยาวชน", "พระนครศรีอยุธยา", ""]
)
def test_whose_position_is_unknown_is_ordinary(recipient: str) -> None:
    assert found_for(recipient, SEED) is None


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        ("พระมหากษัตริย์", "king"),
        ("พระบาทสมเด็จพระเจ้าอยู่หัว", "king"),
        ("สมเด็จพระนางเจ้า ฯ พระบรมราชินี", "queen-and-crown-prince"),
        ("สมเด็จพระเจ้าลูกเธอ เจ้าฟ้า", "chao-fa"),
        ("พระเจ้าวรวงศ์เธอ พระองค์เจ้า", "phra-chao-worawongthoe"),
        ("หม่อมเจ้าชาตรี", "mom-chao"),
        ("สมเด็จพระสังฆราชเจ้า กรมหลวง", "supreme-patriarch-prince"),
        ("สมเด็จพระพุฒาจารย์", "chao-fa"),  # a monk, or of royal rank: a person tells
    ],
)
def test_nobody_of_royal_rank_gets_a_form_by_itself(recipient: str, code: str) -> None:
    found = found_for(recipient, SEED)
    assert found is not None
    assert (found.code, found.by_hand) == (code, True)


def test_a_name_may_follow_at_once_where_the_table_says_so() -> None:
    table = [replace(SEED[0], known=("ครู…", "กำนัน"))]
    assert found_for("ครูใหญ่", table) == table[0]
    assert found_for("กำนัน ตำบลในเมือง", table) == table[0]
    assert found_for("กำนันตำบลในเมือง", table) is None


def test_a_closing_belongs_to_its_salutation() -> None:
    assert belongs("เรียน", "ขอแสดงความนับถือ", SEED) == ()
    assert belongs("กราบเรียน", "ขอแสดงความนับถือ", SEED) == ("ขอแสดงความนับถืออย่างยิ่ง",)
    assert len(belongs("นมัสการ", "ขอแสดงความนับถือ", SEED)) == 3
    assert belongs("สวัสดี", "ลาก่อน", SEED) == ()
    assert belongs("เรียน", "", SEED) == ()
    assert belongs("ทูล พระองค์เจ้า ก ทราบฝ่าพระบาท", "ควรมิควรแล้วแต่จะโปรด", SEED) == ()


def test_the_envelope_bears_the_word_of_the_rank() -> None:
    assert envelope_word("นมัสการ", SEED) == "นมัสการ"
    assert envelope_word("ทูล หม่อม ทราบฝ่าพระบาท", SEED) == "ทูล"
    assert envelope_word("ถึง", SEED) == "ถึง"


def test_the_administrator_edits_the_table(sysadmin: Post, wipha: Post) -> None:
    before = addresses_of(sysadmin.organisation_id)
    assert before == SEED
    own = Address(
        code="",
        recipients="ผู้ใหญ่",
        salutation="เรียน",
        second="ท่าน",
        first="กระผม",
        closing="ด้วยความเคารพ",
        envelope="เรียน",
    )
    with pytest.raises(NotAllowed):
        keep_address(own, by=wipha)
    kept = keep_address(own, by=sysadmin)
    drop_address("king", by=sysadmin)
    codes = [row.code for row in addresses_of(sysadmin.organisation_id)]
    assert codes == [*(row.code for row in SEED if row.code != "king"), kept.code]
    assert belongs("เรียน", "ด้วยความเคารพ", addresses_of(sysadmin.organisation_id)) == ()
    restore_addresses(by=sysadmin)
    assert len(addresses_of(sysadmin.organisation_id)) == len(SEED) + 1
    noted = AuditEvent.objects.filter(subject__startswith="address_form:").values_list("action", flat=True)
    assert sorted(noted) == ["address_form_dropped", "address_form_set", "address_forms_restored"]


def test_the_ordinary_form_stays(sysadmin: Post) -> None:
    with pytest.raises(InvalidInputs):
        drop_address("ordinary", by=sysadmin)


def test_a_closing_of_another_rank_is_remarked_and_not_refused(wipha: Post) -> None:
    letter = draft(wipha, salutation="กราบเรียน", closing="ขอแสดงความนับถือ")
    told = remarks_on(letter.document.texts.get().wording, letter.organisation_id)
    assert "ขอแสดงความนับถืออย่างยิ่ง" in told[0]
    page = logged_in(wipha).get(letter.get_absolute_url()).content.decode()
    assert told[0] in page


def test_who_is_of_royal_rank_and_addressed_like_everybody_is_remarked(wipha: Post) -> None:
    def remarks(name: str, **more: str) -> list[str]:
        letter = draft(wipha, recipients=[{"name": name, "channel": "post"}], **more)
        return remarks_on(letter.document.texts.get().wording, letter.organisation_id)

    assert "พระมหากษัตริย์" in remarks("พระมหากษัตริย์")[0]
    assert remarks("สมเด็จพระพุฒาจารย์", salutation="นมัสการ", closing="ขอนมัสการด้วยความเคารพอย่างยิ่ง") == []
    assert remarks("ผู้ว่าราชการจังหวัด") == []


def test_the_page_of_the_table_edits_a_row(sysadmin: Post, wipha: Post) -> None:
    client = logged_in(sysadmin)
    assert "พระราชาคณะ" in client.get("/agency/addresses/").content.decode()
    form = {
        "recipients": "พระสงฆ์",
        "salutation": "นมัสการ",
        "closing": "ด้วยความเคารพ",
        "envelope": "นมัสการ",
        "known": "พระครู\nพระมหา",
    }
    assert client.post("/agency/addresses/monk/", form).status_code == 302
    monk = next(row for row in addresses_of(sysadmin.organisation_id) if row.code == "monk")
    assert (monk.closing, monk.known) == ("ด้วยความเคารพ", ("พระครู", "พระมหา"))
    assert client.post("/agency/addresses/monk/", form | {"closing": ""}).status_code == 422
    assert logged_in(wipha).get("/agency/addresses/").status_code == 403
    assert client.post("/agency/addresses/king/drop/").status_code == 302
    assert client.get("/agency/addresses/king/").status_code == 404


def test_a_program_asks_how_somebody_is_addressed(wipha: Post, sysadmin: Post) -> None:
    call, admin = Caller(wipha), Caller(sysadmin)
    found = call.get("addresses/?for=นายกรัฐมนตรี")["results"]
    assert [row["closing"] for row in found] == ["ขอแสดงความนับถืออย่างยิ่ง"]
    assert [row["code"] for row in call.get("addresses/?for=ผู้ปกครอง")["results"]] == ["ordinary"]
    royal = call.get("addresses/?for=พระมหากษัตริย์")["results"]
    assert [row["code"] for row in royal] == [row.code for row in SEED if row.by_hand]
    told = {"recipients": "ผู้ปกครอง", "salutation": "เรียน", "closing": "ด้วยรัก", "envelope": "เรียน"}
    call.post("addresses/", told, status=403)
    made = admin.post("addresses/", told, status=201)
    assert admin.get(f"addresses/{made['code']}/")["closing"] == "ด้วยรัก"
