"""Work of the night."""

from __future__ import annotations

import datetime as dt

from eoffice.common import clock
from eoffice.common.models import DoneOnce
from eoffice.organisations.models import Organisation
from eoffice.people.models import AccessToken, AuditEvent, LoginTries, Post
from eoffice.people.roles import Role
from workflows.engine.models import Notice
from workflows.engine.verify import verify_chain

KEYS_KEPT = dt.timedelta(hours=24)


def forget_old_keys() -> int:
    """Drop request keys of over a day, tokens that ran out, tries that count no more; says how many keys."""
    AccessToken.objects.filter(expires_at__lt=clock.now()).delete()
    LoginTries.objects.filter(last_at__lt=clock.now() - KEYS_KEPT).delete()
    return DoneOnce.objects.filter(at__lt=clock.now() - KEYS_KEPT).delete()[0]


def verify_and_tell() -> int:
    """Walk every organisation's chain; answers how many findings there were."""
    return sum(_verify(office) for office in Organisation.objects.order_by("pk"))


def _verify(office: Organisation) -> int:
    findings = list(verify_chain(office))
    now = clock.now()
    AuditEvent.objects.create(
        organisation=office,
        at=now,
        action="log_verified",
        detail={"findings": [f"{found.place}: {found.sentence}" for found in findings[:20]]},
    )
    if findings:
        admins = Post.objects.in_force(now.date()).filter(organisation=office)
        Notice.objects.bulk_create(
            [
                Notice(
                    organisation=office,
                    person_id=person,
                    kind=Notice.Kind.LOG,
                    about=f"verify:{now:%Y-%m-%d}",
                    at=now,
                    item=0,
                )
                for person in admins.with_role(Role.SYSADMIN).values_list("person", flat=True).distinct()
            ],
            ignore_conflicts=True,
        )
    return len(findings)
