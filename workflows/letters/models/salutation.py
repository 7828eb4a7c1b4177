"""How an office addresses its recipients, where it departs from the table of appendix 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.organisations.models import Organisation
from workflows.letters.rules.salutations import SEED, Address

if TYPE_CHECKING:
    from eoffice.people.models import Post


class AddressFormQuerySet(models.QuerySet["AddressForm"]):
    """Questions about the departures."""

    def visible_to(self, post: Post) -> AddressFormQuerySet:
        """The agency's own: how people are addressed is no secret in the house."""
        return self.filter(organisation=post.organisation_id)


class AddressForm(models.Model):
    """One rank as the office wants it; it takes the place of the sheet's row of the same code."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    code = models.SlugField(max_length=40)
    recipients = models.CharField(_("recipients"), max_length=300)
    salutation = models.CharField(_("salutation"), max_length=100)
    second = models.CharField(_("pronoun for the recipient"), max_length=100, blank=True)
    first = models.CharField(_("pronoun for the writer"), max_length=100, blank=True)
    closing = models.CharField(_("closing"), max_length=100)
    envelope = models.CharField(_("word on the envelope"), max_length=100)
    known = models.JSONField(_("known by"), default=list)
    by_hand = models.BooleanField(_("chosen by hand only"), default=False)
    is_dropped = models.BooleanField(default=False)  # the office does not use this row of the sheet

    objects = AddressFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("form of address")
        ordering = ["organisation", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="address_form_once")]

    def __str__(self) -> str:
        return self.recipients

    @property
    def as_address(self) -> Address:
        """The same as the rules read it."""
        return Address(
            code=self.code,
            recipients=self.recipients,
            salutation=self.salutation,
            second=self.second,
            first=self.first,
            closing=self.closing,
            envelope=self.envelope,
            known=tuple(self.known),
            by_hand=self.by_hand,
        )


def addresses_of(organisation_id: int) -> tuple[Address, ...]:
    """The table that holds in an office: the sheet's rows in their order, then its own. One query."""
    own = {row.code: row for row in AddressForm.objects.filter(organisation=organisation_id)}
    sheet = [own.pop(row.code).as_address if row.code in own else row for row in _kept(own)]
    return (*sheet, *(row.as_address for row in own.values() if not row.is_dropped))


def _kept(own: dict[str, AddressForm]) -> list[Address]:
    dropped = {code for code, row in own.items() if row.is_dropped}
    return [row for row in SEED if row.code not in dropped]
