"""In whose name somebody acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from eoffice.people.models import Delegation, Post
from eoffice.people.roles import Role


def principals_of(post: Post, *, at: dt.datetime, process: str = "") -> list[Delegation]:
    """The delegations in force by which `post` acts for others, with their principals' roles at hand."""
    held = (
        Delegation.objects.in_force(at)
        .filter(delegate=post)
        .exclude(kind=Delegation.Kind.ABSENCE)
        .select_related("principal__person")
        .prefetch_related("principal__post_roles")
    )
    return [delegation for delegation in held if not process or delegation.covers(process)]


def acting_for(post: Post, roles: Iterable[str], *, at: dt.datetime, process: str) -> Post | None:
    """The post in whose name `post` may use one of `roles`, when it lacks them itself."""
    wanted = set(roles) - {Role.OFFICER}
    for delegation in principals_of(post, at=at, process=process):
        principal = delegation.principal
        if principal.organisation_id == post.organisation_id and principal.has(*wanted):
            return principal
    return None


def stand_ins(post: Post, *, at: dt.datetime) -> list[Post]:
    """Who stands in for `post` at the instant; empty when it is simply present or nobody was named."""
    return [
        delegation.delegate
        for delegation in Delegation.objects.in_force(at)
        .filter(principal=post)
        .select_related("delegate__person")
        if delegation.delegate is not None
    ]


def absence_of(post: Post, *, at: dt.datetime) -> Delegation | None:
    """The record that says that `post` is away at the instant."""
    away = [Delegation.Kind.ABSENCE, Delegation.Kind.ACTING]
    return Delegation.objects.in_force(at).filter(principal=post, kind__in=away).first()


def legal_phrase(post: Post, principal: Post, *, at: dt.datetime) -> str:
    """รักษาราชการแทน or ปฏิบัติราชการแทน, by the delegation in force at the instant (ภาคผนวก 3)."""
    held = Delegation.objects.in_force(at).filter(delegate=post, principal=principal).first()
    return str(Delegation.Kind(held.kind).label) if held else ""
