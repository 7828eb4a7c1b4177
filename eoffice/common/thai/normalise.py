"""One spelling for one word: what is stored and what is asked pass through here.

Thai can be typed in several ways that look alike and compare differently (domain sheet 11). Unicode's own
normal forms leave most of them apart, and NFKC makes ำ worse.
"""

from __future__ import annotations

import re
import unicodedata

from eoffice.common.thai.digits import to_arabic

_SARA_AA, _SARA_AM, _NIKHAHIT = "\u0e32", "\u0e33", "\u0e4d"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
# Weights of the marks over and under a consonant, in the order in which they are to stand.
# Phinthu stands first because NFC puts it there; ำ is spacing and ends the cluster.
_WEIGHTS = {
    "\u0e3a": 0,
    **dict.fromkeys("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47", 1),
    _NIKHAHIT: 2,
    **dict.fromkeys("\u0e48\u0e49\u0e4a\u0e4b", 3),
    "\u0e4c": 4,
    "\u0e4e": 4,
    _SARA_AM: 5,
}
# The whole run is taken in one match, with or without า after it: a run of 10,000 marks costs 10,000 steps.
_SPLIT_AM = re.compile(f"([{_MARKS}]+){_SARA_AA}?")
_CLUSTER = re.compile(f"[{_MARKS}{_SARA_AM}]{{2,}}")
# Zero-width spaces, soft hyphen, marks of direction: never seen, and a way to fake a name.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Emoji are joined by U+200D; elsewhere it is only a leftover of some editor.
_JOINER = re.compile("\u200d+")
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
# Controls and lone surrogates (which no database stores); tab and newline are dealt with apart.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PERHAPS_FOREIGN = re.compile("[^\x00-\u02ff\u0e00-\u0e7f\u2000-\u2fff]")
_BREAKS = re.compile("[\t\n]+")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f\u3000", " "))


def normalise(text: str, *, keep_lines: bool = False) -> str:
    """The one spelling of `text`: NFC, ำ and แ as one letter, marks in order and once, nothing invisible.

    Tabs and line ends become one space, or stay (as tab and newline) with `keep_lines`. Outer white space
    goes. Doing it twice is doing it once.
    """
    text = _CONTROL.sub("", _LINE_ENDS.sub("\n", text)).translate(_SPACES)
    text = _JOINER.sub(_in_emoji, _INVISIBLE.sub("", text))
    if not keep_lines:
        text = _BREAKS.sub(" ", text)
    # The second round finds what the first one's new order has brought together.
    return _tidied(_tidied(text)).strip()


def searchable(text: str) -> str:
    """`text` as it is compared: normalised, Arabic digits, lower case, without spaces and punctuation.

    ศธ ๐๔๓๔๖.๒๖/ว ๑๒๓ and ศธ04346.26/ว123 give the same. ฯ and ๆ are letters and stay.
    """
    folded = to_arabic(normalise(text)).casefold()
    # Once more: marks that a space or a stop kept apart may have come together.
    return normalise("".join(letter for letter in folded if unicodedata.category(letter)[0] not in "ZPC"))


def _tidied(text: str) -> str:
    """แ and ำ as one letter each, marks in order, no foreign accents on Thai letters."""
    text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    if _PERHAPS_FOREIGN.search(text):
        text = _without_foreign_marks(text)
    return unicodedata.normalize("NFC", _CLUSTER.sub(_in_order, _SPLIT_AM.sub(_joined_am, text)))


def _without_foreign_marks(text: str) -> str:
    """Accents of other scripts that stand on Thai letters go: nobody writes them, and they hide words."""
    kept: list[str] = []
    for letter in text:
        if unicodedata.combining(letter) and not _is_thai(letter) and kept and _is_thai(kept[-1]):
            continue
        kept.append(letter)
    return "".join(kept)


def _is_thai(letter: str) -> bool:
    return "\u0e00" <= letter <= "\u0e7f"


def _in_emoji(match: re.Match[str]) -> str:
    """One joiner stays between the parts of an emoji."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return "\u200d" if _is_picture(before) and _is_picture(after) else ""


def _is_picture(letter: str) -> bool:
    return letter == "\ufe0f" or (letter != "" and unicodedata.category(letter) in {"So", "Sk"})


def _joined_am(match: re.Match[str]) -> str:
    """ํ + า, with or without a tone mark between, is ำ."""
    marks = match[1]
    if _NIKHAHIT not in marks or not match[0].endswith(_SARA_AA):
        return match[0]
    return marks.replace(_NIKHAHIT, "") + _SARA_AM


def _in_order(match: re.Match[str]) -> str:
    """Vowel before tone mark before the rest; a mark that was typed twice stands once."""
    marks = sorted(match[0], key=_WEIGHTS.__getitem__)
    return "".join(mark for place, mark in enumerate(marks) if place == 0 or mark != marks[place - 1])
