"""Setting up the central mailbox, and trying it."""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import asdict, dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from documents import sealing
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.people import audit
from eoffice.people.administration import must_administer
from eoffice.people.models import Post
from workflows.letters.intake import server
from workflows.letters.intake.server import MailboxTrouble
from workflows.letters.models import MailAccount

MOST_FOLDERS = 50
Security = MailAccount.Security


@dataclass(frozen=True)
class AccountFacts:
    """The mailbox as it is set up. An empty password means the one kept."""

    host: str
    username: str
    port: int = 993
    security: str = Security.TLS.value
    password: str = ""
    morning_at: dt.time = dt.time(9)
    afternoon_at: dt.time = dt.time(13, 30)
    since: dt.date = dt.date(2026, 1, 1)
    replies: bool = True
    is_active: bool = True
    folders: tuple[str, ...] = ()
    spam_folders: tuple[str, ...] = ()


@transaction.atomic
def change_account(facts: AccountFacts, *, by: Post) -> MailAccount:
    """Set up the mailbox of the agency of `by`, or change it. The audit notes what, never the password.

    Raises NotAllowed, InvalidInputs.
    """
    must_administer(by)
    account = MailAccount.objects.select_for_update().filter(organisation=by.organisation_id).first()
    wanted = _built(facts, account, by)
    changed = _changed(account, facts)
    wanted.set_by, wanted.changed_at = by, clock.now()
    wanted.trouble, wanted.tries, wanted.next_try_at = "", 0, None
    wanted.save()
    audit.note("mailbox_changed", post=by, subject=f"organisation:{by.organisation_id}", changed=changed)
    return wanted


def try_account(facts: AccountFacts, *, by: Post) -> str:
    """Log in and look, without keeping anything; answers what was found in a sentence.

    Raises NotAllowed, InvalidInputs, and TransitionRefused with what is wrong.
    """
    must_administer(by)
    account = _built(facts, MailAccount.objects.filter(organisation=by.organisation_id).first(), by)
    audit.note("mailbox_tried", post=by, subject=f"organisation:{by.organisation_id}", host=facts.host)
    try:
        with server.opened(account) as client:
            told = []
            for folder in server.folders_of(client, account)[:MOST_FOLDERS]:
                server.select(client, folder, for_reading=True)
                count = len(server.uids_since(client, account.since))
                told.append(f"{folder.name} {count}")
    except MailboxTrouble as trouble:
        raise TransitionRefused(str(trouble), code="mailbox_trouble") from trouble
    return _("The mailbox opens. Mails since the day set: %(folders)s.") % {"folders": ", ".join(told)}


def _built(facts: AccountFacts, account: MailAccount | None, by: Post) -> MailAccount:
    """The account with these facts, not saved."""
    if facts.morning_at >= dt.time(12) or not dt.time(12) <= facts.afternoon_at < dt.time(16, 30):
        sentence = _("One look before noon, one between noon and 16.30 (appendix 7, 2).")
        raise InvalidInputs(sentence, source="ภาคผนวก 7 ข้อ 2", errors={"afternoon_at": [sentence]})
    if facts.security == Security.NONE and not _is_in_the_house(facts.host):
        sentence = _(
            "Without encryption only a server in the same house is read: the password travels in clear."
        )
        raise InvalidInputs(sentence, errors={"security": [sentence]})
    if not facts.password and (account is None or account.host != facts.host):
        sentence = _("Give the password of this mailbox.")  # the kept one goes to no other server
        raise InvalidInputs(sentence, errors={"password": [sentence]})
    found = account or MailAccount(organisation_id=by.organisation_id)
    for name, value in asdict(replace(facts, password="")).items():
        if name != "password":
            setattr(found, name, list(value) if isinstance(value, tuple) else value)
    if facts.password:
        found.sealed_password = sealing.seal(facts.password)
    return found


def _is_in_the_house(host: str) -> bool:
    """A name of this machine, or a private address."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host in {"localhost"} or host.endswith((".local", ".internal", ".lan"))


def _changed(account: MailAccount | None, facts: AccountFacts) -> list[str]:
    """The names of what changes; never a value of the password."""
    if account is None:
        return ["*"]
    before = MailAccount.objects.get(pk=account.pk)
    told = asdict(replace(facts, password=""))
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}
    names = [name for name, value in plain.items() if name != "password" and getattr(before, name) != value]
    return [*names, *(["password"] if facts.password else [])]
