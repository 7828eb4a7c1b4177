"""Measure A: one glyph per Thai character, in the order of the text, none moved upward.

A shaper splits ำ into ํ and า and puts ํ before the tone mark; the font then joins both marks into one picture.
Three substitutions undo that. Marks that the font's anchors would lift are drawn where they are to stand
already, so the anchors are made level. What a reader sees stays as it was, to within 0.08 em at ็ with a tone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

#: Sarabun reserves no name, but what was changed must not go by the name of the original (OFL 1.1).
FAMILY = "Eoffice Sarabun"
TONES = ("0E48", "0E49", "0E4A", "0E4B")
WIDTHS = ("", ".narrow")  # .narrow stands over ป ฝ ฟ
_UPPER_CLASS = "uni0E48.small"  # the mark whose level all upper vowels are brought to
_MARK = 3  # the glyph class of GDEF


def adapt(source: Path, target: Path, style: str) -> None:
    """Write the adapted copy of the TrueType font `source` to `target`."""
    font = TTFont(source, recalcTimestamp=False)
    _add_pictures(font)
    _add_substitutions(font)
    _level(font["GPOS"].table)
    _flatten(font)
    _rename(font, style)
    font.save(target)


def _add_pictures(font: Any) -> None:
    """Tone marks as they stand over ำ, and ำ moved left as ป ฝ ฟ want it."""
    made: dict[str, str] = {}
    for tone in TONES:
        for width in WIDTHS:
            pair, new = f"uni0E4D{tone}{width}", f"uni{tone}.am{width}"
            _draw(font, new, _without_first_part(font, pair), font["hmtx"][pair])
            made[new] = pair
    shift = font["hmtx"]["uni0E4D.narrow"][1] - font["hmtx"]["uni0E4D"][1]
    _draw_narrow_am(font, shift)
    _draw_missing(font)
    font["GDEF"].table.GlyphClassDef.classDefs.update(dict.fromkeys(made, _MARK))
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if lookup.LookupType == 4:
                _stand_like(table.MarkCoverage, table.MarkArray.MarkRecord, made)


def _without_first_part(font: Any, pair: str) -> list[tuple[str, int, int]]:
    """The tone's part of the picture of ํ with a tone, as (glyph, x, y)."""
    glyph = font["glyf"][pair]
    parts = [(part.glyphName, part.x, part.y) for part in glyph.components]
    if len(parts) == 1:  # .narrow is the whole pair, moved
        inner, x, y = parts[0]
        return [(name, dx + x, dy + y) for name, dx, dy in _without_first_part(font, inner)]
    return parts[1:]


def _draw(font: Any, name: str, parts: Iterable[tuple[str, int, int]], metrics: tuple[int, int]) -> None:
    pen, glyphs = TTGlyphPen(None), font.getGlyphSet()
    for part, x, y in parts:
        glyphs[part].draw(TransformPen(pen, (1, 0, 0, 1, x, y)))
    _keep(font, name, pen, metrics[0])


def _draw_narrow_am(font: Any, shift: int) -> None:
    """ำ whose ring stands further left."""
    pen, glyphs = TTGlyphPen(None), font.getGlyphSet()
    ring = font["hmtx"]["uni0E33"][1] - font["hmtx"]["uni0E4D"][1] + shift
    glyphs["uni0E4D"].draw(TransformPen(pen, (1, 0, 0, 1, ring, 0)))
    glyphs["uni0E32"].draw(pen)
    _keep(font, "uni0E33.narrow", pen, font["hmtx"]["uni0E33"][0])


def _draw_missing(font: Any) -> None:
    """□, which stands in a letter for a character that Sarabun lacks; Sarabun lacks it too."""
    pen = TTGlyphPen(None)
    for inset in (0, 50):
        corners = [
            (80 + inset, inset),
            (80 + inset, 600 - inset),
            (680 - inset, 600 - inset),
            (680 - inset, inset),
        ]
        first, *others = corners if inset == 0 else corners[::-1]
        pen.moveTo(first)
        for corner in others:
            pen.lineTo(corner)
        pen.closePath()
    _keep(font, "uni25A1", pen, 760)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x25A1] = "uni25A1"


def _keep(font: Any, name: str, pen: TTGlyphPen, width: int) -> None:
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["glyf"][name] = glyph  # appends to the glyph order, so coverages stay sorted
    font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))


def _stand_like(coverage: Any, records: list[Any], made: dict[str, str]) -> None:
    for new, old in made.items():
        if old in coverage.glyphs:
            records.append(records[coverage.glyphs.index(old)])
            coverage.glyphs.append(new)


def _rules() -> str:
    """ํ า -> ำ; ํ+tone, า -> ํ+tone, ำ; ํ+tone, ำ -> tone, ำ."""
    lines = ["languagesystem thai dflt;", "feature ccmp {", "lookup joined {"]
    lines += [f"sub uni0E4D{width} uni0E32 by uni0E33{width};" for width in WIDTHS]
    lines += ["} joined;", "lookup after {"]
    lines += [f"sub uni0E4D{tone}{width} uni0E32' by uni0E33{width};" for tone in TONES for width in WIDTHS]
    lines += ["} after;", "lookup parted {"]
    for tone in TONES:
        lines += [f"sub uni0E4D{tone}{w}' uni0E33{w} by uni{tone}.am{w};" for w in WIDTHS]
    return "\n".join([*lines, "} parted;", "} ccmp;"])


def _add_substitutions(font: Any) -> None:
    """Behind the font's own lookups, so that they run last."""
    own = font["GSUB"]
    addOpenTypeFeaturesFromString(font, _rules(), tables=["GSUB"])
    added, font["GSUB"] = font["GSUB"].table, own
    before = len(own.table.LookupList.Lookup)
    for record in _records(added.LookupList.Lookup):
        record.LookupListIndex += before
    own.table.LookupList.Lookup.extend(added.LookupList.Lookup)
    own.table.LookupList.LookupCount = len(own.table.LookupList.Lookup)
    thai = next(s.Script for s in own.table.ScriptList.ScriptRecord if s.ScriptTag == "thai")
    for index in thai.DefaultLangSys.FeatureIndex:
        feature = own.table.FeatureList.FeatureRecord[index]
        if feature.FeatureTag == "ccmp":
            feature.Feature.LookupListIndex += [
                n + before for n in added.FeatureList.FeatureRecord[0].Feature.LookupListIndex
            ]


def _records(thing: Any) -> Iterable[Any]:
    """Every reference to another lookup; feaLib picks the subtable's form by itself."""
    if isinstance(thing, list):
        for one in thing:
            yield from _records(one)
    elif hasattr(thing, "LookupListIndex") and hasattr(thing, "SequenceIndex"):
        yield thing
    elif hasattr(thing, "__dict__"):
        for value in vars(thing).values():
            yield from _records(value)


def _level(table: Any) -> None:
    """Give every anchor of a Thai upper mark, and of what it stands on, the same height."""
    for lookup in table.LookupList.Lookup:
        for part in lookup.SubTable:
            if lookup.LookupType == 6 and _UPPER_CLASS in part.Mark1Coverage.glyphs:
                _level_marks(part)
            elif lookup.LookupType == 4:
                _level_bases(part)


def _level_marks(part: Any) -> None:
    marks = dict(zip(part.Mark1Coverage.glyphs, part.Mark1Array.MarkRecord, strict=True))
    height = marks[_UPPER_CLASS].MarkAnchor.YCoordinate
    for name, mark in marks.items():
        if name.startswith("uni0E") and name.endswith(".small"):
            mark.MarkAnchor.YCoordinate = height
    for name, under in zip(part.Mark2Coverage.glyphs, part.Mark2Array.Mark2Record, strict=True):
        if name.startswith("uni0E") and not name.endswith(".small"):
            for anchor in filter(None, under.Mark2Anchor):
                anchor.YCoordinate = height


def _level_bases(part: Any) -> None:
    """ษ and ฬ ask for some thousandths more than the other consonants."""
    bases = {
        name: record.BaseAnchor
        for name, record in zip(part.BaseCoverage.glyphs, part.BaseArray.BaseRecord, strict=True)
    }
    if "uni0E01" not in bases:
        return
    for name in ("uni0E29", "uni0E2C"):
        for own, usual in zip(bases[name], bases["uni0E01"], strict=True):
            if own is not None and usual is not None and own.YCoordinate > 0:
                own.YCoordinate = usual.YCoordinate


def _flatten(font: Any) -> None:
    """No picture made of others: a subset then holds each one byte for byte, which `glyphs` relies on."""
    glyphs = font.getGlyphSet()
    for name in font.getGlyphOrder():
        if not font["glyf"][name].isComposite():
            continue
        recording = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(recording)
        pen = TTGlyphPen(None)
        recording.replay(pen)
        font["glyf"][name] = pen.glyph()


def _rename(font: Any, style: str) -> None:
    family = FAMILY.replace(" ", "")
    words = {1: FAMILY, 2: style, 3: f"{family}-{style}", 4: f"{FAMILY} {style}", 6: f"{family}-{style}"}
    names = font["name"]
    for kind in (16, 17, 25):
        names.removeNames(nameID=kind)
    for record in names.names:
        if record.nameID in words:
            record.string = words[record.nameID]
        elif record.nameID == 5:
            record.string = re.sub(
                r"^(Version [\d.]+).*", r"\1; changed: marks level, sara am whole", str(record)
            )
