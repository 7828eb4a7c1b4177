"""Sealing short secret texts and deriving keys, from a key that the database never holds."""

from __future__ import annotations

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = b"\x01"
NONCE = 12


class Unsealable(Exception):
    """Sealed bytes were changed, or were sealed with another key."""


@lru_cache(maxsize=8)
def _derive(master: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(master.encode())


def key_for(purpose: str) -> bytes:
    """32 bytes for one purpose, derived from EOFFICE_FILE_KEY."""
    return _derive(settings.FILE_KEY, f"eoffice:{purpose}:1")


def seal(text: str) -> bytes:
    """A text made unreadable; the same text never gives the same bytes."""
    nonce = os.urandom(NONCE)
    return VERSION + nonce + AESGCM(key_for("text")).encrypt(nonce, text.encode(), VERSION)


def unseal(sealed: bytes | memoryview) -> str:
    """What `seal` hid. Raises Unsealable."""
    raw = bytes(sealed)
    try:
        plain = AESGCM(key_for("text")).decrypt(raw[1 : 1 + NONCE], raw[1 + NONCE :], raw[:1])
    except (InvalidTag, ValueError) as error:
        raise Unsealable("a sealed text cannot be opened with the present key") from error
    return plain.decode()
