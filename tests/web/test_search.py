"""Finding a letter again."""

from __future__ import annotations

import pytest
from django.test import Client

from eoffice.people.models import Post
from tests.letters.telling import arrive, take


def found(post: Post, asked: str, **more: str) -> str:
    client = Client()
    client.force_login(post.person)
    return client.get("/search/", {"q": asked, **more}).content.decode()


@pytest.mark.parametrize(
    "asked",
    ["ประชุม", "ผู้บริหาร ประชุม", "04346/ว 812", "ศธ๐๔๓๔๖/ว๘๑๒", "สพม.ตัวอย่าง", "ขอ เชิญ", "1", "๑/๒๕๖๙"],
)
def test_any_part_finds_it(malee: Post, asked: str) -> None:
    letter = take(arrive(malee), malee, "check", "register")
    year = str(letter.receive_year)

    assert "ขอเชิญประชุมผู้บริหารสถานศึกษา" in found(malee, asked.replace("๒๕๖๙", year))


@pytest.mark.parametrize("asked", ["ไม่มีคำนี้", "999999", "/", "\x00", "' OR 1=1 --", "%", "_"])
def test_what_is_not_there_is_not_found_and_said_kindly(malee: Post, asked: str) -> None:
    arrive(malee)

    page = found(malee, asked)

    assert "ขอเชิญประชุมผู้บริหารสถานศึกษา" not in page


def test_nobody_finds_the_letters_of_another_agency(malee: Post, pricha: Post) -> None:
    arrive(malee)

    assert "ขอเชิญประชุมผู้บริหารสถานศึกษา" not in found(pricha, "ประชุม")


def test_an_officer_finds_only_what_names_her(malee: Post, wipha: Post) -> None:
    arrive(malee)

    assert "ขอเชิญประชุมผู้บริหารสถานศึกษา" not in found(wipha, "ประชุม")


def test_a_secret_subject_is_not_found_by_its_words(malee: Post, secret_registrar: Post) -> None:
    arrive(secret_registrar, subject="เรื่องลับสุดยอด", secrecy="confidential", reference="ลับ 7")

    assert "เรื่องลับสุดยอด" not in found(malee, "สุดยอด")
    assert "เรื่องลับสุดยอด" not in found(secret_registrar, "สุดยอด").replace('value="สุดยอด"', "")


def test_the_next_page_goes_on_where_the_first_ended(malee: Post) -> None:
    for number in range(32):
        arrive(malee, reference=f"ศธ 1/{number}", subject=f"แจ้งเวียน {number:02}")

    first = found(malee, "แจ้งเวียน")
    assert first.count("data-row") == 30
    assert "before=" in first
    before = first.split("before=")[1].split('"')[0].split("&")[0]
    assert found(malee, "แจ้งเวียน", before=before).count("data-row") == 2
