"""Templates: kept by an office and its units, and drafts that begin from them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from documents.rules import merging
from documents.rules.wording import Wording
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.people.models import Post
from tests import factories
from tests.api.caller import Caller
from tests.letters.telling import arrive, ordered
from tests.letters.test_memos import memo_of
from tests.letters.test_orders import order_of
from workflows.letters.actions.templates import TemplateFacts, begun, drop_template, keep_template, words_of
from workflows.letters.models import DraftTemplate, Memo
from workflows.letters.writing.paper import draw

WORDS = {
    "to": "ผู้อำนวยการ",
    "subject": "ขออนุมัติ{?โครงการ}",
    "body": "ด้วย{กลุ่มงาน}จะจัด{?โครงการ} เสนอโดย {ผู้ร่าง} เรื่อง {เรื่อง} ที่ {เลขที่}",
}


def logged_in(post: Post) -> Client:
    client = Client()
    client.force_login(post.person)
    return client


def kept(by: Post, unit: Any = None, **words: str) -> DraftTemplate:
    return keep_template(TemplateFacts("memo", "ขออนุมัติโครงการ", unit, words or WORDS), by=by)


def test_only_names_are_exchanged_and_nothing_is_run() -> None:
    text = "{ผู้ร่าง} {ผู้ร่าง.password} {{เรื่อง}} {0} %s {?ถาม}"
    assert merging.unknown_in([text]) == ["ผู้ร่าง.password", "0"]
    assert merging.asked_in([text, "{?ถาม}"]) == ["ถาม"]
    done = merging.merged(text, {"drafter": "{?ถาม}"}, {"ถาม": "{ผู้ร่าง}"})
    assert done == "{?ถาม} {ผู้ร่าง.password} {{เรื่อง}} {0} %s {ผู้ร่าง}"


def test_what_the_paper_learns_later_stands_there_once_it_is_known() -> None:
    wording = Wording(kind="memo_note", subject="ก", addressee="ข")
    text = "{เรื่อง} {ผู้รับ} {เลขที่} {วันที่} {ผู้ร่าง}"
    assert (
        merging.on_paper(text, wording, number="", date="")
        == f"ก ข {merging.NOT_YET} {merging.NOT_YET} {{ผู้ร่าง}}"
    )
    assert merging.on_paper("{เลขที่}", wording, number="1/2569", date="") == "1/2569"


def test_a_draft_begins_with_what_is_known_and_what_was_asked(wipha: Post, malee: Post) -> None:
    template = kept(malee)
    with pytest.raises(InvalidInputs) as refused:
        begun(template, wipha, {})
    assert set(refused.value.errors) == {"โครงการ"}
    given = begun(template, wipha, {"โครงการ": "วันวิทยาศาสตร์"})
    assert given["subject"] == "ขออนุมัติวันวิทยาศาสตร์"
    assert wipha.unit is not None
    assert given["body"].startswith(f"ด้วย{wipha.unit.name}จะจัดวันวิทยาศาสตร์ เสนอโดย {wipha.person.name}")
    memo = memo_of(wipha, **given)
    assert b"%PDF" in draw(memo).pdf[:8]


def test_an_answer_knows_what_it_answers(malee: Post, somchai: Post, wipha: Post) -> None:
    letter = ordered(arrive(malee, reference="ศธ 1/77"), malee, somchai, wipha)
    facts = TemplateFacts(
        "outgoing_letter", "ตอบรับ", None, {"body": "ตามหนังสือ {หนังสือที่ตอบ} จาก {ผู้ส่งหนังสือที่ตอบ}"}
    )
    given = begun(keep_template(facts, by=malee), wipha, {}, letter)
    assert "ศธ 1/77" in given["body"]
    assert letter.document.sender_text in given["body"]


def test_an_unknown_field_is_named_with_those_there_are(malee: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        kept(malee, body="เรียน {ผู้ลับ}")
    (sentence,) = refused.value.errors["body"]
    assert "{ผู้ลับ}" in sentence
    assert "{ผู้รับ}" in sentence
    assert "{?ผู้ลับ}" in sentence


def test_a_units_templates_are_its_own(wipha: Post, malee: Post, section_head: Post) -> None:
    office, own = kept(malee), kept(wipha, wipha.unit)
    outside = factories.make_person(malee.organisation, "outside")
    assert set(DraftTemplate.objects.visible_to(section_head)) == {office, own}
    assert set(DraftTemplate.objects.visible_to(outside)) == {office}
    with pytest.raises(NotAllowed):
        kept(wipha)
    with pytest.raises(NotAllowed):
        drop_template(own, by=outside)
    drop_template(own, by=section_head)


def test_two_templates_of_one_unit_have_two_names(malee: Post) -> None:
    kept(malee)
    with pytest.raises(InvalidInputs):
        kept(malee)


def test_another_agency_sees_none(malee: Post, pricha: Post) -> None:
    kept(malee)
    assert not DraftTemplate.objects.visible_to(pricha).exists()


def test_a_draft_becomes_a_template(wipha: Post, deputy: Post) -> None:
    assert words_of(memo_of(wipha))["to"] == "ผู้อำนวยการโรงเรียน"
    said = words_of(order_of(wipha, deputy))
    assert said["power"] == "อาศัยอำนาจตามมาตรา ๓๙"
    assert said["order"] == "จึงแต่งตั้งคณะกรรมการ ดังนี้"


def test_the_words_of_a_secret_paper_become_none(school: Any, secret_registrar: Post) -> None:
    with pytest.raises(NotAllowed):
        words_of(memo_of(secret_registrar, secrecy="confidential"))


def test_the_page_asks_and_then_fills_in(wipha: Post, malee: Post) -> None:
    template, client = kept(malee), logged_in(wipha)
    assert "ขออนุมัติโครงการ" in client.get("/letters/memos/memos/write/").content.decode()
    asking = client.get(f"/letters/memos/memos/write/?template={template.pk}").content.decode()
    assert "โครงการ</label>" in asking
    assert client.get(f"/letters/memos/memos/write/?template={template.pk}&f0=").status_code == 422
    page = client.get(f"/letters/memos/memos/write/?template={template.pk}&f0=ค่ายคณิต").content.decode()
    assert 'value="ขออนุมัติค่ายคณิต"' in page
    assert client.get(f"/letters/memos/orders/write/?template={template.pk}").status_code == 404


def test_templates_are_kept_on_pages(wipha: Post, malee: Post) -> None:
    client, memo = logged_in(wipha), memo_of(wipha)
    page = client.get(f"/letters/templates/new/?from=memo:{memo.pk}").content.decode()
    assert memo.document.subject in page
    form = {
        "name": "ห้องประชุม",
        "unit": wipha.unit_id,
        "w_to": "ผู้อำนวยการ",
        "w_subject": "ขอใช้ห้อง",
        "w_body": "{ผู้ร่าง}",
    }
    address = "/letters/templates/new/?kind=memo"
    assert client.post(address, form | {"w_body": "{ไม่มี}"}).status_code == 422
    assert client.post(address, form | {"unit": ""}).status_code == 403
    assert client.post(address, form).status_code == 302
    made = DraftTemplate.objects.get()
    assert client.post(f"/letters/templates/{made.pk}/", form | {"name": "ห้องใหญ่"}).status_code == 302
    assert "ห้องใหญ่" in client.get("/letters/templates/").content.decode()
    assert client.post(f"/letters/templates/{made.pk}/drop/").status_code == 302
    assert not DraftTemplate.objects.exists()
    assert client.get("/letters/templates/new/?from=memo:999999").status_code == 404


def test_a_program_begins_from_a_template(wipha: Post, malee: Post) -> None:
    clerk, call = Caller(malee), Caller(wipha)
    told = {"kind": "memo", "name": "โครงการ", "words": WORDS}
    call.post("draft-templates/", told, status=403)
    made = clerk.post("draft-templates/", told, status=201)
    assert made["asks"] == ["โครงการ"]
    assert [row["id"] for row in call.get("draft-templates/")["results"]] == [made["id"]]
    call.post(f"draft-templates/{made['id']}/use/", {}, status=422)
    begun_ = call.post(f"draft-templates/{made['id']}/use/", {"answers": {"โครงการ": "กีฬาสี"}})
    draft = call.post(f"{begun_['path']}/", begun_["inputs"], status=201)
    assert Memo.objects.get(pk=draft["id"]).document.subject == "ขออนุมัติกีฬาสี"
    clerk.send("PUT", f"draft-templates/{made['id']}/", told | {"name": "อื่น"}, status=200)
    clerk.send("DELETE", f"draft-templates/{made['id']}/", status=204)
