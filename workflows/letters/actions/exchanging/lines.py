"""The line itself: what the administrator decides about it, trying it, and the list of whom it reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from documents import sealing
from eoffice.common import clock
from eoffice.common.errors import InvalidInputs, TransitionRefused
from eoffice.common.thai.normalise import normalise
from eoffice.people import audit
from eoffice.people.administration import must_administer
from eoffice.people.hidden import seen_or_404
from eoffice.people.models import Post
from workflows.letters.actions.exchanging.following import K, notice_about
from workflows.letters.actions.exchanging.watching import must_watch
from workflows.letters.exchange.client import Away, Declined
from workflows.letters.models import ExchangeAccount, ExchangeAgency, ExchangeMessage

USUAL_PORT = {"http": ":80", "https": ":443"}
PATIENCE = 10  # seconds that a person waits for an answer
SECRET = frozenset({"password", "certificates", "codes"})
Stage = ExchangeMessage.Stage


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    """What is decided about a line. `password` None: the one before stays."""

    is_on: bool = False
    endpoint: str = ""
    ministry: str = ""
    department: str = ""
    username: str = ""
    password: str | None = None
    certificates: str = ""
    poll_minutes: int = 5
    carries_secrets: bool = False
    codes: Mapping[str, Any] = field(default_factory=dict)


def line_at(post: Post) -> ExchangeAccount:
    """The line of the agency; a fresh one, kept nowhere, where it has none yet."""
    found = ExchangeAccount.objects.filter(organisation=post.organisation_id).first()
    return found or ExchangeAccount(organisation=post.organisation)


@transaction.atomic
def change_line(facts: LineFacts, *, by: Post) -> bool:
    """Decide about the agency's line. Raises NotAllowed and InvalidInputs.

    A password belongs to the server it was written for: another one is not told it. Answers whether it was
    forgotten for that.
    """
    must_administer(by)
    _must_be_whole(facts)
    line = ExchangeAccount.objects.select_for_update().filter(organisation=by.organisation_id).first()
    line = line or ExchangeAccount(organisation=by.organisation)
    told = {name: value for name, value in asdict(facts).items() if name != "password"}
    changed = {
        name: [getattr(line, name), value] for name, value in told.items() if getattr(line, name) != value
    }
    moved = bool(line.sealed_password) and _server(line.endpoint) != _server(facts.endpoint)
    forgotten = moved and facts.password is None
    for name, value in told.items():
        setattr(line, name, value)
    if forgotten:
        line.sealed_password = None
        changed["password"] = []
    if facts.password is not None:
        line.sealed_password = sealing.seal(facts.password) if facts.password else None
        changed["password"] = []
    line.trouble, line.polls_next_at = "", None
    line.save()
    shown = {name: values for name, values in changed.items() if name not in SECRET}
    hidden = sorted(changed.keys() & SECRET)
    audit.note(
        "exchange_line_changed",
        post=by,
        subject=f"organisation:{line.organisation_id}",
        changed=shown,
        hidden=hidden,
    )
    return forgotten


def _server(endpoint: str) -> tuple[str, str]:
    """Whom an address speaks to: a password goes to nobody else."""
    parts = urlsplit(endpoint)
    host = parts.netloc.rpartition("@")[2].lower()
    return parts.scheme, host.removesuffix(USUAL_PORT.get(parts.scheme, ""))


def try_line(by: Post) -> None:
    """Ask the server the time. Raises TransitionRefused with the sentence why it did not answer."""
    must_administer(by)
    _asking(by, lambda line: line.client(patience=PATIENCE).greet())


def fetch_agencies(by: Post) -> int:
    """Bring the list of agencies up to date; answers how many there are. Raises TransitionRefused."""
    must_administer(by)
    line = _kept(by)
    found = {
        one.code[:20]: one for one in _asking(by, lambda line: line.client(patience=PATIENCE).agencies())
    }
    with transaction.atomic():
        line.agencies.exclude(code__in=found).delete()
        ExchangeAgency.objects.bulk_create(
            [
                ExchangeAgency(
                    account=line, code=code, ministry=one.ministry[:20], name=normalise(one.name)[:200]
                )
                for code, one in found.items()
            ],
            update_conflicts=True,
            unique_fields=["account", "code"],
            update_fields=["ministry", "name"],
        )
    return len(found)


@transaction.atomic
def take_again(pk: int, by: Post) -> None:
    """Try a message once more: what failed is sent or read anew, a doubted number is told again.

    Raises NotAllowed, TransitionRefused, and Http404 where the agency has no such message.
    """
    must_watch(by)
    message = _message(pk, by)
    if message.stage != Stage.FAILED:
        raise TransitionRefused(_("Only what failed is tried again."))
    if message.kind == K.INVALID_NUMBER and not message.is_out and message.incoming is not None:
        _tell_number_again(message)
        return
    if message.kind in {K.LETTER, K.DELETE} and message.is_out:
        raise TransitionRefused(_("A letter is sent again from its own page."))
    message.stage, message.next_at, message.trouble, message.tries = Stage.WAITING, clock.now(), "", 0
    message.first_tried_at = None
    message.save()


@transaction.atomic
def settle(pk: int, by: Post) -> None:
    """Somebody saw to it: what was wrong is no trouble any more; the sentence stays."""
    must_watch(by)
    message = _message(pk, by)
    if not message.trouble or message.stage == Stage.WAITING:
        raise TransitionRefused(_("There is nothing to settle."))
    message.stage = Stage.LEFT
    message.save(update_fields=["stage"])
    audit.note("exchange_settled", post=by, subject=f"exchange_message:{message.pk}")


def _tell_number_again(message: ExchangeMessage) -> None:
    told = notice_about(message, K.ACCEPTED, f"{K.ACCEPTED}:again:{message.pk}")
    ExchangeMessage.objects.bulk_create([told], ignore_conflicts=True)
    message.stage = Stage.LEFT
    message.save(update_fields=["stage"])


def _message(pk: int, by: Post) -> ExchangeMessage:
    rows = ExchangeMessage.objects.select_for_update(of=("self",)).visible_to(by).select_related("incoming")
    return seen_or_404(rows, pk, by, kind="exchange_message")


def _kept(by: Post) -> ExchangeAccount:
    line = ExchangeAccount.objects.filter(organisation=by.organisation_id).first()
    if line is None or not line.endpoint:
        raise TransitionRefused(_("Write the address of the e-CMS server first."))
    return line


def _asking(by: Post, ask: Any) -> Any:
    line = _kept(by)
    try:
        answer = ask(line)
    except (Away, Declined) as error:
        raise TransitionRefused(str(error), code="exchange_unreachable") from error
    ExchangeAccount.objects.filter(pk=line.pk).update(reached_at=clock.now(), trouble="")
    return answer


def _must_be_whole(facts: LineFacts) -> None:
    errors: dict[str, list[str]] = {}
    parts = urlsplit(facts.endpoint)
    if facts.endpoint and (parts.scheme not in {"http", "https"} or not parts.hostname):
        errors["endpoint"] = [_("An address begins with https:// and names a server.")]
    if facts.is_on and not facts.endpoint:
        errors["endpoint"] = [_("Write the address of the e-CMS server first.")]
    if facts.is_on and not facts.department:
        errors["department"] = [_("Without its code the agency can't be told from others.")]
    if facts.carries_secrets and parts.scheme != "https":
        errors["carries_secrets"] = [_("Secret letters need an encrypted line: an address with https://.")]
    if facts.username and parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        errors["endpoint"] = [_("A password goes over an encrypted line alone: an address with https://.")]
    if not 1 <= facts.poll_minutes <= 1440:
        errors["poll_minutes"] = [_("Give 1 to 1,440 minutes.")]
    if errors:
        raise InvalidInputs(errors=errors)
