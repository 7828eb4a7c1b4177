"""Writing an audit event."""

from __future__ import annotations

from eoffice.common import clock
from eoffice.people.administration import home_of
from eoffice.people.models import AuditEvent, Post, User


def note(
    action: str,
    *,
    post: Post | None = None,
    actor: User | None = None,
    subject: str = "",
    address: str | None = None,
    **detail: object,
) -> AuditEvent:
    """Write one event. `detail` must hold no secret text: ids, counts and codes only.

    It belongs to the agency of the post; without one (a log-in) to that which keeps the actor's account.
    """
    home = home_of(actor) if actor and not post else None
    return AuditEvent.objects.create(
        organisation_id=post.organisation_id if post else (home.pk if home else None),
        at=clock.now(),
        actor=actor or (post.person if post else None),
        action=action,
        subject=subject,
        detail=detail,
        address=address,
    )
