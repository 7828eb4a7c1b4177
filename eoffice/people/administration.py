"""How far an administrator's arm reaches.

An administrator looks after the posts of the own agency, never of another, not even of a school below an
area office: each agency answers for its own people. The *account* of a person (name, password, clearance,
whether it works at all) belongs to one agency, the person's home, so that a second post somewhere else puts
nobody's password into foreign hands.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import NotAllowed
from eoffice.organisations.models import Organisation
from eoffice.people.models import Post, User
from eoffice.people.roles import Role

#: Roles that an administrator gives. Every post is an officer's, and the system acts by itself.
GIVABLE = tuple(role for role in Role if role not in (Role.OFFICER, Role.SYSTEM))


def home_of(person: User) -> Organisation | None:
    """The agency that keeps the person's account.

    That of the oldest post still held; when none is held, that of the post that ended last.
    """
    posts = Post.objects.filter(person=person).select_related("organisation")
    today = clock.today()
    held = posts.not_over(today).order_by("starts_on", "pk").first()
    last = held or posts.order_by(F("ends_on").desc(), "-pk").first()
    return last.organisation if last else None


def accounts_elsewhere(people: Iterable[User], by: Post) -> set[int]:
    """Ids of those among `people` whose account another agency keeps."""
    ids = [person.pk for person in people]
    others = Post.objects.filter(person__in=ids).exclude(organisation=by.organisation_id)
    guests = User.objects.filter(pk__in=others.values("person"))
    homes = {guest.pk: home_of(guest) for guest in guests}
    return {pk for pk, home in homes.items() if home is not None and home.pk != by.organisation_id}


def must_administer(by: Post) -> None:
    """Raise NotAllowed unless `by` is an administrator's post."""
    if not by.has(Role.SYSADMIN):
        raise NotAllowed(_("Only the administrator of the agency may do this."))


def must_keep_account_of(person: User, by: Post) -> None:
    """Raise NotAllowed unless `by` administers the agency that keeps the person's account."""
    must_administer(by)
    home = home_of(person)
    if home is not None and home.pk != by.organisation_id:
        raise NotAllowed(
            _("%(name)s belongs to %(agency)s; its administrator looks after the account.")
            % {"name": person.name, "agency": home.name}
        )


def must_administer_post(post: Post, by: Post) -> None:
    """Raise NotAllowed unless `by` administers the agency of the post."""
    must_administer(by)
    if post.organisation_id != by.organisation_id:
        raise NotAllowed(_("An administrator looks after the posts of the own agency only."))
