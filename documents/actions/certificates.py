"""Certificates that people and agencies sign with, and the issuers that an agency trusts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from documents.models import Certificate, Trusted
from documents.signing.blocks import read_lists, read_roots
from documents.signing.errors import NoCertificate, Revoked, WrongPassphrase
from documents.signing.keys import Unlocked, facts_of, refuse_out_of_time, unlock
from documents.signing.names import shown_name
from eoffice.common import clock
from eoffice.common.afterwards import afterwards
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.organisations.models import Organisation
from eoffice.organisations.settings_of import settings_of
from eoffice.people import audit
from eoffice.people.actions.agency import change_settings
from eoffice.people.administration import must_administer
from eoffice.people.again import PLACE
from eoffice.people.lockout import count_try, refuse_if_locked
from eoffice.people.roles import Role

if TYPE_CHECKING:
    from eoffice.people.models import Post, User

OWN, SEAL = "own", "seal"
#: Who puts the agency's seal on a paper: whoever signs for it.
SEALERS = (Role.DIRECTOR,)
#: Processes whose papers may be signed with a certificate.
CERTIFIABLE = ("outgoing_letter", "order")
MOST_TRUSTED, LARGEST = 200, 5_000_000
#: How signatures are looked at; another word here has every file looked at anew.
LOOKING = "at the time of the signature"


def keep_own(data: bytes, passphrase: str, *, post: Post) -> Certificate:
    """Keep the certificate of whoever holds `post`, in place of the one before.

    Raises NotPkcs12, WrongPassphrase, NotForSigning, Expired, NotYetValid.
    """
    return _keep(data, passphrase, post=post, person=post.person)


def keep_seal(data: bytes, passphrase: str, *, by: Post) -> Certificate:
    """Keep the agency's seal. Raises NotAllowed and what `keep_own` raises."""
    must_administer(by)
    return _keep(data, passphrase, post=by, person=None)


def _keep(data: bytes, passphrase: str, *, post: Post, person: User | None) -> Certificate:
    facts = _unlock(data, passphrase, post).facts
    refuse_out_of_time(facts, at=clock.now())
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=post.organisation_id)
        rows = Certificate.objects.select_for_update()
        found = (
            rows.filter(person=person) if person else rows.filter(person=None, organisation=post.organisation)
        )
        kept = found.first() or Certificate(person=person)
        kept.organisation = post.organisation
        kept.describe(facts)
        kept.keep(data)
        kept.uploaded_by, kept.uploaded_at = post.person, clock.now()
        kept.save()
        audit.note(
            "certificate_kept" if person else "seal_kept",
            post=post,
            subject=f"certificate:{kept.pk}",
            serial=kept.serial,
            until=kept.not_after.isoformat(),
        )
    return kept


def remove_own(*, post: Post) -> None:
    """Forget one's own certificate, key and all."""
    _remove(Certificate.objects.of_person(post.person), post, "certificate_removed")


def remove_seal(*, by: Post) -> None:
    """Forget the agency's seal."""
    must_administer(by)
    _remove(Certificate.objects.seal_of(by.organisation), by, "seal_removed")


def _remove(found: Certificate | None, post: Post, action: str) -> None:
    if found is None:
        raise NoCertificate
    with transaction.atomic():
        audit.note(action, post=post, subject=f"certificate:{found.pk}", serial=found.serial)
        found.delete()


def unlock_for(post: Post, which: str, passphrase: str, *, at: dt.datetime) -> Unlocked:
    """The key that `post` signs with now: the own one, or the agency's seal.

    Raises NoCertificate, NotAllowed, WrongPassphrase, Expired, NotYetValid, Revoked, TooManyTries.
    """
    found = certificate_of(post, which)
    if found is None:
        raise NoCertificate
    held = _unlock(found.file(), passphrase, post)
    refuse_unfit(held, post.organisation, at=at)
    return held


def certificate_of(post: Post, which: str) -> Certificate | None:
    """The certificate itself; None where there is none. Raises NotAllowed for a seal that is not theirs."""
    if which != SEAL:
        return Certificate.objects.of_person(post.person)
    if not post.has(*SEALERS):
        raise NotAllowed(_("Only whoever signs for the agency puts its seal on a paper."))
    return Certificate.objects.seal_of(post.organisation)


def refuse_unfit(held: Unlocked, organisation: Organisation, *, at: dt.datetime) -> None:
    """Raises Expired, NotYetValid, or Revoked where a list that the agency keeps names it."""
    facts = held.facts
    refuse_out_of_time(facts, at=at)
    certificate = x509.load_der_x509_certificate(held.certificate)
    for one in Trusted.objects.filter(organisation=organisation, sort=Trusted.Sort.REVOKED):
        listed = x509.load_der_x509_crl(bytes(one.der))
        if listed.issuer != certificate.issuer:
            continue
        row = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if row is not None and row.revocation_date_utc <= at:
            raise Revoked


def _unlock(data: bytes, passphrase: str, post: Post) -> Unlocked:
    """A wrong passphrase counts as a wrong password before a signature does."""
    person = post.person
    refuse_if_locked(person.username, PLACE)
    try:
        return unlock(data, passphrase)
    except WrongPassphrase:
        afterwards(partial(_note_failure, person))
        raise


def _note_failure(person: User) -> None:
    count_try(person.username, PLACE)
    audit.note("passphrase_wrong", actor=person)


# What an agency trusts


def trust(data: bytes, *, by: Post) -> list[Trusted]:
    """Take in roots and lists of revoked certificates, PEM (several in one file) or DER. What is there
    already stays; a newer list takes the place of its issuer's older one. Raises NotAllowed, InvalidInputs.
    """
    must_administer(by)
    if len(data) > LARGEST:
        raise _refused(_("No file larger than %(most)s MB is read.") % {"most": LARGEST // 1_000_000})
    roots, lists = read_roots(data), read_lists(data)
    if not roots and not lists:
        raise _refused(_("The file holds neither a certificate nor a list of revoked ones (PEM or DER)."))
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        here = Trusted.objects.filter(organisation=by.organisation_id)
        rows = [_root(found) for found in roots] + [_list(found) for found in _newest(lists, here)]
        if not rows:
            raise _refused(_("The list is older than the one that is kept of its issuer."))
        for row in rows:
            row.organisation, row.added_by, row.added_at = by.organisation, by.person, clock.now()
            if not here.filter(fingerprint=row.fingerprint).exists():
                row.save()
        if here.count() > MOST_TRUSTED:
            raise InvalidInputs(_("No more than %(most)s are kept.") % {"most": MOST_TRUSTED})
        audit.note("trust_added", post=by, added=[row.fingerprint[:16] for row in rows])
    return list(here)


def _refused(why: str) -> InvalidInputs:
    return InvalidInputs(why, code="not_a_certificate", errors={"file": [why]})


def _newest(
    lists: list[x509.CertificateRevocationList], here: QuerySet[Trusted]
) -> list[x509.CertificateRevocationList]:
    """Those to be kept; what they outdate of the same issuer, by its whole name, is gone afterwards."""
    kept = {row.pk: x509.load_der_x509_crl(bytes(row.der)) for row in here.filter(sort=Trusted.Sort.REVOKED)}
    newest: dict[x509.Name, x509.CertificateRevocationList] = {}
    for one in [*kept.values(), *lists]:
        last = newest.get(one.issuer)
        if last is None or one.last_update_utc >= last.last_update_utc:
            newest[one.issuer] = one
    here.filter(pk__in=[pk for pk, one in kept.items() if newest[one.issuer] != one]).delete()
    return [one for one in lists if newest[one.issuer] == one]


def trust_no_longer(pk: int, *, by: Post) -> None:
    """Take one out again."""
    must_administer(by)
    with transaction.atomic():
        found = Trusted.objects.select_for_update().filter(organisation=by.organisation_id, pk=pk).first()
        if found is not None:
            audit.note("trust_removed", post=by, removed=found.fingerprint[:16])
            found.delete()


def trusted_by(organisation: Organisation | int) -> tuple[list[bytes], list[bytes], str]:
    """Roots and lists in DER, and a digest that changes with them and with how they are used."""
    rows = list(Trusted.objects.filter(organisation=organisation).order_by("pk"))
    told = "\n".join([LOOKING, *(row.fingerprint for row in rows)])
    digest = hashlib.sha256(told.encode()).hexdigest()
    return (
        [bytes(row.der) for row in rows if row.sort == Trusted.Sort.ROOT],
        [bytes(row.der) for row in rows if row.sort == Trusted.Sort.REVOKED],
        digest,
    )


def decide(certificate_for: Sequence[str], timestamps: str, *, by: Post) -> None:
    """Which papers are signed with a certificate at least, and who is asked for trusted time."""
    must_administer(by)
    if set(certificate_for) - set(CERTIFIABLE):
        raise InvalidInputs(
            errors={"certificate_for": [_("Papers of this kind are not signed by certificate.")]}
        )
    address = timestamps.strip()
    if address and (urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).netloc):
        raise InvalidInputs(
            errors={"timestamps": [_("Give an address that begins with http:// or https://.")]}
        )
    now = settings_of(by.organisation)
    change_settings(
        dataclasses.replace(now, certificate_for=tuple(certificate_for), timestamps=address), by=by
    )


def _root(found: x509.Certificate) -> Trusted:
    facts = facts_of(found)
    return Trusted(
        sort=Trusted.Sort.ROOT,
        subject=facts.subject,
        fingerprint=facts.fingerprint,
        not_after=facts.not_after,
        der=found.public_bytes(Encoding.DER),
    )


def _list(found: x509.CertificateRevocationList) -> Trusted:
    der = found.public_bytes(Encoding.DER)
    return Trusted(
        sort=Trusted.Sort.REVOKED,
        subject=shown_name(found.issuer),
        fingerprint=hashlib.sha256(der).hexdigest(),
        not_after=found.next_update_utc,
        der=der,
    )
