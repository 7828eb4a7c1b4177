"""Verbs about who is away and who acts in whose name (appendix 3; sheet 2.4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken
from eoffice.common.thai.dates import short_date
from eoffice.people import audit
from eoffice.people.models import Delegation, Post
from eoffice.people.roles import Role
from eoffice.people.scopes import SCOPES

Kind = Delegation.Kind
#: Who enters the orders of the office, and the absence of others.
MAY_DELEGATE = (Role.DIRECTOR, Role.SYSADMIN, Role.CENTRAL_REGISTRAR)
SOURCE = "ภาคผนวก 3"


@dataclass(frozen=True)
class Wanted:
    """A delegation or absence as it is asked for: from `starts_at` until just before `ends_at`."""

    kind: str
    principal: Post
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    delegate: Post | None = None
    order_number: str = ""
    scope: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_legal(self) -> bool:
        """Whether it gives somebody the power to act (รักษาราชการแทน, ปฏิบัติราชการแทน)."""
        return self.kind in (Kind.ACTING, Kind.POWER)


@transaction.atomic
def delegate(wanted: Wanted, *, by: Post) -> Delegation:
    """Enter a delegation or an absence.

    Who stands in never acts for those whom the absent one stood in for: power is given by its owner, not
    passed on. The principal's row is locked, so that two clerks can't appoint two at once.
    Raises NotAllowed (who may), InvalidInputs (fields), RuleBroken `delegation_overlaps`.
    """
    must_be_allowed(wanted, by)
    _check(wanted)
    Post.objects.select_for_update().get(pk=wanted.principal.pk)
    _refuse_overlap(wanted)
    made = Delegation.objects.create(
        kind=wanted.kind,
        principal=wanted.principal,
        delegate=wanted.delegate,
        order_number=wanted.order_number,
        scope=sorted(set(wanted.scope)),
        reason=wanted.reason,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        created_by=by.person,
    )
    audit.note("delegation_made", post=by, subject=f"delegation:{made.pk}", record=_evidence(made))
    return made


@transaction.atomic
def revoke(delegation: Delegation, *, by: Post) -> None:
    """End it now; what was done in its time stands. Revoking twice is once."""
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if not may_revoke(delegation, by):
        raise NotAllowed(_who_may(), source=SOURCE)
    now = clock.now()
    if delegation.revoked_at is not None:
        return
    if delegation.ends_at is not None and delegation.ends_at <= now:
        raise RuleBroken(_("It is over already."), code="delegation_over")
    delegation.revoked_at = now
    delegation.save(update_fields=["revoked_at"])
    audit.note(
        "delegation_revoked", post=by, subject=f"delegation:{delegation.pk}", record=_evidence(delegation)
    )


def must_be_allowed(wanted: Wanted, by: Post) -> None:
    """Raise NotAllowed: everyone enters the own absence; the rest is the business of a few, by order, and
    never to their own gain.
    """
    if wanted.principal.organisation_id != by.organisation_id:
        raise NotAllowed(_("Only posts of the own agency can be delegated."), source=SOURCE)
    own_absence = wanted.kind == Kind.ABSENCE and wanted.principal.person_id == by.person_id
    if not own_absence and not by.has(*MAY_DELEGATE):
        raise NotAllowed(_who_may(), source=SOURCE)
    delegate = wanted.delegate.person_id if wanted.is_legal and wanted.delegate else None
    if delegate == by.person_id != wanted.principal.person_id:
        raise NotAllowed(
            _("Nobody enters the order by which they themselves act for another: somebody else must do it."),
            source=SOURCE,
        )


def may_revoke(delegation: Delegation, by: Post) -> bool:
    """Those who may enter it, and the principal, who came back."""
    if delegation.principal.organisation_id != by.organisation_id:
        return False
    return delegation.principal.person_id == by.person_id or by.has(*MAY_DELEGATE)


def reason_for(delegation: Delegation, by: Post) -> str:
    """Why somebody is away (an illness, say): for the person and for those who enter such records alone."""
    return delegation.reason if may_revoke(delegation, by) else ""


def _who_may() -> str:
    names = ", ".join(str(role.label) for role in MAY_DELEGATE)
    return _("Delegations are entered by the %(roles)s; your own absence you enter yourself.") % {
        "roles": names
    }


def _check(wanted: Wanted) -> None:
    errors: dict[str, list[str]] = {}
    if wanted.kind not in Kind.values:
        errors["kind"] = [_("There is no such kind of delegation.")]
    if wanted.ends_at is not None and wanted.ends_at <= wanted.starts_at:
        errors["ends_at"] = [_("The end lies before the beginning.")]
    if unknown := set(wanted.scope) - {process for process, _label in SCOPES}:
        errors["scope"] = [_("There is no process %(name)s.") % {"name": ", ".join(sorted(unknown))}]
    if wanted.is_legal and not wanted.order_number.strip():
        errors["order_number"] = [_("Give the number of the order that appoints the person.")]
    if sentence := _wrong_delegate(wanted):
        errors["delegate"] = [sentence]
    if sentence := _not_held(wanted.principal, wanted):
        errors["principal"] = [sentence]
    if errors:
        raise InvalidInputs(errors=errors, source=SOURCE if wanted.is_legal else "")


def _wrong_delegate(wanted: Wanted) -> str:
    stand_in = wanted.delegate
    if stand_in is None:
        return _("Name the person who acts.") if wanted.is_legal else ""
    if stand_in.organisation_id != wanted.principal.organisation_id:
        return _("Only somebody of the same agency can act.")
    if stand_in.person_id == wanted.principal.person_id:
        return _("Nobody stands in for themselves.")
    return _not_held(stand_in, wanted)


def _not_held(post: Post, wanted: Wanted) -> str:
    """A sentence where the post is not held through the whole time."""
    first = wanted.starts_at.astimezone(clock.BANGKOK).date()
    if not post.person.is_active:
        return _("The account of %(name)s is closed.") % {"name": post.person.name}
    if post.starts_on > first:
        return _("%(name)s holds this post only from %(day)s on.") % {
            "name": post.person.name,
            "day": short_date(post.starts_on),
        }
    if post.ends_on is not None and (wanted.ends_at is None or _last_day(wanted.ends_at) > post.ends_on):
        return _("%(name)s holds this post only until %(day)s.") % {
            "name": post.person.name,
            "day": short_date(post.ends_on),
        }
    return ""


def _last_day(ends_at: dt.datetime) -> dt.date:
    """The last day of a half-open time."""
    return (ends_at - dt.timedelta(microseconds=1)).astimezone(clock.BANGKOK).date()


def _refuse_overlap(wanted: Wanted) -> None:
    """One รักษาราชการแทน of a post at a time, and one record of an absence."""
    if wanted.kind == Kind.POWER:  # several may act by several orders, each within its scope
        return
    rows = Delegation.objects.filter(principal=wanted.principal, kind=wanted.kind)
    clash = rows.touching(wanted.starts_at, wanted.ends_at).select_related("delegate__person").first()
    if clash is None:
        return
    if wanted.kind == Kind.ABSENCE or clash.delegate is None:
        sentence = _("This absence overlaps one that is entered already. Cancel that one first.")
    else:
        sentence = _("%(name)s already acts for this post in that time. Revoke that order first.") % {
            "name": clash.delegate.person.name
        }
    raise RuleBroken(sentence, code="delegation_overlaps", source=SOURCE)


def _evidence(row: Delegation) -> dict[str, str]:
    return {
        "kind": row.kind,
        "principal": str(row.principal_id),
        "delegate": str(row.delegate_id or ""),
        "order_number": row.order_number,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat() if row.ends_at else "",
    }
