"""The retention classes of ข้อ 57 and 89/5 (sheet 7.2), and how every database comes to hold them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import get_language


@dataclass(frozen=True)
class Class:
    """One class. `years` None: the class alone tells no number; `permanent`: for ever, ห้ามทำลาย."""

    code: str
    thai: str
    english: str
    clause: str
    years: int | None = None
    permanent: bool = False


CLASSES = (
    Class("normal_10y", "ทั่วไป 10 ปี", "Normal: 10 years", "ข้อ 57", years=10),
    Class("by_secret_rule", "หนังสือที่ต้องสงวนเป็นความลับ", "As the secrecy rules say", "ข้อ 57.1"),
    Class("by_special_law", "หลักฐานทางคดี หรือมีกฎหมายเฉพาะ", "As its own law says", "ข้อ 57.2"),
    Class("permanent", "มีคุณค่าทางประวัติศาสตร์ เก็บตลอดไป", "For ever", "ข้อ 57.3", permanent=True),
    Class("duplicate_5y", "เสร็จแล้วและค้นเรื่องเดิมได้จากที่อื่น 5 ปี", "A duplicate: 5 years", "ข้อ 57.4", years=5),
    Class("routine_1y", "เรื่องธรรมดาสามัญ 1 ปี", "Routine: 1 year", "ข้อ 57.5", years=1),
    # The five years begin only when สตง. has audited without issue.
    Class("finance_5y", "การเงินที่ไม่เป็นหลักฐานแห่งสิทธิ 5 ปี", "Finance: 5 years after audit", "ข้อ 57.6", 5),
    Class(
        "finance_mof",
        "การเงินที่ตกลงกับกระทรวงการคลัง",
        "As agreed with the Ministry of Finance",
        "ข้อ 57 วรรคท้าย",
    ),
    Class(
        "electronic_permanent",
        "หนังสืออิเล็กทรอนิกส์ เก็บตลอดไป",
        "Electronic: for ever",
        "ข้อ 89/5",
        permanent=True,
    ),
)


def choices() -> list[tuple[str, str]]:
    """Code and label of every class, in the language of the reader."""
    english = (get_language() or "th").startswith("en")
    return [(kind.code, kind.english if english else kind.thai) for kind in CLASSES]


def fill_retention_classes(**_signal: Any) -> None:
    """Write the classes into the database: after every migration, so that each installation has them all."""
    model = apps.get_model("documents", "RetentionClass")
    rows = [
        model(
            code=kind.code,
            label_th=kind.thai,
            label_en=kind.english,
            years=kind.years,
            is_permanent=kind.permanent,
            clause=kind.clause,
            order=order,
        )
        for order, kind in enumerate(CLASSES, start=1)
    ]
    columns = ["label_th", "label_en", "years", "is_permanent", "clause", "order"]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=columns
    )
