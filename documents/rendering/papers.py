"""The papers that can be rendered: plain data, one class for each kind of the sheet (section 2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from documents.rendering.bodies import Block


@dataclass(frozen=True)
class Signature:
    """Who signs (ภาคผนวก 3). `acting`: the legal phrase (รักษาราชการแทน, ปฏิบัติราชการแทน, …)."""

    name: str = ""  # with title, without parentheses: นายสมชาย ใจดี
    position: str = ""
    acting: str = ""
    acting_for: str = ""  # the position acted for
    rank: str = ""  # ยศ, which stands before the signature
    picture: Path | None = None  # of the handwriting, PNG, JPEG or SVG
    typed: bool = False  # the name typed in an authenticated system stands for the signature (ข้อ 26)


@dataclass(frozen=True)
class Contact:
    """The owner of the matter, lower left (ข้อ 11.11 to 11.13)."""

    unit: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    copies: tuple[str, ...] = ()  # สำเนาส่ง


@dataclass(frozen=True)
class Enclosure:
    """One of สิ่งที่ส่งมาด้วย."""

    name: str
    quantity: str = ""  # จำนวน 2 ฉบับ


@dataclass(frozen=True)
class Endorsement:
    """A minute (เกษียน, บันทึกต่อเนื่อง): addressee, text, who, when."""

    text: str
    name: str
    position: str = ""
    dated: str = ""
    to: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every kind has. `kind` is the id of `documents.classes.Kind`."""

    kind: ClassVar[str] = "other"
    emblem_height: ClassVar[float] = 3.0  # cm; 0: none is printed

    agency: str = ""
    body: tuple[Block, ...] = ()
    signature: Signature = Signature()
    contact: Contact = Contact()
    dated_on: dt.date | None = None  # None: room is left to write it in
    speed: str = "normal"  # documents.classes.Speed
    within: str = ""  # ด่วนภายใน: the date and time; stands instead of the class
    secrecy: str = "normal"  # documents.classes.Secrecy; top secret is refused
    emblem: Path | None = None  # the agency's; None: our neutral placeholder
    qr_url: str = ""
    thai_digits: bool = True
    recipients: tuple[str, ...] = ()  # บัญชีรายชื่อผู้รับ, on a page of its own behind; empty: none

    @property
    def paper_size(self) -> str:
        """The forms are of A4; memo paper alone may be of A5 as well."""
        return "a4"

    @property
    def title(self) -> str:
        """What the PDF is called by readers."""
        return str(getattr(self, "subject", "")) or self.agency


@dataclass(frozen=True, kw_only=True)
class ExternalLetter(Paper):
    """หนังสือภายนอก, form 1 (ข้อ 11)."""

    kind: ClassVar[str] = "external_letter"

    number: str = ""  # ที่
    address: tuple[str, ...] = ()  # lines under the agency's name
    subject: str = ""
    salutation: str = "เรียน"
    to: str = ""
    references: tuple[str, ...] = ()  # อ้างถึง
    enclosures: tuple[Enclosure, ...] = ()
    closing: str = "ขอแสดงความนับถือ"


@dataclass(frozen=True, kw_only=True)
class Memo(Paper):
    """หนังสือภายใน and บันทึก, form 2 on the paper of form 29 (ข้อ 12, 26): no closing words."""

    kind: ClassVar[str] = "internal_letter"
    emblem_height: ClassVar[float] = 1.5

    unit: str = ""  # ส่วนราชการ; the agency's name where it is empty
    number: str = ""
    subject: str = ""
    salutation: str = "เรียน"
    to: str = ""
    endorsements: tuple[Endorsement, ...] = ()
    is_a5: bool = False  # a short one, on half the paper (ข้อ 74, 76)

    @property
    def paper_size(self) -> str:
        """a4, or a5 of a short one."""
        return "a5" if self.is_a5 else "a4"


@dataclass(frozen=True, kw_only=True)
class StampedLetter(Paper):
    """หนังสือประทับตรา, form 3 (ข้อ 14): the agency's red seal and initials stand for a signature."""

    kind: ClassVar[str] = "stamped_letter"

    number: str = ""
    to: str = ""  # ถึง
    seal: Path | None = None
    initials: str = ""

    @property
    def title(self) -> str:
        """It has no subject."""
        return f"หนังสือประทับตรา ถึง {self.to}"


@dataclass(frozen=True, kw_only=True)
class Order(Paper):
    """คำสั่ง, form 4 (ข้อ 16). `effective`: "ทั้งนี้ ตั้งแต่วันที่ …", or empty."""

    kind: ClassVar[str] = "order"

    number: str = ""  # n/BE
    subject: str = ""
    effective: str = ""


@dataclass(frozen=True, kw_only=True)
class Regulation(Paper):
    """ระเบียบ, form 5 (ข้อ 17). `issue`: ฉบับที่ 2 and later ones."""

    kind: ClassVar[str] = "regulation"
    word: ClassVar[str] = "ระเบียบ"

    subject: str = ""  # ว่าด้วย…
    issue: str = ""
    year: int = 0  # BE; 0: of the date


@dataclass(frozen=True, kw_only=True)
class Bylaw(Regulation):
    """ข้อบังคับ, form 6 (ข้อ 18)."""

    kind: ClassVar[str] = "bylaw"
    word: ClassVar[str] = "ข้อบังคับ"


@dataclass(frozen=True, kw_only=True)
class Announcement(Paper):
    """ประกาศ, form 7 (ข้อ 20). The form has no number; many schools print one."""

    kind: ClassVar[str] = "announcement"

    number: str = ""
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class Communique(Paper):
    """แถลงการณ์, form 8 (ข้อ 21): the agency's name alone stands at its end."""

    kind: ClassVar[str] = "communique"
    word: ClassVar[str] = "แถลงการณ์"

    subject: str = ""
    issue: str = ""


@dataclass(frozen=True, kw_only=True)
class News(Communique):
    """ข่าว, form 9 (ข้อ 22), on plain paper."""

    kind: ClassVar[str] = "news"
    word: ClassVar[str] = "ข่าว"
    emblem_height: ClassVar[float] = 0.0


@dataclass(frozen=True, kw_only=True)
class Certificate(Paper):
    """หนังสือรับรอง, form 10 (ข้อ 24). `photo`: room for one, 4 x 6 cm, with the subject's own signature."""

    kind: ClassVar[str] = "certificate"

    number: str = ""
    address: tuple[str, ...] = ()
    photo: bool = False
    holder: str = ""

    @property
    def title(self) -> str:
        """It has no subject."""
        return f"หนังสือรับรอง {self.holder}".strip()


@dataclass(frozen=True)
class Attendee:
    """Somebody at a meeting, or missing with a reason."""

    name: str
    position: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Minutes(Paper):
    """รายงานการประชุม, form 11 (ข้อ 25), on plain paper."""

    kind: ClassVar[str] = "minutes"
    emblem_height: ClassVar[float] = 0.0

    meeting: str = ""  # the board or group that met
    number: str = ""  # ครั้งที่
    held: str = ""  # เมื่อ
    place: str = ""  # ณ
    present: tuple[Attendee, ...] = ()
    absent: tuple[Attendee, ...] = ()
    guests: tuple[Attendee, ...] = ()
    begun: str = ""
    ended: str = ""

    @property
    def title(self) -> str:
        """Of what, and which time."""
        return f"รายงานการประชุม{self.meeting}".strip()


@dataclass(frozen=True, kw_only=True)
class OtherPaper(Paper):
    """A paper of no set form (ข้อ 27): a title, text, whoever signs."""

    kind: ClassVar[str] = "other"

    emblem_height: ClassVar[float] = 0.0

    subject: str = ""
    endorsements: tuple[Endorsement, ...] = ()
