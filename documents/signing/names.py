"""Names in certificates, as people know them; without Django, for the processes that read foreign files."""

from __future__ import annotations

from cryptography import x509
from cryptography.x509.oid import NameOID


def shown_name(name: x509.Name) -> str:
    """The common name with the organisation behind it."""
    told = [name.get_attributes_for_oid(oid) for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)]
    return ", ".join(str(found[0].value) for found in told if found)[:300] or name.rfc4514_string()[:300]
