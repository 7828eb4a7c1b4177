"""How recipients are addressed (domain sheet 2.3; appendix 2): what holds until an office edits it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

ORDINARY = "ordinary"
GOES_ON = "…"
_IN_WORD = re.compile("[A-Za-zก-ฺเ-๎]")
CONSTITUTION = (
    "ประธานองคมนตรี",
    "นายกรัฐมนตรี",
    "ประธานรัฐสภา",
    "ประธานสภาผู้แทนราษฎร",
    "ประธานวุฒิสภา",
    "ประธานศาลฎีกา",
    "รัฐบุรุษ",
)


@dataclass(frozen=True, kw_only=True)
class Address:
    """One rank of recipients. `known` are beginnings of names by which it is found without being chosen:
    whole words, or, with `…` behind, what a name follows without a space.

    `by_hand` ones are never filled in by themselves: royal forms want a person's eye. What they are known by
    keeps such a recipient from being taken for somebody else.
    """

    code: str
    recipients: str
    salutation: str
    second: str
    first: str
    closing: str
    envelope: str
    known: tuple[str, ...] = ()
    by_hand: bool = False


def _row(code: str, recipients: str, *words: str, known: tuple[str, ...] = ()) -> Address:
    salutation, second, first, closing, envelope = words
    return Address(
        code=code,
        recipients=recipients,
        salutation=salutation,
        second=second,
        first=first,
        closing=closing,
        envelope=envelope,
        known=known,
    )


_SIGN = "ควรมิควรแล้วแต่จะโปรดเกล้าโปรดกระหม่อม ข้าพระพุทธเจ้า"
_PLAIN = (
    _row(
        ORDINARY, "บุคคลธรรมดาหรือตำแหน่งทั่วไป", "เรียน", "ท่าน", "ข้าพเจ้า, กระผม, ผม, ดิฉัน", "ขอแสดงความนับถือ", "เรียน"
    ),
    _row(
        "highest-offices",
        ", ".join(CONSTITUTION),
        "กราบเรียน",
        "ท่าน",
        "ข้าพเจ้า, กระผม, ดิฉัน",
        "ขอแสดงความนับถืออย่างยิ่ง",
        "กราบเรียน",
        known=CONSTITUTION,
    ),
    _row(
        "monk",
        "พระภิกษุสงฆ์ทั่วไป",
        "นมัสการ",
        "ท่าน",
        "ผม, ดิฉัน",
        "ขอนมัสการด้วยความเคารพ",
        "นมัสการ",
        known=("พระภิกษุ…", "พระครู…", "พระมหา…", "พระอธิการ…", "พระอาจารย์…", "เจ้าอาวาส…"),
    ),
    _row(
        "phra-ratchakhana",
        "พระราชาคณะ",
        "นมัสการ",
        "พระคุณท่าน",
        "กระผม, ดิฉัน",
        "ขอนมัสการด้วยความเคารพอย่างสูง",
        "นมัสการ",
        known=("พระราชาคณะ",),
    ),
    _row(
        "somdet-phra-ratchakhana",
        "สมเด็จพระราชาคณะ, รองสมเด็จพระราชาคณะ",
        "นมัสการ",
        "พระคุณเจ้า",
        "กระผม, ดิฉัน",
        "ขอนมัสการด้วยความเคารพอย่างยิ่ง",
        "นมัสการ",
        known=("สมเด็จพระราชาคณะ", "รองสมเด็จพระราชาคณะ"),
    ),
)
_ROYAL = (
    _row(
        "supreme-patriarch",
        "สมเด็จพระสังฆราช",
        "กราบทูล",
        "ฝ่าพระบาท",
        "เกล้ากระหม่อม(ฉัน)",
        "ควรมิควรแล้วแต่จะโปรด",
        "กราบทูล",
        known=("สมเด็จพระสังฆราช…", "สมเด็จพระอริยวงศาคตญาณ…"),
    ),
    _row(
        "supreme-patriarch-prince",
        "สมเด็จพระสังฆราชเจ้า",
        "ขอประทานกราบทูล",
        "ใต้ฝ่าพระบาท",
        "ข้าพระพุทธเจ้า",
        "ควรมิควรแล้วแต่จะโปรดเกล้าโปรดกระหม่อม",
        "ขอประทานกราบทูล",
        known=("สมเด็จพระสังฆราชเจ้า…", "สมเด็จพระมหาสมณเจ้า…"),
    ),
    _row(
        "mom-chao",
        "หม่อมเจ้า",
        "ทูล",
        "ฝ่าพระบาท",
        "กระหม่อม, หม่อมฉัน",
        "แล้วแต่จะโปรด",
        "ทูล",
        known=("หม่อมเจ้า…", "ม.จ.…"),
    ),
    _row(
        "phra-worawongthoe",
        "พระอนุวงศ์ชั้นพระวรวงศ์เธอ (มิได้ทรงกรม)",
        "ทูล … ทราบฝ่าพระบาท",
        "ฝ่าพระบาท",
        "กระหม่อม, หม่อมฉัน",
        "ควรมิควรแล้วแต่จะโปรด",
        "ทูล",
        known=("พระวรวงศ์เธอ…", "พระอนุวงศ์…"),
    ),
    _row(
        "phra-chao-worawongthoe",
        "พระเจ้าวรวงศ์เธอ (มิได้ทรงกรม), พระวรวงศ์เธอ (ทรงกรม)",
        "กราบทูล … ทราบฝ่าพระบาท",
        "ฝ่าพระบาท",
        "เกล้ากระหม่อม(ฉัน)",
        "ควรมิควรแล้วแต่จะโปรด",
        "กราบทูล",
        known=("พระเจ้าวรวงศ์เธอ…",),
    ),
    _row(
        "phra-ong-chao",
        "พระบรมวงศ์ชั้นพระองค์เจ้า",
        "ขอประทานกราบทูล … ทราบฝ่าพระบาท",
        "ใต้ฝ่าพระบาท",
        "ข้าพระพุทธเจ้า",
        _SIGN,
        "ขอประทานกราบทูล",
        known=("พระเจ้า…", "พระบรม…", "พระองค์เจ้า…"),
    ),
    _row(
        "chao-fa",
        "สมเด็จเจ้าฟ้า",
        "ขอพระราชทานกราบทูล … ทราบฝ่าพระบาท",
        "ใต้ฝ่าพระบาท",
        "ข้าพระพุทธเจ้า",
        _SIGN,
        "ขอพระราชทานกราบทูล",
        known=("สมเด็จ…", "เจ้าฟ้า…", "ทูลกระหม่อม…"),  # which one of many ranks: a person tells
    ),
    _row(
        "queen-and-crown-prince",
        "สมเด็จพระบรมราชินี, สมเด็จพระบรมราชชนนี, สมเด็จพระยุพราช, สมเด็จพระบรมราชกุมารี",
        "ขอพระราชทานกราบบังคมทูล … ทราบฝ่าละอองพระบาท",
        "ใต้ฝ่าละอองพระบาท",
        "ข้าพระพุทธเจ้า",
        "ควรมิควรแล้วแต่จะทรงพระกรุณาโปรดเกล้าโปรดกระหม่อม ข้าพระพุทธเจ้า",
        "ขอพระราชทานกราบบังคมทูล",
        known=("สมเด็จพระบรม…", "สมเด็จพระนางเจ้า…", "สมเด็จพระยุพราช…", "พระราชินี…", "พระบรมราชินี…"),
    ),
    _row(
        "king",
        "พระมหากษัตริย์",
        "ขอเดชะฝ่าละอองธุลีพระบาทปกเกล้าปกกระหม่อม",
        "ใต้ฝ่าละอองธุลีพระบาท",
        "ข้าพระพุทธเจ้า",
        "ควรมิควรแล้วแต่จะทรงพระกรุณาโปรดเกล้าโปรดกระหม่อม ขอเดชะ",
        "ขอพระราชทานทูลเกล้าทูลกระหม่อมถวาย ขอเดชะ",
        known=("พระมหากษัตริย์…", "พระบาทสมเด็จ…", "พระเจ้าอยู่หัว…", "สมเด็จพระเจ้าอยู่หัว…", "ในหลวง…"),
    ),
)
#: The sheet's table, in its order.
SEED: tuple[Address, ...] = (*_PLAIN, *(replace(row, by_hand=True) for row in _ROYAL))


def found_for(recipient: str, table: Iterable[Address]) -> Address | None:
    """The row by whose known beginning a recipient is meant, the longest first. None: ordinary.

    A row `by_hand` says that a person has to choose: its words are not filled in.
    """
    best: tuple[int, Address] | None = None
    for row in table:
        for start in row.known:
            length = _begins(recipient, start)
            if length and (best is None or length > best[0]):
                best = (length, row)
    return best[1] if best else None


def _begins(recipient: str, known: str) -> int:
    """How much of the name the beginning is; 0 where the name begins otherwise, or the word goes on."""
    start = known.removesuffix(GOES_ON)
    if not start or not recipient.startswith(start):
        return 0
    goes_on = known == start and _IN_WORD.match(recipient, len(start))
    return 0 if goes_on else len(start)


def belongs(salutation: str, closing: str, table: Iterable[Address]) -> tuple[str, ...]:
    """The closings that belong to a salutation where this one is none of them; empty where all is well.

    A salutation that the table doesn't know, and a letter without closing, are left to their writer.
    """
    rows = [row for row in table if _same(row.salutation, salutation)]
    right = tuple(dict.fromkeys(row.closing for row in rows))
    return () if not closing or not right or closing.strip() in right else right


def envelope_word(salutation: str, table: Iterable[Address]) -> str:
    """What stands before the name on the envelope; the salutation itself where the table doesn't know it."""
    return next((row.envelope for row in table if _same(row.salutation, salutation)), salutation)


def _same(known: str, written: str) -> bool:
    """Whether a salutation was written by this row; `…` stands for the name within it."""
    before, gap, after = known.partition("…")
    text = written.strip()
    if not gap:
        return text == known
    return text.startswith(before.strip()) and text.endswith(after.strip())
