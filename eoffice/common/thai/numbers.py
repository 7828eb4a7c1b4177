"""Numbers and money in words (domain sheet 11). Decimal only: a float has already lost satang."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000


def number_words(number: int) -> str:
    """A whole number in words: 21 -> ยี่สิบเอ็ด, 101 -> หนึ่งร้อยเอ็ด, 10**12 -> หนึ่งล้านล้าน."""
    if number < 0:
        return "ลบ" + number_words(-number)
    if number == 0:
        return _DIGITS[0]
    millions, rest = divmod(number, _MILLION)
    above = number_words(millions) + "ล้าน" if millions else ""
    return above + _below_million(rest, alone=not millions)


def baht_text(amount: Decimal | int) -> str:
    """Money in words: 100 -> หนึ่งร้อยบาทถ้วน, 21.21 -> ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์.

    Raises TypeError for a float and ValueError for parts of a satang: rounding is not decided here.
    """
    if isinstance(amount, float):
        raise TypeError("money is Decimal, not float")
    satang_in_all = Decimal(amount) * 100
    if satang_in_all != satang_in_all.to_integral_value():
        raise ValueError("money has two decimals")
    baht, satang = divmod(abs(int(satang_in_all)), 100)
    words = number_words(baht) + "บาท" if baht or not satang else ""
    words += number_words(satang) + "สตางค์" if satang else "ถ้วน"
    return "ลบ" + words if satang_in_all < 0 else words


def _below_million(number: int, *, alone: bool) -> str:
    """Words of 0 to 999,999 (0 is silent); `alone` says that no millions stand before it."""
    words = []
    for place in range(len(_PLACES) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words.append(_digit(digit, place, first=alone and number < 10 ** (place + 1)) + _PLACES[place])
    return "".join(words)


def _digit(digit: int, place: int, *, first: bool) -> str:
    """One digit in its place: เอ็ด at the end of a longer number, ยี่ and nothing before สิบ."""
    if place == 0 and digit == 1 and not first:
        return "เอ็ด"
    if place == 1 and digit <= 2:
        return "" if digit == 1 else "ยี่"
    return _DIGITS[digit]
