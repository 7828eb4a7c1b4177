"""Certificate files that are made to keep a machine busy."""

from __future__ import annotations

from typing import Any, ClassVar

from asn1crypto import algos, core, pkcs12


class _Pair(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar = [("first", core.Any), ("second", core.Any)]


class _Mac(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar = [("mac", core.Any), ("salt", core.OctetString), ("rounds", core.Integer)]


class _File(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar = [("version", core.Integer), ("safe", core.Any), ("mac", core.Any)]


def _pair(first: Any, second: Any) -> _Pair:
    return _Pair({"first": core.Any(first), "second": core.Any(second)})


def with_hidden_rounds(p12: bytes, rounds: int) -> bytes:
    """The file guarded by PBMAC1 (RFC 9579): one round where they are usually counted, these in truth."""
    salt = algos.Pbkdf2Salt(name="specified", value=b"12345678")
    told = {"salt": salt, "iteration_count": rounds, "key_length": 32, "prf": {"algorithm": "sha256"}}
    derived = algos.KdfAlgorithm({"algorithm": "pbkdf2", "parameters": algos.Pbkdf2Params(told)})
    digest = algos.HmacAlgorithm({"algorithm": "sha256", "parameters": core.Null()})
    method = _pair(core.ObjectIdentifier("1.2.840.113549.1.5.14"), _pair(derived, digest))
    mac = _Mac({"mac": core.Any(_pair(method, core.OctetString(bytes(32)))), "salt": b"x", "rounds": 1})
    safe = pkcs12.Pfx.load(p12)["auth_safe"]
    return bytes(_File({"version": 3, "safe": core.Any(safe), "mac": core.Any(mac)}).dump())


def with_many_parts(p12: bytes, times: int) -> bytes:
    """The file with each of its parts so many times: every one is derived for by itself."""
    file = pkcs12.Pfx.load(p12)
    parts = pkcs12.AuthenticatedSafe(list(file.authenticated_safe) * times)
    file["auth_safe"]["content"] = core.OctetString(parts.dump())
    return bytes(file.dump(force=True))
