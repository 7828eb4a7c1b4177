"""The fixed cast, and the least that a story about records needs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from documents.actions import numbers, papers
from documents.models import Document, Register
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Post, PostRole, User
from eoffice.people.roles import Role

BANGKOK = dt.timezone(dt.timedelta(hours=7))


def at(day: str, time: str = "09:00") -> dt.datetime:
    """`2026-11-23`, `09:00` in Bangkok."""
    return dt.datetime.fromisoformat(f"{day}T{time}:00").replace(tzinfo=BANGKOK)


def school(name: str = "โรงเรียนตัวอย่างวิทยา", code: str = "ศธ 04346.26") -> Organisation:
    """An agency by its name, made once."""
    return Organisation.objects.get_or_create(name=name, defaults={"code": code})[0]


def post(
    username: str,
    *roles: str,
    of: Organisation | None = None,
    unit: Unit | None = None,
    clearance: str = "normal",
) -> Post:
    """A person with one post carrying the roles."""
    person = User.objects.create(username=username, first_name=username, clearance=clearance)
    held = Post.objects.create(
        person=person, organisation=of or school(), unit=unit, starts_on=dt.date(2020, 1, 1)
    )
    PostRole.objects.bulk_create(PostRole(post=held, role=role) for role in roles)
    return Post.objects.select_related("person", "organisation", "unit").get(pk=held.pk)


def malee() -> Post:
    """มาลี, the registry clerk."""
    return post("malee", Role.CENTRAL_REGISTRAR)


def somchai() -> Post:
    """สมชาย, the director."""
    return post("somchai", Role.DIRECTOR)


def wipha() -> Post:
    """วิภา, an officer."""
    return post("wipha")


def preecha() -> Post:
    """ปรีชา, the clerk of another agency."""
    return post("preecha", Role.CENTRAL_REGISTRAR, of=school("โรงเรียนบ้านทดลอง", "ศธ 04346.27"))


def letter(clerk: Post, subject: str = "ขอเชิญประชุม", **fields: Any) -> Document:
    """A document as it came in."""
    told: dict[str, Any] = {"reference": "ศธ 04346/123", "sender_text": "สพม.ตัวอย่าง", **fields}
    return papers.record(post=clerk, subject=subject, **told)


def book(clerk: Post, run: str = "receive") -> Register:
    """A register of the clerk's agency."""
    return numbers.register_of(clerk.organisation, run)
