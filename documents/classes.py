"""The classes and kinds of official documents, by their ids everywhere (sheet 2, 4.1, 4.2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The kinds of official documents (ข้อ 10-27)."""

    EXTERNAL_LETTER = "external_letter", _("external letter")
    INTERNAL_LETTER = "internal_letter", _("internal letter")
    STAMPED_LETTER = "stamped_letter", _("stamped letter")
    ORDER = "order", _("order (คำสั่ง)")
    REGULATION = "regulation", _("regulation")
    BYLAW = "bylaw", _("bylaw")
    ANNOUNCEMENT = "announcement", _("announcement")
    COMMUNIQUE = "communique", _("communiqué")
    NEWS = "news", _("news")
    CERTIFICATE = "certificate", _("certificate letter")
    MINUTES = "minutes", _("minutes of a meeting")
    MEMO_NOTE = "memo_note", _("memo")
    OTHER = "other", _("other paper")


class Speed(models.TextChoices):
    """How fast it must be handled (ข้อ 28). Normal is no class: nothing is printed for it."""

    NORMAL = "normal", _("normal speed")
    URGENT = "urgent", _("urgent")
    VERY_URGENT = "very_urgent", _("very urgent")
    MOST_URGENT = "most_urgent", _("most urgent")


class Secrecy(models.TextChoices):
    """Who may know (secrecy regulation 2544, ข้อ 13-15). Top secret is never kept electronically."""

    NORMAL = "normal", _("not secret")
    CONFIDENTIAL = "confidential", _("confidential (ลับ)")
    SECRET = "secret", _("secret (ลับมาก)")
    TOP_SECRET = "top_secret", _("top secret (ลับที่สุด)")


class Run(models.TextChoices):
    """A run of numbers, that is, a book (sheet 3.2)."""

    RECEIVE = "receive", _("receive register")
    SEND = "send", _("send register")
    CIRCULAR = "circular", _("circular letters")
    ORDER = "order", _("orders")
    CERTIFICATE = "certificate", _("certificate letters")
    ANNOUNCEMENT = "announcement", _("announcements")
    MEMO = "memo", _("memos")
    AWARD = "award", _("award certificates")
    SECRET_RECEIVE = "secret_receive", _("secret receive register")
    SECRET_SEND = "secret_send", _("secret send register")


SECRET_RUNS = frozenset({Run.SECRET_RECEIVE, Run.SECRET_SEND})

#: How a number of each run is written (sheet 3.2); a register may carry a pattern of its own.
PATTERNS: dict[str, str] = {
    Run.RECEIVE: "{number}",
    Run.SEND: "{code}/{number}",
    Run.CIRCULAR: "{code}/ว {number}",
    Run.ORDER: "{number}/{year}",
    Run.CERTIFICATE: "{number}/{year}",
    Run.ANNOUNCEMENT: "{number}/{year}",
    Run.MEMO: "{code}/{number}",
    Run.AWARD: "{number}/{year}",
    Run.SECRET_RECEIVE: "{number}",
    Run.SECRET_SEND: "ลับ {code}/{number}",
}


def cleared_for(clearance: str) -> frozenset[str]:
    """The secrecy classes that somebody with this clearance may be let into (never top secret)."""
    upward = [Secrecy.NORMAL.value, Secrecy.CONFIDENTIAL.value, Secrecy.SECRET.value]
    return frozenset(upward[: upward.index(clearance) + 1])
