"""From what was tapped on the desk to the words and rows of an order."""

from __future__ import annotations

from django.http import QueryDict

from eoffice.common.numbers import whole_number
from eoffice.common.thai.normalise import normalise
from eoffice.organisations.models import Unit
from eoffice.people.models import Post, User
from workflows.engine.web.questions import rows_sent, without_blank_rows
from workflows.letters.incoming.inputs import OrderInputs
from workflows.letters.web.stack import people_of_group

NAMED_IN_WORDS = 3
#: What the desk asks beside the inputs of the step.
OF_THE_DESK = ("phrase", "due", "due_other", "group", "step", "following", "letter", "next")


def order_told(data: QueryDict, post: Post) -> QueryDict:
    """The inputs of `order` or `minute`: phrase and text as one, groups as rows for information, one due day.

    An order that names people says so in its words, as it would on paper.
    """
    told = data.copy()
    _spread_groups(told, post)
    names = _names(told, post) if data.get("step") != "minute" else []
    told["text"] = _words(data.get("phrase", ""), data.get("text", ""), names)
    if due := data.get("due_other", "").strip() or data.get("due", ""):
        told["due_at"] = due
    for name in OF_THE_DESK:
        told.pop(name, None)
    told["form"] = "1"
    return without_blank_rows(told, OrderInputs)


def parts_sent(data: QueryDict) -> dict[int, str]:
    """The rows that were tapped: index -> part."""
    return {
        index: data.get(f"assignees[{index}]role", "lead")
        for index in rows_sent(data, "assignees")
        if data.get(f"assignees[{index}]person") or data.get(f"assignees[{index}]unit")
    }


def _spread_groups(told: QueryDict, post: Post) -> None:
    """Each person of a chosen group as a row for information, unless named already."""
    for group in told.getlist("group"):
        for person in people_of_group(group, post):
            row = f"assignees[{person}]"
            if not told.get(f"{row}person"):
                told[f"{row}person"], told[f"{row}role"] = str(person), "cc"


def _names(told: QueryDict, post: Post) -> list[str]:
    """Who is named to act, those who lead first; whoever is told for information is not in the words."""
    parts = parts_sent(told)
    rows = [f"assignees[{index}]" for index, part in parts.items() if part != "cc"]
    rows.sort(key=lambda row: told.get(f"{row}role", "lead") != "lead")
    people = User.objects.filter(posts__organisation=post.organisation_id).in_bulk(_ids(told, rows, "person"))
    units = Unit.objects.filter(organisation=post.organisation_id).in_bulk(_ids(told, rows, "unit"))
    named = [people.get(_id(told, row, "person")) or units.get(_id(told, row, "unit")) for row in rows]
    return [str(one) for one in named if one is not None]


def _ids(told: QueryDict, rows: list[str], kind: str) -> list[int]:
    return [pk for row in rows if (pk := _id(told, row, kind))]


def _id(told: QueryDict, row: str, kind: str) -> int:
    """The id that a row of the form names; 0 where it names none."""
    return whole_number(told.get(row + kind, "")) or 0


def _words(phrase: str, text: str, names: list[str]) -> str:
    """What stands under the letter. In Thai, as the paper is."""
    said = " ".join(filter(None, [normalise(phrase), normalise(text, keep_lines=True)]))
    if not names or any(name in said for name in names):
        return said
    shown = ", ".join(names[:NAMED_IN_WORDS])
    if len(names) > NAMED_IN_WORDS:
        shown += f" และอีก {len(names) - NAMED_IN_WORDS} ราย"
    if "มอบ" in said:
        return said.replace("มอบ", f"มอบ {shown} ", 1).strip()
    return f"{said} มอบ {shown} ดำเนินการ".strip()
