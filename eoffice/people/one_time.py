"""Passwords for the first log-in, made to be read off a slip of paper and typed on a phone."""

from __future__ import annotations

import secrets

#: Neither 0 and o, nor 1, l and i, nor u and v side by side: nobody asks which one it is.
_LETTERS = "abcdefghjkmnpqrstwxyz23456789"
_GROUPS, _IN_A_GROUP = 3, 4


def one_time_password() -> str:
    """A fresh password such as k7hm-x2pq-9rtd: 58 bits, good for one log-in."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
