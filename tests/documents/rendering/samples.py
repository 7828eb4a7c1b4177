"""One paper of each kind, as an office would write it; full of what is hard in Thai."""

from __future__ import annotations

import dataclasses
import datetime as dt

from documents.rendering.bodies import Item, Numbered, Paragraph, Table
from documents.rendering.papers import (
    Announcement,
    Attendee,
    Bylaw,
    Certificate,
    Communique,
    Contact,
    Enclosure,
    Endorsement,
    ExternalLetter,
    Memo,
    Minutes,
    News,
    Order,
    OtherPaper,
    Paper,
    Regulation,
    Signature,
    StampedLetter,
)
from eoffice.common import clock

MADE = dt.datetime(2026, 11, 24, 9, 30, tzinfo=clock.BANGKOK)
DAY = dt.date(2026, 11, 24)
SCHOOL = "โรงเรียนบ้านหนองน้ำใส"
ADDRESS = ("ตำบลหนองน้ำใส อำเภอสีคิ้ว", "จังหวัดนครราชสีมา ๓๐๑๔๐")
SOMCHAI = Signature(name="นายสมชาย ใจดี", position=f"ผู้อำนวยการ{SCHOOL}")
ACTING = Signature(
    name="นางสาววิภา รุ่งเรือง",
    position=f"รองผู้อำนวยการ{SCHOOL}",
    acting="รักษาราชการแทน",
    acting_for=f"ผู้อำนวยการ{SCHOOL}",
)
CONTACT = Contact(unit="กลุ่มบริหารงานทั่วไป", phone="0 4428 9999 ต่อ 12", email="saraban@nongnamsai.ac.th")

WATER = Paragraph(
    "ด้วยโรงเรียนบ้านหนองน้ำใสจะจัดประชุมผู้ปกครองนักเรียน ประจำภาคเรียนที่ 2 ปีการศึกษา 2569 "
    "ในวันที่ 12 - 14 ธันวาคม 2569 เวลา 09.30 น. ณ อาคารอเนกประสงค์ เพื่อรับทราบแนวทางการดำเนินงาน "
    "ป้องกันน้ำท่วม และการเผยแพร่ผลการเรียนรู้ของผู้เรียนทุก ๆ ชั้น"
)
ASK = Paragraph(
    "ในการนี้ ขอความอนุเคราะห์จากท่านส่งเจ้าหน้าที่ผู้เชี่ยวชาญด้านการจัดการน้ำ จำนวน 1 คน "
    "เป็นวิทยากรให้ความรู้แก่ผู้ปกครอง ตามวัน เวลา "
    "และสถานที่ดังกล่าว ทั้งนี้ โรงเรียนได้แนบกำหนดการมาพร้อมหนังสือนี้แล้ว"
)
END = Paragraph("จึงเรียนมาเพื่อโปรดพิจารณาให้ความอนุเคราะห์ด้วย จักขอบคุณยิ่ง")

LETTER = ExternalLetter(
    agency=SCHOOL,
    address=ADDRESS,
    number="ศธ 04346.26/123",
    dated_on=DAY,
    subject="ขอความอนุเคราะห์วิทยากรให้ความรู้เรื่องการป้องกันน้ำท่วมในสถานศึกษา",
    to="ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษานครราชสีมา เขต 4",
    references=("หนังสือสำนักงานเขตพื้นที่การศึกษาประถมศึกษานครราชสีมา เขต 4 ที่ ศธ 04346/ว 812 ลงวันที่ 20 พฤศจิกายน 2569",),
    enclosures=(Enclosure("กำหนดการประชุม", "จำนวน 1 ฉบับ"), Enclosure("แผนที่โรงเรียน", "จำนวน 1 แผ่น")),
    body=(WATER, ASK, END),
    signature=SOMCHAI,
    contact=CONTACT,
    speed="most_urgent",
    qr_url="https://nongnamsai.ac.th/v/8KQ2M7",
)
LONG_LETTER = ExternalLetter(
    agency=SCHOOL,
    address=ADDRESS,
    number="ศธ 04346.26/124",
    dated_on=DAY,
    subject="รายงานผลการดำเนินงานประจำปี",
    to="นายอำเภอสีคิ้ว",
    secrecy="confidential",
    body=(
        WATER,
        ASK,
        *(WATER, ASK) * 4,
        Numbered(
            (
                Item("ให้ครูที่ปรึกษาดูแลนักเรียน", (Numbered((Item("ช่วงเช้า"), Item("ช่วงบ่าย"))),)),
                Item("ให้รายงานผลภายใน 7 วัน"),
            )
        ),
        Table(
            ("ลำดับที่", "รายการ", "จำนวนเงิน (บาท)"),
            tuple((str(n), "ค่าวัสดุสำนักงานและค่าน้ำดื่ม", f"{n * 1250:,}.00") for n in range(1, 6)),
            (1, 4, 2),
        ),
        END,
    ),
    signature=ACTING,
    contact=CONTACT,
)
MEMO = Memo(
    agency=SCHOOL,
    unit="กลุ่มบริหารวิชาการ โรงเรียนบ้านหนองน้ำใส โทร. 0 4428 9999",
    number="ศธ 04346.26/วช 45",
    dated_on=DAY,
    subject="ขออนุมัติจัดกิจกรรมค่ายวิทยาศาสตร์",
    to=f"ผู้อำนวยการ{SCHOOL}",
    body=(
        Paragraph(
            "ด้วยกลุ่มสาระการเรียนรู้วิทยาศาสตร์จะจัดค่ายวิทยาศาสตร์ "
            "สำหรับนักเรียนชั้นประถมศึกษาปีที่ 6 ระหว่างวันที่ 12 - 14 ธันวาคม 2569 โดยมีรายละเอียด ดังนี้"
        ),
        Numbered(
            (
                Item("ค่าอาหารและน้ำดื่ม 120 คน คนละ 50 บาท เป็นเงิน 6,000 บาท"),
                Item("ค่าวัสดุทำการทดลอง เป็นเงิน 4,000 บาท"),
                Item("ค่าตอบแทนวิทยากร 3 คน เป็นเงิน 3,600 บาท"),
            )
        ),
        Paragraph("จึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ"),
    ),
    signature=Signature(name="นางสาววิภา รุ่งเรือง", position="ครู", typed=True),
    endorsements=(
        Endorsement(
            "เห็นควรอนุมัติ เบิกจ่ายจากเงินอุดหนุน",
            "นางมาลี ศรีสุข",
            "หัวหน้างานธุรการ",
            "24 พ.ย. 69",
            f"เรียน ผู้อำนวยการ{SCHOOL}",
        ),
        Endorsement("อนุมัติ", "นายสมชาย ใจดี", f"ผู้อำนวยการ{SCHOOL}", "24 พ.ย. 69"),
    ),
)
STAMPED = StampedLetter(
    agency="สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน",
    number="ศธ 04001/ว 77",
    to="สำนักงานเขตพื้นที่การศึกษาทุกเขต",
    dated_on=DAY,
    body=(
        Paragraph(
            "สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐานขอส่งคู่มือการดำเนินงานด้านสุขภาพนักเรียน "
            "จำนวน 2 เล่ม มาเพื่อทราบและแจ้งโรงเรียนในสังกัดต่อไป"
        ),
    ),
    initials="วภ",
    contact=Contact(unit="สำนักอำนวยการ", phone="0 2288 5555"),
)
ORDER = Order(
    agency=SCHOOL,
    number="45/2569",
    subject="แต่งตั้งคณะกรรมการรับนักเรียน ปีการศึกษา 2570",
    dated_on=DAY,
    body=(
        Paragraph(
            "ด้วยโรงเรียนบ้านหนองน้ำใสจะดำเนินการรับนักเรียน ประจำปีการศึกษา 2570 "
            "เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย "
            "อาศัยอำนาจตามความในมาตรา 39 แห่งพระราชบัญญัติระเบียบบริหารราชการกระทรวงศึกษาธิการ พ.ศ. 2546 "
            "จึงแต่งตั้งคณะกรรมการ ดังต่อไปนี้"
        ),
        Numbered(
            (
                Item("นายสมชาย ใจดี ประธานกรรมการ"),
                Item("นางสาววิภา รุ่งเรือง กรรมการ"),
                Item("นางมาลี ศรีสุข กรรมการและเลขานุการ"),
            )
        ),
        Paragraph("ให้คณะกรรมการมีหน้าที่รับสมัคร คัดเลือก และประกาศรายชื่อผู้มีสิทธิ์เข้าเรียนตามปฏิทินที่กำหนด"),
    ),
    effective="ทั้งนี้ ตั้งแต่วันที่ 1 ธันวาคม 2569 เป็นต้นไป",
    signature=SOMCHAI,
)
_CLAUSES = Numbered(
    (
        Item("ระเบียบนี้เรียกว่า “ระเบียบโรงเรียนบ้านหนองน้ำใส ว่าด้วยการยืมหนังสือห้องสมุด พ.ศ. 2569”"),
        Item("ระเบียบนี้ให้ใช้บังคับตั้งแต่วันถัดจากวันประกาศเป็นต้นไป"),
        Item("ผู้ยืมยืมได้ครั้งละไม่เกิน 3 เล่ม เป็นเวลาไม่เกิน 7 วัน"),
        Item("ให้ผู้อำนวยการโรงเรียนรักษาการตามระเบียบนี้"),
    ),
    label="ข้อ {number}",
)
REGULATION = Regulation(
    agency=SCHOOL,
    subject="การยืมหนังสือห้องสมุด",
    issue="ฉบับที่ 2",
    dated_on=DAY,
    body=(Paragraph("โดยที่เป็นการสมควรแก้ไขเพิ่มเติมระเบียบว่าด้วยการยืมหนังสือห้องสมุด จึงวางระเบียบไว้ ดังต่อไปนี้"), _CLAUSES),
    signature=SOMCHAI,
)
BYLAW = Bylaw(
    agency=SCHOOL,
    subject="เครื่องแบบนักเรียน",
    dated_on=DAY,
    body=(Paragraph("อาศัยอำนาจตามความในพระราชบัญญัติเครื่องแบบนักเรียน พ.ศ. 2551 จึงออกข้อบังคับไว้ ดังต่อไปนี้"), _CLAUSES),
    signature=SOMCHAI,
)
ANNOUNCEMENT = Announcement(
    agency=SCHOOL,
    number="7/2569",
    subject="รายชื่อนักเรียนที่ได้รับทุนการศึกษา ประจำปี 2569",
    dated_on=DAY,
    body=(
        Paragraph("ตามที่โรงเรียนได้เปิดรับสมัครนักเรียนเพื่อขอรับทุนการศึกษา บัดนี้ การคัดเลือกเสร็จสิ้นแล้ว จึงประกาศรายชื่อ ดังนี้"),
        Table(
            ("ที่", "ชื่อ - นามสกุล", "ชั้น"),
            (("1", "เด็กชายน้ำหนึ่ง ใจดี", "ป.5"), ("2", "เด็กหญิงฐิติมา ปั้นดี", "ป.6")),
            (1, 5, 2),
        ),
    ),
    signature=ACTING,
)
COMMUNIQUE = Communique(
    agency=SCHOOL, subject="การปิดเรียนเนื่องจากน้ำท่วม", issue="ฉบับที่ 2", dated_on=DAY, body=(WATER,)
)
NEWS = News(agency=SCHOOL, subject="นักเรียนได้รับรางวัลชนะเลิศการแข่งขันหุ่นยนต์", dated_on=DAY, body=(WATER, ASK))
CERTIFICATE = Certificate(
    agency=SCHOOL,
    address=ADDRESS,
    number="12/2569",
    dated_on=DAY,
    holder="เด็กหญิงฐิติมา ปั้นดี",
    photo=True,
    body=(
        Paragraph(
            "หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า เด็กหญิงฐิติมา ปั้นดี "
            "เป็นนักเรียนชั้นประถมศึกษาปีที่ 6 โรงเรียนบ้านหนองน้ำใส มีความประพฤติเรียบร้อย"
        ),
    ),
    signature=SOMCHAI,
)
MINUTES = Minutes(
    agency=SCHOOL,
    meeting="คณะกรรมการสถานศึกษาขั้นพื้นฐาน",
    number="3/2569",
    held="วันอังคารที่ 24 พฤศจิกายน 2569",
    place="ห้องประชุมโรงเรียนบ้านหนองน้ำใส",
    present=(
        Attendee("นายสมชาย ใจดี", "ผู้อำนวยการ", "ประธาน"),
        Attendee("นางมาลี ศรีสุข", "หัวหน้างานธุรการ", "เลขานุการ"),
    ),
    absent=(Attendee("นายปรีชา มั่นคง", "ผู้แทนผู้ปกครอง", "ติดราชการ"),),
    begun="09.30 น.",
    ended="12.00 น.",
    body=(
        Paragraph("ระเบียบวาระที่ 1 เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", indent=False, bold=True),
        WATER,
        Paragraph("มติที่ประชุม รับทราบ", bold=True),
    ),
    signature=Signature(name="นางมาลี ศรีสุข", position="ผู้จดรายงานการประชุม"),
)
OTHER = OtherPaper(
    agency=SCHOOL,
    subject="กำหนดการประชุมผู้ปกครอง",
    dated_on=DAY,
    body=(
        WATER,
        Table(("เวลา", "รายการ"), (("08.30 - 09.00 น.", "ลงทะเบียน"), ("09.30 น.", "พิธีเปิด")), (1, 3)),
    ),
)

TO_MANY = dataclasses.replace(
    LETTER,
    to="ตามบัญชีรายชื่อผู้รับ",
    recipients=tuple(f"ผู้อำนวยการโรงเรียนบ้านน้ำปั้วที่ {place}" for place in range(1, 61)),
)
SHORT_MEMO = dataclasses.replace(
    MEMO, subject="ขออนุญาตไปราชการ", body=(WATER,), endorsements=(), speed="most_urgent", is_a5=True
)

ALL: dict[str, Paper] = {
    "letter-to-many": TO_MANY,
    "short-memo": SHORT_MEMO,
    "external-letter": LETTER,
    "long-letter": LONG_LETTER,
    "memo": MEMO,
    "stamped-letter": STAMPED,
    "order": ORDER,
    "regulation": REGULATION,
    "bylaw": BYLAW,
    "announcement": ANNOUNCEMENT,
    "communique": COMMUNIQUE,
    "news": NEWS,
    "certificate": CERTIFICATE,
    "minutes": MINUTES,
    "other": OTHER,
}
