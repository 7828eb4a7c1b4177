"""Take the manual's pictures from a running demo: `python docs/manual/take_pictures.py [ADDRESS]`.

It follows the first day of the manual as each person, so a page that changed its words stops it. Use a demo
made anew: the letters of today are then the ones in the pictures. Needs playwright, Pillow and a `chromium`
in PATH.
"""

from __future__ import annotations

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
README_PICTURES = HERE.parent / "pictures"
PASSWORD = os.environ.get("EOFFICE_DEMO_PASSWORD", "demo-eoffice")
DESK = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
WIDEST = 1000  # pixels of a desktop picture in the manual
LARGEST = 150 * 1024  # bytes
SUBJECT = "ขอเชิญครูเข้าร่วมอบรมการใช้ระบบสำนักงานอิเล็กทรอนิกส์"
TEACHER = "นายปิยะ จันทร์หอม"
WRITTEN = (
    "ตามที่ขอให้โรงเรียนรายงานผลการจัดกิจกรรมวันวิทยาศาสตร์แห่งชาติ นั้น",
    "โรงเรียนได้ดำเนินการเรียบร้อยแล้ว สรุปได้ดังนี้",
    "| กิจกรรม | ผู้เข้าร่วม (คน) |",
    "| การแข่งขันทักษะทางวิทยาศาสตร์ | 120 |",
    "| นิทรรศการ | 320 |",
    "จึงเรียนมาเพื่อโปรดทราบ",
)


class Photographer:
    """One browser on one office."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address.rstrip("/")

    def open(self, page: Page, path: str) -> None:
        """Go to a path of the office."""
        page.goto(self.address + path)

    def page(self, *, phone: bool = False) -> Page:
        """A window of its own, logged out."""
        context = self.browser.new_context(
            locale="th-TH", viewport=PHONE if phone else DESK, reduced_motion="reduce"
        )
        return context.new_page()

    def person(self, name: str, *, phone: bool = False) -> Page:
        """A window in which this demo account is logged in, at its work."""
        page = self.page(phone=phone)
        self.open(page, "/login/")
        page.fill("[name=login]", name)
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.wait_for_selector("main h1")
        return page


def keep(page: Page, name: str, folder: Path = PICTURES, *, full: bool = False) -> None:
    """Save what the window shows, small enough for the manual."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    picture = Image.open(BytesIO(page.screenshot(full_page=full))).convert("RGB")
    if picture.width > WIDEST:
        picture = picture.resize(
            (WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS
        )
    folder.mkdir(parents=True, exist_ok=True)
    where = folder / f"{name}.png"
    picture.quantize(128, dither=Image.Dither.NONE).save(where, optimize=True)
    if where.stat().st_size > LARGEST:
        raise SystemExit(f"{where.name} has {where.stat().st_size} bytes; at most {LARGEST} are wanted")


def clerk_enters(office: Photographer, page: Page) -> str:
    """Step 1 to 3 of the clerk's first day; the path of the new letter."""
    keep(page, "clerk-work")
    office.open(page, "/letters/incoming/")
    page.fill("#q-reference", "ศธ 04399/1842")
    page.fill("#q-dated-on", "-1")
    page.fill("#q-sender", "สพม.ตัวอย่าง")
    page.fill("#q-subject", SUBJECT)
    page.press("#q-subject", "Enter")
    page.wait_for_selector(".entered-number")
    keep(page, "clerk-entered")
    path = page.get_attribute(".entered-words a", "href") or ""
    page.click(".entered a:has-text('เสนอ')")
    page.get_by_label("ข้อเสนอ").fill("เห็นควรส่งครูเข้าร่วม 1 คน")
    page.locator("form.step-form").get_by_role("button", name="เสนอ").click()
    page.wait_for_timeout(1500)
    return path


def open_demo_letter(office: Photographer, page: Page, *states: str) -> None:
    """The newest letter of the demo itself (it has a paper) in the first of these states that has one."""
    for state in states:
        office.open(page, f"/letters/incoming/?state={state}")
        rows = page.locator("main table tbody tr[data-row]").filter(has_not_text=SUBJECT)
        if rows.count():
            rows.first.locator("a[href^='/letters/incoming/']").first.click()
            page.wait_for_selector(".letter-paper")
            page.wait_for_timeout(1500)
            return
    raise SystemExit(f"the demo has no letter in any of the states {states}")


def clerk_looks(office: Photographer, page: Page) -> None:
    """A letter to be submitted, its stamp on the page, and the register as a book."""
    open_demo_letter(office, page, "registered", "submitted")
    keep(page, "clerk-letter")
    page.locator(".paper-bar").get_by_text("จัดตำแหน่งตรา").click()
    page.wait_for_selector(".stamp-mark.is-placed")
    keep(page, "clerk-stamp")
    office.open(page, "/letters/incoming/?state=")
    page.evaluate(
        "document.querySelector('main table').closest('.table-wrap, .card, table').scrollIntoView()"
    )
    keep(page, "clerk-register")


def director_orders(office: Photographer, page: Page, path: str) -> None:
    """The director's first day, on a phone."""
    keep(page, "director-work")
    office.open(page, f"/letters/desk/?at={path.rstrip('/').rsplit('/', 1)[-1]}")
    page.get_by_text("มอบดำเนินการ", exact=True).click()
    if not page.get_by_text(TEACHER, exact=True).first.is_visible():
        page.get_by_text("บุคคลอื่น", exact=True).click()
    page.get_by_text(TEACHER, exact=True).first.click()
    page.get_by_text("สั่งการ", exact=True).first.scroll_into_view_if_needed()
    page.mouse.wheel(0, 160)
    keep(page, "director-order")
    page.locator("#desk-form .desk-go button").click()
    page.get_by_text("แก้คำสั่งการ").first.wait_for()
    keep(page, "director-ordered")
    page.wait_for_timeout(12_000)  # the assignees are told after ten seconds


def teacher_reports(office: Photographer, page: Page, path: str) -> None:
    """The teacher's first day, on a phone."""
    office.open(page, "/")
    keep(page, "teacher-work")
    office.open(page, path)
    page.locator(".about-mine").get_by_role("button", name="รับทราบ").click()
    page.locator(".about-mine").get_by_role("button", name="รายงานผล").wait_for()
    page.wait_for_timeout(2000)  # what is known of the letter is read anew after a step
    page.locator(".about-mine textarea").first.fill("เข้าอบรมแล้ว นำมาขยายผลในที่ประชุมกลุ่มสาระฯ")
    page.evaluate("document.querySelector('.about-mine').scrollIntoView()")
    keep(page, "teacher-letter")
    page.locator(".about-mine").get_by_role("button", name="รายงานผล").click()
    page.locator(".about-mine").get_by_text("เสร็จแล้ว").first.wait_for()


def clerk_closes(office: Photographer, page: Page, path: str) -> None:
    """The last step of the clerk's first day; the whole letter for the README."""
    office.open(page, path)
    page.get_by_label("รหัสแฟ้ม").fill("1.2")
    page.get_by_label("อายุการเก็บ").select_option(label="เรื่องธรรมดาสามัญ 1 ปี")
    page.get_by_role("button", name="ปิดเรื่อง").click()
    page.locator(".about-head").get_by_text("ปิดเรื่องแล้ว").first.wait_for()


def readme(office: Photographer, page: Page) -> None:
    """The two pictures of the README: the register, and a letter under way."""
    office.open(page, "/letters/incoming/")
    keep(page, "register", README_PICTURES)
    open_demo_letter(office, page, "distributed", "in_progress", "submitted")
    keep(page, "letter", README_PICTURES)


def administrator(office: Photographer, page: Page) -> None:
    """The pages of the administrator, and the figures."""
    for name, path in (("people", "/people/"), ("delegations", "/delegations/"), ("calendar", "/calendar/")):
        office.open(page, path)
        keep(page, f"administrator-{name}")
    office.open(page, "/people/")
    page.get_by_role("link", name=TEACHER).click()
    page.wait_for_load_state()
    keep(page, "administrator-person")
    office.open(page, "/kpi/")
    keep(page, "director-figures")


def letter_leaves(office: Photographer, clerk: Page) -> None:
    """A letter to the area office: written, approved, signed on the phone, sent."""
    teacher = office.person("teacher1")
    office.open(teacher, "/letters/outgoing/write/")
    teacher.select_option("[name='recipients[0]organisation']", index=1)
    teacher.fill("[name=subject]", "ขอส่งรายงานผลการจัดกิจกรรมวันวิทยาศาสตร์")
    teacher.fill("[name=body]", "\n".join(WRITTEN))
    teacher.fill("[name=enclosures]", "รายงานผลการจัดกิจกรรม จำนวน 1 เล่ม")
    teacher.wait_for_selector("#preview img")
    teacher.wait_for_timeout(2500)
    keep(teacher, "outgoing-write")
    teacher.get_by_role("button", name="บันทึกร่าง").click()
    teacher.wait_for_selector(".about-steps")
    path = teacher.url.removeprefix(office.address)
    press(teacher, "เสนอตรวจ")
    head = office.person("head.academic")
    office.open(head, path)
    press(head, "เห็นชอบร่าง")
    director = office.person("director", phone=True)
    office.open(director, f"/letters/outgoing/to-sign/?at={path.strip('/').rpartition('/')[2]}")
    director.wait_for_selector("#paper img")
    keep(director, "outgoing-sign")
    director.fill("[name=password]", PASSWORD)
    director.get_by_role("button", name="ลงนาม", exact=True).click()
    director.wait_for_timeout(2000)
    for step in ("ออกเลข", "ตรวจก่อนส่ง", "ส่ง"):
        office.open(clerk, path)
        press(clerk, step)
    office.open(clerk, path)
    clerk.wait_for_selector("#paper img")
    clerk.wait_for_timeout(1500)
    keep(clerk, "outgoing-sent")


def press(page: Page, step: str) -> None:
    """The usual step of a letter's page, and what it answers."""
    page.locator(".about-steps .btn-primary", has_text=step).first.click()
    page.wait_for_timeout(2500)


def main(address: str) -> None:
    """All pictures, in the order of the story."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--lang=th"],
            env={**os.environ, "LANGUAGE": "th"},
        )
        office = Photographer(browser, address)
        front = office.page()
        office.open(front, "/login/")
        keep(front, "login")
        clerk = office.person("clerk")
        path = clerk_enters(office, clerk)
        clerk_looks(office, clerk)
        director_orders(office, office.person("director", phone=True), path)
        teacher_reports(office, office.person("teacher1", phone=True), path)
        clerk_closes(office, clerk, path)
        readme(office, clerk)
        letter_leaves(office, clerk)
        administrator(office, office.person("admin"))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
