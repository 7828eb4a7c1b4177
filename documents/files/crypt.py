"""Sealing files in chunks, so that a part can be read without the whole.

    header: magic 8 bytes | salt 32 bytes          chunk i: up to 64 KiB of text + 16 bytes of tag

Each file has a key of its own (HKDF of EOFFICE_FILE_KEY and the salt); the nonce is the chunk's place and a
mark on the last one, so that chunks can be neither moved, left out nor cut off without notice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from documents.sealing import Unsealable, key_for

MAGIC = b"eofseal1"
SALT = 32
HEADER = len(MAGIC) + SALT
CHUNK = 64 * 1024
TAG = 16

#: Reads `length` bytes of the stored form from `start`.
ReadAt = Callable[[int, int], bytes]


def seal_pieces(pieces: Iterable[bytes], target: BinaryIO) -> None:
    """Write the sealed form of the bytes in `pieces`, of whatever length each is."""
    header = MAGIC + os.urandom(SALT)
    cipher = _cipher(header)
    target.write(header)
    waiting, place = b"", 0
    for piece in pieces:
        waiting += piece
        while len(waiting) > CHUNK:  # a full chunk waits: it may be the last one
            target.write(cipher.encrypt(_nonce(place, last=False), waiting[:CHUNK], header))
            waiting, place = waiting[CHUNK:], place + 1
    target.write(cipher.encrypt(_nonce(place, last=True), waiting, header))


def unseal_range(read_at: ReadAt, *, size: int, start: int, length: int) -> Iterator[bytes]:
    """The bytes `start` … `start + length` of a file of `size` bytes in clear. Raises Unsealable."""
    header = read_at(0, HEADER)
    if len(header) != HEADER or not header.startswith(MAGIC):
        raise Unsealable("no sealed file")
    cipher = _cipher(header)
    final = max(0, (size - 1) // CHUNK)
    end = min(size, start + length)
    for place in range(start // CHUNK, (max(start, end - 1) // CHUNK) + 1):
        text = _open(cipher, header, read_at, place, last=place == final)
        first, beyond = place * CHUNK, (place + 1) * CHUNK
        yield text[max(0, start - first) : min(end, beyond) - first]


def sealed_size(size: int) -> int:
    """How many bytes the sealed form of `size` bytes has."""
    return HEADER + size + TAG * max(1, -(-size // CHUNK))


def _open(cipher: AESGCM, header: bytes, read_at: ReadAt, place: int, *, last: bool) -> bytes:
    raw = read_at(HEADER + place * (CHUNK + TAG), CHUNK + TAG)
    try:
        return cipher.decrypt(_nonce(place, last=last), raw, header)
    except (InvalidTag, ValueError) as error:
        raise Unsealable(f"chunk {place} was changed, or sealed with another key") from error


def _cipher(header: bytes) -> AESGCM:
    salt = header[len(MAGIC) :]
    key = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"eoffice:one-file:1").derive(key_for("file"))
    return AESGCM(key)


def _nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
