"""What orders and announcements share: draft -> to_sign -> signed; aside: cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.people.roles import Role
from workflows.engine.act import Act
from workflows.engine.models import Holder
from workflows.engine.rules.classes import Sort
from workflows.engine.step import step
from workflows.engine.timers import ALL
from workflows.letters.consultation import asking
from workflows.letters.consultation.inputs import ConsultInputs
from workflows.letters.order import guards
from workflows.letters.order import inputs as i
from workflows.letters.order import who as ours
from workflows.letters.order.states import O
from workflows.letters.outgoing.inputs import SignInputs
from workflows.letters.writing import signing, who
from workflows.letters.writing.drafting import send_up
from workflows.letters.writing.fields import Written
from workflows.letters.writing.guards import says_something
from workflows.letters.writing.holders import registrar, reviewer
from workflows.letters.writing.route import goes_on

if TYPE_CHECKING:
    from collections.abc import Collection

REGISTRARS = (Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR)


class Signable(Written):
    """A paper that somebody with the power signs, after another has looked it over."""

    class Meta:
        abstract = True

    @step(
        pgettext_lazy("order", "Submit for review"),
        source=O.DRAFT,
        who=who.is_drafter_or_head,
        inputs=i.OfferInputs,
        needs=[says_something],
        usual=True,
    )
    def offer(self, inputs: i.OfferInputs, act: Act) -> None:
        """Ask somebody to look the draft over; it waits for them from now on."""
        send_up(self, [inputs.reviewer] if inputs.reviewer else [], act, inputs.named_route)
        if not self.route and inputs.named_route:  # nobody of the route is there: whoever usually reads it
            send_up(self, [], act)

    @step(
        pgettext_lazy("order", "Look over the draft"),
        source=O.DRAFT,
        who=who.asked_next,
        bars=ours.not_to_review,
        never=ours.not_ones_own,
        inputs=i.ReviewInputs,
        needs=[says_something, guards.others_read_on],
        usual=True,
    )
    def look_over(self, inputs: i.ReviewInputs, act: Act) -> None:
        """Initials of a stop of the route behind which others read on; the last where those are not there."""
        goes_on(self, act)
        if not self.route:
            act.then(self, "review")

    @step(
        pgettext_lazy("order", "Approve the draft"),
        source=O.DRAFT,
        target=O.TO_SIGN,
        by=Role.DEPUTY,
        who=ours.may_review,
        bars=ours.not_to_review,
        never=ours.not_ones_own,
        inputs=i.ReviewInputs,
        needs=[says_something, guards.reads_last],
        usual=True,
    )
    def review(self, inputs: i.ReviewInputs, act: Act) -> None:
        """Initials: it is ready for the signature."""
        if not self.route:
            send_up(self, [], act)
        self.route = []

    @step(
        _("Send back the draft"),
        source=O.TO_SIGN,
        target=O.DRAFT,
        by=(Role.DEPUTY, Role.DIRECTOR),
        inputs=i.BackInputs,
        sort=Sort.RETURN,
    )
    def return_(self, inputs: i.BackInputs, act: Act) -> None:
        """Something is to be written otherwise; the version that was read is kept."""
        self.route = []

    @step(
        _("Ask for opinions"),
        source=(O.DRAFT, O.TO_SIGN),
        who=asking.may_consult,
        inputs=ConsultInputs,
        clause="ข้อ 26",
        quiet=True,
    )
    def consult(self, inputs: ConsultInputs, act: Act) -> None:
        """Several at once, beside the way up, until a day; the draft waits for none of them."""
        asking.consult(self, inputs, act)

    @step(
        pgettext_lazy("order", "Sign"),
        source=O.TO_SIGN,
        target=O.SIGNED,
        by=Role.DIRECTOR,
        inputs=SignInputs,
        clause="ข้อ 16.6; ม.26",
        usual=True,
    )
    def sign(self, inputs: SignInputs, act: Act) -> None:
        """From here on neither words nor files change."""
        signing.sign_it(self, inputs, act)
        asking.lapse_all(self, act)

    @step(
        _("Withdraw"),
        source=(O.DRAFT, O.TO_SIGN),
        target=O.CANCELLED,
        who=who.is_drafter_or_head,
        inputs=i.WithdrawInputs,
        stops=[ALL],
    )
    def withdraw(self, inputs: i.WithdrawInputs, act: Act) -> None:
        """Taken back before it was signed; no number was used."""
        asking.lapse_all(self, act)

    def holder(self) -> Holder:
        """The drafter, whoever looks it over, whoever signs, the registry."""
        if self.state == O.DRAFT:
            return reviewer(self) if self.route else Holder(person_id=self.created_by_id)
        if self.state == O.TO_SIGN:
            return Holder(role=Role.DIRECTOR)
        return registrar(self) if self.state in self.at_the_registry() else Holder()

    def at_the_registry(self) -> Collection[str]:
        """The states in which the registry does something next."""
        return {O.SIGNED}
