"""From which address a request comes."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The client's address; behind EOFFICE_PROXIES proxies of ours, the one that the outermost of them saw.

    What stands further left in X-Forwarded-For was written by the client, and proves nothing.
    """
    found = str(request.META.get("REMOTE_ADDR", ""))
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < settings.PROXIES <= len(seen):
        found = seen[-settings.PROXIES].strip()
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:  # a socket has no address
        return ""
