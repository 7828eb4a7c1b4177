"""Words that pages say about items: how long, for whom, what happened."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eoffice.people.roles import Role
from workflows.engine.may import state_label
from workflows.engine.models import Tracked

MINUTES_A_DAY = 7 * 60  # 08.30-16.30 with the hour at noon (sheet 11 "Office hours")


def worked(minutes: int | None) -> str:
    """Working time as people say it, in its two largest parts: 2 days 3 h, 1 h 40 min, 12 min."""
    if minutes is None:
        return ""
    days, rest = divmod(minutes, MINUTES_A_DAY)
    hours, left = divmod(rest, 60)
    parts = [
        ngettext("%(count)d day", "%(count)d days", days) % {"count": days} if days else "",
        _("%(count)d h") % {"count": hours} if hours else "",
        _("%(count)d min") % {"count": left} if left and not days else "",
    ]
    return " ".join(filter(None, parts)) or _("less than a minute")


def waits_for(item: Tracked) -> str:
    """Whom an item waits for: a person, a role, a unit's role; empty where nobody."""
    if item.holder_person is not None:
        return item.holder_person.name
    if not item.holder_role:
        return ""
    role = str(Role(item.holder_role).label)
    return f"{role} {item.holder_unit.name}" if item.holder_unit else role


def what_now(item: Tracked) -> str:
    """After a step: the new state, and where the item went. Said quietly."""
    state, holder = state_label(item, item.state), waits_for(item)
    told = {"item": item.headline(), "state": state, "holder": holder}
    if holder:
        return _("%(item)s: %(state)s, now with %(holder)s.") % told
    return _("%(item)s: %(state)s.") % told
