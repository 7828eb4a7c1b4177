# ruff: noqa: E501 -- a table reads best as lines
"""A school in the middle of a working day, for looking at pages: every letter here took its real steps."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from documents.files.receive import receive
from documents.models import RetentionClass
from eoffice.common import clock
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post
from tests import factories
from tests.documents.paper import pdf
from tests.letters.telling import take
from workflows.engine.perform import perform, start
from workflows.letters.models import IncomingLetter

NOW = dt.datetime(2026, 11, 24, 10, 40, tzinfo=clock.BANGKOK)  # a Tuesday

#: sender, ที่, subject, speed, how far it went
LETTERS = [
    ("สพม.ตัวอย่าง", "ศธ 04346/ว 790", "การสำรวจข้อมูลนักเรียนยากจนพิเศษ ภาคเรียนที่ 2/2569", "normal", "close"),
    ("ที่ว่าการอำเภอเมืองตัวอย่าง", "ตย 0118/ว 2210", "ขอเชิญร่วมพิธีเนื่องในวันชาติและวันพ่อแห่งชาติ", "normal", "report"),
    ("เทศบาลเมืองตัวอย่าง", "ตย 52001/1422", "ขอความอนุเคราะห์ใช้สถานที่จัดกิจกรรมวันลอยกระทง", "urgent", "report"),
    ("โรงพยาบาลตัวอย่าง", "ตย 0033.3/4471", "กำหนดการฉีดวัคซีนป้องกันไข้หวัดใหญ่นักเรียนชั้นมัธยมศึกษาปีที่ 1", "normal", "acknowledge"),
    ("สพม.ตัวอย่าง", "ศธ 04346/ว 801", "ประกาศผลการประเมินสถานศึกษาปลอดภัย ปีการศึกษา 2569", "normal", "settle"),
    ("สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน", "ศธ 04010/ว 3318", "แนวทางการรายงานผลการดำเนินงานระบบดูแลช่วยเหลือนักเรียน", "urgent", "distribute"),
    ("สพม.ตัวอย่าง", "ศธ 04346/ว 808", "ขอให้รายงานข้อมูลอัตรากำลังข้าราชการครูและบุคลากรทางการศึกษา", "very_urgent", "distribute"),
    ("มหาวิทยาลัยตัวอย่าง", "อว 0601.02/5120", "ขอความอนุเคราะห์ให้นักศึกษาฝึกปฏิบัติการสอนในสถานศึกษา", "normal", "order"),
    ("สพม.ตัวอย่าง", "ศธ 04346/3390", "แจ้งจัดสรรงบประมาณค่าซ่อมแซมอาคารเรียน งวดที่ 2", "urgent", "submit"),
    ("สพม.ตัวอย่าง", "ศธ 04346/ว 811", "การเตรียมความพร้อมรับการนิเทศ ติดตาม และประเมินผลการจัดการศึกษา", "very_urgent", "submit"),
    ("สถานีตำรวจภูธรเมืองตัวอย่าง", "ตช 0018(ตย)/2291", "ขอเชิญประชุมคณะกรรมการป้องกันยาเสพติดในสถานศึกษา", "normal", "submit"),
    ("สพม.ตัวอย่าง", "ศธ 04346/ว 812", "ขอเชิญประชุมผู้บริหารสถานศึกษา ครั้งที่ 11/2569", "most_urgent", "submit"),
    ("สมาคมผู้ปกครองและครู", "สปค 45/2569", "ขอส่งรายชื่อผู้แทนผู้ปกครองเครือข่ายระดับชั้น", "normal", "register"),
    ("บริษัท ตัวอย่างการพิมพ์ จำกัด", "", "เสนอราคาจัดพิมพ์วารสารโรงเรียน", "normal", "register"),
    ("สพม.ตัวอย่าง", "ศธ 04346/ว 815", "การคัดเลือกนักเรียนเพื่อรับทุนการศึกษามูลนิธิ ประจำปี 2569", "urgent", "check"),
    ("ที่ว่าการอำเภอเมืองตัวอย่าง", "ตย 0118/ว 2255", "แจ้งกำหนดการเลือกตั้งผู้แทนครูในคณะกรรมการสถานศึกษา", "normal", "arrive"),
    ("สำนักงานสาธารณสุขจังหวัดตัวอย่าง", "ตย 0032/ว 6120", "มาตรการเฝ้าระวังโรคอาหารเป็นพิษในโรงเรียน", "very_urgent", "arrive"),
]  # fmt: skip
WAY = ["arrive", "check", "register", "submit", "order", "distribute", "acknowledge", "report", "close"]


@dataclass
class Cast:
    """Who works at the school."""

    school: Organisation
    malee: Post
    somchai: Post
    deputy: Post
    section_head: Post
    wipha: Post
    teachers: list[Post]
    registrar: Post


def seed(now: dt.datetime = NOW, paper: bytes | None = None) -> Cast:
    """Fill an empty database; answers the cast. The last letter came some hours before `now`.

    `paper` is the PDF of every letter; an empty page unless told.
    """
    cast = _cast()
    made = paper or pdf()
    for number, row in enumerate(LETTERS):
        with clock.at(now - dt.timedelta(hours=5 * (len(LETTERS) - number))):
            file = receive(
                io.BytesIO(made + b"% " + str(number).encode()),
                name=f"{row[1] or row[0]}.pdf",
                post=cast.malee,
            )
            _letter(cast, number, file.pk, *row)
    return cast


def _cast() -> Cast:
    school = factories.make_school()
    academic = factories.make_unit(school)
    for name in ("กลุ่มบริหารงบประมาณ", "กลุ่มบริหารงานบุคคล", "กลุ่มบริหารทั่วไป"):
        factories.make_unit(school, name)
    RetentionClass.objects.get_or_create(
        code="normal_10y", defaults={"clause": "ข้อ 57", "order": 1, "label_th": "ปกติ 10 ปี", "years": 10}
    )
    names = [
        ("นางสาว", "จันทร์เพ็ญ", "พรหมดี"),
        ("นาย", "อนุชา", "แก้วใส"),
        ("นาง", "สุดา", "ทองคำ"),
        ("นาย", "ธีระ", "มีสุข"),
    ]
    teachers = [
        factories.make_person(school, f"teacher{n}", name=name, unit=academic if n < 3 else factories.make_unit(school, "กลุ่มบริหารทั่วไป"))
        for n, name in enumerate(names, 1)
    ]  # fmt: skip
    return Cast(
        school=school,
        malee=factories.make_malee(school),
        somchai=factories.make_somchai(school),
        deputy=factories.make_deputy(school),
        section_head=factories.make_section_head(school, academic),
        wipha=factories.make_wipha(school, academic),
        teachers=teachers,
        registrar=factories.make_secret_registrar(school),
    )


def _letter(
    cast: Cast, number: int, file: int, sender: str, reference: str, subject: str, speed: str, to: str
) -> None:
    told = {
        "sender": sender,
        "reference": reference,
        "dated_on": (clock.today() - dt.timedelta(days=3)).isoformat(),
        "addressee": "ผู้อำนวยการโรงเรียนตัวอย่างวิทยา",
        "subject": subject,
        "speed": speed,
        "channel": "email" if number % 3 else "post",
        "files": [file],
        "confirmed": True,
    }
    letter: IncomingLetter = start("incoming_letter", "arrive", cast.malee, told)
    way = WAY[1 : WAY.index("order") + 1] if to == "settle" else WAY[1 : WAY.index(to) + 1]
    for step in way:
        letter = _take(cast, letter, step, number, settle=to == "settle")


def _take(cast: Cast, letter: IncomingLetter, step: str, number: int, *, settle: bool) -> IncomingLetter:
    lead = [cast.wipha, *cast.teachers][number % 3]
    if step == "submit":
        return take(letter, cast.malee, step, text="เห็นควรมอบกลุ่มที่เกี่ยวข้องดำเนินการและรายงานผล")
    if step == "order":
        assignees = [
            {"person": lead.person_id, "role": "lead"},
            {"person": cast.section_head.person_id, "role": "co"},
            {"person": cast.deputy.person_id, "role": "cc"},
        ]
        text = "ทราบ" if settle else "มอบดำเนินการตามเสนอ และรายงานผลให้ทราบ"
        return take(letter, cast.somchai, step, text=text, assignees=[] if settle else assignees)
    if step in {"acknowledge", "report"}:
        told = {"text": "ดำเนินการเรียบร้อยแล้ว ส่งข้อมูลครบถ้วน"} if step == "report" else {}
        perform(letter.assignments.get(part="lead"), step, lead, told)
        letter.refresh_from_db()
        return letter
    return take(letter, cast.malee, step)
