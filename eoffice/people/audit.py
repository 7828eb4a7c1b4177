"""Writing an audit event."""

from __future__ import annotations

from eoffice.common import clock
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
    """Write one event. `detail` must hold no secret text: ids, counts and codes only."""
    return AuditEvent.objects.create(
        organisation_id=post.organisation_id if post else None,
        at=clock.now(),
        actor=actor or (post.person if post else None),
        action=action,
        subject=subject,
        detail=detail,
        address=address,
    )
