"""In whose name somebody acts."""

from __future__ import annotations

import datetime as dt

from eoffice.people.models import Delegation, Post
from eoffice.people.models.delegation import DelegationQuerySet


def principals_of(post: Post, *, at: dt.datetime, process: str = "") -> list[Delegation]:
    """The delegations in force by which `post` acts for others of its agency, with their roles at hand.

    With `process`, those whose order takes it in. Costs nothing for a post that was read for a request and
    stands in for nobody, and one look for one that does.
    """
    return [held for held in _held(post, at) if held.holds(at) and (not process or held.covers(process))]


def acts_for(post: Post, *, at: dt.datetime, process: str) -> list[Post]:
    """The posts in whose name `post` may act in a process at the instant."""
    return [held.principal for held in principals_of(post, at=at, process=process)]


def _held(post: Post, at: dt.datetime) -> list[Delegation]:
    if post.stands_in is None:  # not read for a request: it may live on while orders come and go
        return list(_in_force(post, at))
    if post.delegations_at_hand is None:
        post.delegations_at_hand = list(_in_force(post, at)) if post.stands_in else []
    return post.delegations_at_hand


def _in_force(post: Post, at: dt.datetime) -> DelegationQuerySet:
    return (
        Delegation.objects.in_force(at)
        .giving_power()
        .filter(delegate=post, principal__organisation=post.organisation_id)
        .select_related("principal__person")
        .prefetch_related("principal__post_roles")
    )


def stand_ins(post: Post, *, at: dt.datetime, process: str = "") -> list[Post]:
    """Who stands in for `post` at the instant; empty when it is simply present or nobody was named.

    With `process`, those alone who may act in its name there.
    """
    rows = Delegation.objects.in_force(at).filter(principal=post, delegate__isnull=False)
    if process:
        rows = rows.giving_power()
    return [
        row.delegate
        for row in rows.select_related("delegate__person")
        if row.delegate is not None and (not process or row.covers(process))
    ]


def absence_of(post: Post, *, at: dt.datetime) -> Delegation | None:
    """The record that says that `post` is away at the instant."""
    away = [Delegation.Kind.ABSENCE, Delegation.Kind.ACTING]
    return Delegation.objects.in_force(at).filter(principal=post, kind__in=away).first()


def legal_phrase(post: Post, principal: Post, *, at: dt.datetime) -> str:
    """รักษาราชการแทน or ปฏิบัติราชการแทน, by the delegation in force at the instant (ภาคผนวก 3)."""
    held = Delegation.objects.in_force(at).filter(delegate=post, principal=principal).first()
    return str(Delegation.Kind(held.kind).label) if held else ""
