"""A person enters the office: an account and the first post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from eoffice.common import clock
from eoffice.common.thai.normalise import normalise
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Clearance, Post, PostRole, User


@transaction.atomic
def hire(
    organisation: Organisation,
    *,
    username: str,
    first_name: str,
    last_name: str = "",
    title: str = "",
    email: str = "",
    phone: str = "",
    clearance: str = Clearance.NORMAL,
    password: str | None = None,
    must_change_password: bool = False,
    unit: Unit | None = None,
    roles: Iterable[str] = (),
    position: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Post:
    """Make a person and the post they hold from `starts_on` (today unless told). Answers the post.

    User names are kept small, names in one spelling. Without a password the person can only log in by OIDC.
    Everyone with a post is an officer: `roles` names what they are besides.
    """
    person = User.objects.create_user(
        username.strip().lower(),
        password,
        title=normalise(title),
        first_name=normalise(first_name),
        last_name=normalise(last_name),
        email=email,
        phone=phone,
        clearance=clearance,
        must_change_password=must_change_password,
    )
    return give_post(
        person,
        organisation,
        unit=unit,
        roles=roles,
        position=position,
        starts_on=starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def give_post(
    person: User,
    organisation: Organisation,
    *,
    unit: Unit | None = None,
    roles: Iterable[str] = (),
    position: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Post:
    """A further post of a person who is known already; the days are inclusive."""
    post = Post.objects.create(
        person=person,
        organisation=organisation,
        unit=unit,
        position=position,
        starts_on=starts_on or clock.today(),
        ends_on=ends_on,
    )
    PostRole.objects.bulk_create(PostRole(post=post, role=role) for role in sorted({str(r) for r in roles}))
    return post
