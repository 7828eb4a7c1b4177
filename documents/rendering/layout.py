"""A paper as the data that its template sets: cleaned, in words, with dates and numbers written out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.rendering import papers as kinds
from documents.rendering import pictures
from documents.rendering.bodies import Block, Numbered, Paragraph, Table
from documents.rendering.cleaning import Cleaner
from documents.rendering.words import LONGEST, pieces
from eoffice.common.errors import RuleBroken
from eoffice.common.thai.dates import formal_date, full_date
from eoffice.common.thai.months import MONTHS, be_year

BETWEEN = "\u001f"
SPEEDS = {"normal": "", "urgent": "ด่วน", "very_urgent": "ด่วนมาก", "most_urgent": "ด่วนที่สุด"}
SECRECY = {"normal": "", "confidential": "ลับ", "secret": "ลับมาก"}
#: Characters beyond which a body may pass one page, so that catch-words are looked for.
_SHORT_BODY = 700
_NUMBER = re.compile(r"-?[0-9๐-๙][0-9๐-๙,.]*")
#: Room for a day that is written in by hand.
_NO_DAY = "      "


class NeverElectronic(RuleBroken):
    """Top secret papers are made and kept on paper alone."""

    code = "top_secret_never_electronic"
    title = _("A top secret paper is never made in the system.")


def title_of(text: str, clean: Cleaner) -> str:
    """What readers call the PDF: one line, never empty, since PDF/UA refuses that."""
    return " ".join(clean(text, keep_digits=True).split()) or "เอกสาร"


class Layout:
    """Lays one paper out. `cleaner` afterwards knows what it had to replace."""

    def __init__(self, paper: kinds.Paper, cleaner: Cleaner, made_at: dt.datetime) -> None:
        self.paper, self.clean, self.made_at = paper, cleaner, made_at

    def data(self) -> dict[str, Any]:
        """All that the template reads."""
        paper = self.paper
        if paper.secrecy not in SECRECY:
            raise NeverElectronic(source="ข้อ 29")
        common: dict[str, Any] = {
            "kind": paper.kind,
            "title": title_of(paper.title, self.clean),
            "author": self.clean(paper.agency, keep_digits=True),
            "made": list(self.made_at.timetuple()[:6]),
            "thai": paper.thai_digits,
            "emblem": self._emblem(),
            "emblem_height": paper.emblem_height,
            "secrecy": SECRECY[paper.secrecy],
            "speed": self._speed(),
            "long": _is_long(paper),
            "unsigned": paper.signature == kinds.Signature(),
            "agency": self.words(paper.agency),
            "body": [entry for block in paper.body for entry in self._block(block)],
            "signature": self._signature(paper.signature),
            "contact": self._contact(paper.contact),
            "paper": paper.paper_size,
            "listed": self._listed(paper),
            "qr": pictures.qr(paper.qr_url) if paper.qr_url else "",
        }
        own: dict[str, Any] = _OF_KIND[_base(paper)](self, paper)
        return common | own

    def words(self, text: object, *, longest: int = LONGEST) -> str:
        """Cleaned text, cut where a line may end."""
        return BETWEEN.join(pieces(self.clean(text), longest))

    def lines(self, texts: Sequence[object]) -> list[str]:
        """Each text that is not empty, cut in words."""
        return [self.words(text) for text in texts if str(text).strip()]

    def _emblem(self) -> str:
        if not self.paper.emblem_height:
            return ""
        return pictures.picture(self.paper.emblem) if self.paper.emblem else pictures.placeholder()

    def _speed(self) -> str:
        within = f"ด่วนภายใน {self.paper.within}" if self.paper.within else SPEEDS[self.paper.speed]
        return self.words(within)

    def _signature(self, signature: kinds.Signature) -> dict[str, Any]:
        acting = " ".join(filter(None, (signature.acting, signature.acting_for)))
        return {
            "name": self.words(f"({signature.name})") if signature.name else "",
            "positions": self.lines((signature.position, acting)),
            "rank": self.words(signature.rank),
            "picture": pictures.picture(signature.picture) if signature.picture else "",
            "typed": self.words(signature.name) if signature.typed else "",
        }

    def _contact(self, contact: kinds.Contact) -> list[str]:
        lines = [self.words(contact.unit)] if contact.unit else []
        named = (("โทร.", contact.phone), ("โทรสาร", contact.fax), ("ไปรษณีย์อิเล็กทรอนิกส์", contact.email))
        lines += [self.words(f"{name} {value}") for name, value in named if value]
        if contact.copies:
            lines += self.lines(["สำเนาส่ง " + contact.copies[0], *contact.copies[1:]])
        return lines

    def _listed(self, paper: kinds.Paper) -> dict[str, Any]:
        """The list of recipients behind a letter to many, and which letter it belongs to."""
        day, number = paper.dated_on, str(getattr(paper, "number", ""))
        of = f"แนบหนังสือ{paper.agency} ที่ {number}" if number else f"แนบหนังสือ{paper.agency}"
        return {
            "titles": self.lines(("บัญชีรายชื่อผู้รับ", f"{of} ลงวันที่ {full_date(day)}" if day else of)),
            "head": self.lines(("ลำดับที่", "ผู้รับ")),
            "rows": [
                [self.words(str(place)), self.words(name)] for place, name in enumerate(paper.recipients, 1)
            ],
        }

    def _block(self, block: Block, above: tuple[int, ...] = ()) -> Iterator[dict[str, Any]]:
        if isinstance(block, Paragraph):
            yield {
                "is": "paragraph",
                "text": self.words(block.text),
                "indent": block.indent,
                "bold": block.bold,
            }
        elif isinstance(block, Table):
            yield self._table(block)
        else:
            yield from self._items(block, above)

    def _table(self, table: Table) -> dict[str, Any]:
        longest = max(4, int(LONGEST * 3 / max(1, len(table.head))) // 2)
        width = len(table.head)
        rows = [
            [self.words(cell, longest=longest) for cell in (*row, *[""] * width)[:width]]
            for row in table.rows
        ]
        head = [self.words(cell, longest=longest) for cell in table.head]
        return {
            "is": "table",
            "head": head,
            "rows": rows,
            "widths": list(table.widths),
            "caption": self.words(table.caption),
            "sides": [_side([row[place] for row in rows]) for place in range(width)],
        }

    def _items(self, block: Numbered, above: tuple[int, ...]) -> Iterator[dict[str, Any]]:
        for number, item in enumerate(block.items, block.start):
            place = (*above, number)
            label = self.clean(block.label.format(number=".".join(map(str, place))))
            label = label.removesuffix(".") if above else label  # ๑. but ๑.๑
            yield {"is": "item", "label": label, "text": self.words(item.text), "level": len(above)}
            for below in item.below:
                yield from self._block(below, place)

    # ----- what each kind has beside -----

    def date(self) -> str:
        """22 พฤศจิกายน 2569; month and year alone while the day is open."""
        day = self.paper.dated_on
        return self.words(full_date(day) if day else self._open_date(""))

    def formal(self) -> str:
        """22 พฤศจิกายน พ.ศ. 2569."""
        day = self.paper.dated_on
        return self.words(formal_date(day) if day else self._open_date("พ.ศ. "))

    def _open_date(self, era: str) -> str:
        made = self.made_at
        return f"{_NO_DAY}{MONTHS[made.month - 1]} {era}{be_year(made.year)}"

    def letter(self, paper: kinds.ExternalLetter) -> dict[str, Any]:
        several = len(paper.enclosures) > 1
        return {
            "number": self.words(paper.number),
            "address": self.lines((paper.agency, *paper.address)),
            "date": self.date(),
            "subject": self.words(paper.subject),
            "salutation": self.words(paper.salutation),
            "to": self.words(paper.to),
            "references": self.lines(paper.references),
            "enclosures": [
                {
                    "label": self.words(f"{place}.") if several else "",
                    "name": self.words(enclosure.name),
                    "quantity": self.words(enclosure.quantity),
                }
                for place, enclosure in enumerate(paper.enclosures, 1)
            ],
            "closing": self.words(paper.closing),
        }

    def memo(self, paper: kinds.Memo) -> dict[str, Any]:
        return {
            "unit": self.words(paper.unit or paper.agency),
            "number": self.words(paper.number),
            "date": self.date(),
            "subject": self.words(paper.subject),
            "salutation": self.words(paper.salutation),
            "to": self.words(paper.to),
            "endorsements": [self._endorsement(minute) for minute in paper.endorsements],
        }

    def _endorsement(self, minute: kinds.Endorsement) -> dict[str, Any]:
        name = f"({minute.name})" if minute.name else ""
        lines = self.lines((name, minute.position, minute.dated))
        return {"to": self.words(minute.to), "text": self.words(minute.text), "lines": lines}

    def stamped(self, paper: kinds.StampedLetter) -> dict[str, Any]:
        return {
            "number": self.words(paper.number),
            "address": [],
            "to": self.words(paper.to),
            "seal": pictures.picture(paper.seal) if paper.seal else "",
            "initials": self.words(paper.initials),
            "date": self.date(),
        }

    def order(self, paper: kinds.Order) -> dict[str, Any]:
        titles = (f"คำสั่ง{paper.agency}", f"ที่ {paper.number}" if paper.number else "", f"เรื่อง {paper.subject}")
        more = list(self._block(Paragraph(paper.effective))) if paper.effective else []
        body = [entry for block in paper.body for entry in self._block(block)] + more
        return {"titles": self.lines(titles), "body": body, **self._given("สั่ง ณ วันที่")}

    def regulation(self, paper: kinds.Regulation) -> dict[str, Any]:
        year = paper.year or be_year((paper.dated_on or self.made_at).year)
        subject = f"ว่าด้วย{paper.subject}" if paper.subject else ""
        titles = (
            f"{paper.word}{paper.agency}",
            subject,
            f"({paper.issue})" if paper.issue else "",
            f"พ.ศ. {year}",
        )
        return {"titles": self.lines(titles), **self._given("ประกาศ ณ วันที่")}

    def announcement(self, paper: kinds.Announcement) -> dict[str, Any]:
        number = f"ที่ {paper.number}" if paper.number else ""
        titles = (f"ประกาศ{paper.agency}", number, f"เรื่อง {paper.subject}")
        return {"titles": self.lines(titles), **self._given("ประกาศ ณ วันที่")}

    def communique(self, paper: kinds.Communique) -> dict[str, Any]:
        titles = (f"{paper.word}{paper.agency}", f"เรื่อง {paper.subject}", paper.issue)
        return {"titles": self.lines(titles), "date": self.date()}

    def certificate(self, paper: kinds.Certificate) -> dict[str, Any]:
        return {
            "number": self.words(paper.number),
            "address": self.lines((paper.agency, *paper.address)),
            "photo": paper.photo,
            "holder": self.lines(("(ลงชื่อ)", f"({paper.holder})")) if paper.photo else [],
            **self._given("ให้ไว้ ณ วันที่"),
        }

    def minutes(self, paper: kinds.Minutes) -> dict[str, Any]:
        titles = (
            f"รายงานการประชุม{paper.meeting}",
            f"ครั้งที่ {paper.number}" if paper.number else "",
            f"เมื่อ{paper.held}" if paper.held else "",
            f"ณ {paper.place}" if paper.place else "",
        )
        groups = {name: self._people(getattr(paper, name)) for name in ("present", "absent", "guests")}
        times = {"begun": self.words(paper.begun), "ended": self.words(paper.ended)}
        return {"titles": self.lines(titles), **groups, **times}

    def _people(self, people: Sequence[kinds.Attendee]) -> list[dict[str, str]]:
        return [
            {
                "label": self.words(f"{place}."),
                "name": self.words(one.name),
                "position": self.words(one.position),
                "note": self.words(one.note),
            }
            for place, one in enumerate(people, 1)
        ]

    def other(self, paper: kinds.OtherPaper) -> dict[str, Any]:
        given = self._given("วันที่") if paper.dated_on else {"date": "", "date_label": ""}
        minutes = [self._endorsement(minute) for minute in paper.endorsements]
        return {"titles": self.lines((paper.subject,)), "endorsements": minutes, **given}

    def _given(self, label: str) -> dict[str, str]:
        return {"date": self.formal(), "date_label": self.words(label)}


_OF_KIND: dict[type[kinds.Paper], Any] = {
    kinds.ExternalLetter: Layout.letter,
    kinds.Memo: Layout.memo,
    kinds.StampedLetter: Layout.stamped,
    kinds.Order: Layout.order,
    kinds.Regulation: Layout.regulation,
    kinds.Announcement: Layout.announcement,
    kinds.Communique: Layout.communique,
    kinds.Certificate: Layout.certificate,
    kinds.Minutes: Layout.minutes,
    kinds.OtherPaper: Layout.other,
}


def _base(paper: kinds.Paper) -> type[kinds.Paper]:
    return next(one for one in type(paper).__mro__ if one in _OF_KIND)


def _side(cells: Sequence[str]) -> str:
    """Where the cells of a column stand: running numbers in the middle, sums to the right."""
    filled = [cell for cell in cells if cell]
    if not filled or not all(map(_NUMBER.fullmatch, filled)):
        return "left"
    return "center" if all(len(cell) < 4 for cell in filled) else "right"


def _is_long(paper: kinds.Paper) -> bool:
    """Whether the text may pass one page; told from its rough length alone."""
    parts = (*paper.body, *getattr(paper, "endorsements", ()))
    text = "".join(str([getattr(part, one.name) for one in fields(part)]) for part in parts)
    return len(text) + 60 * len(parts) > _SHORT_BODY
