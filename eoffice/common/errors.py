"""Refusals: what was asked can't be done, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _


class RuleBroken(Exception):
    """A request that a rule refuses.

    Carries a sentence fit to show (`detail`), a stable `code` for programs, the `source` clause where
    there is one, and the HTTP status that fits (API.md: 403 role, 409 state or condition, 422 input).
    """

    code = "rule_broken"
    status = 409
    title = _("This cannot be done")

    def __init__(
        self,
        detail: object = "",
        *,
        source: str = "",
        code: str | None = None,
        errors: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.detail = detail or self.title
        self.source = source
        self.code = code or self.code
        self.errors = {name: [str(text) for text in texts] for name, texts in (errors or {}).items()}
        super().__init__(str(self.detail))

    def __str__(self) -> str:
        return str(self.detail)


class NotAllowed(RuleBroken):
    """The item may be seen, but this person may not do this."""

    code = "not_allowed"
    status = 403
    title = _("You may not do this")


class TransitionRefused(RuleBroken):
    """The state or a condition closes the step."""

    code = "transition_refused"
    title = _("This step is closed now")


class Stale(RuleBroken):
    """The item changed after the reader last saw it."""

    code = "stale"
    title = _("Someone changed this meanwhile")


class NumberConflict(RuleBroken):
    """The number asked for is taken."""

    code = "number_conflict"
    title = _("This number is taken")


class IdempotencyMismatch(RuleBroken):
    """The same key came with another body."""

    code = "idempotency_mismatch"
    title = _("This request key was used for something else")


class InvalidInputs(RuleBroken):
    """Fields are missing or wrong; `errors` says which."""

    code = "invalid"
    status = 422
    title = _("Some fields need correction")


class TooLarge(RuleBroken):
    """More bytes than the office accepts."""

    code = "too_large"
    status = 413
    title = _("The file is too large")


class UnsupportedType(RuleBroken):
    """A kind of file that the office does not accept."""

    code = "unsupported_type"
    status = 415
    title = _("This kind of file is not accepted")
