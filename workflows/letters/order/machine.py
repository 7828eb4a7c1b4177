"""The life of an order (คำสั่ง), from the draft to everybody whom it names.

    draft -> to_sign -> signed -> issued -> circulated -> done      aside: superseded, cancelled

Domain sheet 12.3 (or_).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.classes import Run
from documents.rules.wording import Wording
from eoffice.people.roles import Role
from workflows.engine.act import Act
from workflows.engine.inputs import NoInputs
from workflows.engine.models import Holder, Tracked
from workflows.engine.step import NOT_BEGUN, step
from workflows.engine.timers import ALL
from workflows.letters.order import drafting, paper
from workflows.letters.order import inputs as i
from workflows.letters.order.queryset import OrderQuerySet
from workflows.letters.order.signable import REGISTRARS, Signable
from workflows.letters.order.states import CLASSES, USUAL_WAY, O, Timer
from workflows.letters.outgoing.states import PAPERS
from workflows.letters.writing import named, signing, who
from workflows.letters.writing.fields import indexes

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from documents.rendering.papers import Paper
    from eoffice.people.models import Post
    from workflows.engine.inputs.ask import Ask
    from workflows.letters.models import OrderName

NUMBERED = (O.ISSUED, O.CIRCULATED, O.DONE)


class Order(Signable):
    """One order of one office."""

    process = "order"
    path = "orders"
    process_label = pgettext_lazy("process", "Order")
    read_with = ("organisation", "document")
    states = O
    classes = CLASSES
    usual_way = USUAL_WAY

    effective_on = models.DateField(_("in force from"), null=True)
    acknowledge_by = models.DateTimeField(_("acknowledge by"), null=True)

    if TYPE_CHECKING:
        readers: RelatedManager[OrderName]

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("process", "order")
        indexes = indexes("orders")

    @step(
        _("Draft an order"),
        source=NOT_BEGUN,
        target=O.DRAFT,
        who=who.anybody,
        inputs=i.OrderInputs,
        clause="ข้อ 16",
    )
    def draft(self, inputs: i.OrderInputs, act: Act) -> None:
        """Why, by which power, what is ordered, whom it names, from when."""
        drafting.says_all(inputs)
        wording = drafting.wording_of_order(inputs, drafting.lines_of(inputs.names))
        drafting.begin(self, wording, act, inputs.unit, speed=inputs.speed, secrecy=inputs.secrecy)
        self.effective_on = inputs.effective_on
        drafting.enclose(self, inputs.files, act)
        act.after(lambda: drafting.write_names(self, inputs.names))

    @step(_("Edit the draft"), source=O.DRAFT, who=who.may_edit, inputs=i.EditOrderInputs)
    def edit(self, inputs: i.EditOrderInputs, act: Act) -> None:
        """The next version; the one before stays readable."""
        before = drafting.change(self)
        names = drafting.lines_of(inputs.names) if inputs.names else before.names
        if inputs.names:
            drafting.write_names(self, inputs.names)
        drafting.rewrite(self, drafting.wording_of_order(inputs, names), act)
        self.effective_on = inputs.effective_on
        drafting.enclose(self, inputs.files, act)

    @step(
        _("Give the order its number"),
        source=O.SIGNED,
        target=O.ISSUED,
        by=(*REGISTRARS, Role.SYSTEM),
        bars=who.the_right_registrar,
        inputs=i.NumberInputs,
        clause="ข้อ 16.2",
        usual=True,
    )
    def number(self, inputs: i.NumberInputs, act: Act) -> None:
        """n/BE, and the day of the signature."""
        drafting.give_number(self, Run.ORDER, inputs, act)
        act.read_promptly(PAPERS, self.organisation_id)

    @step(_("Put the certificate's signature into the paper"), source=O.ISSUED, inner=True, clause="ม.26, 28")
    def certify(self, inputs: signing.Certifying, act: Act) -> None:
        """The number is on it: the very file that is circulated is signed."""
        signing.certify(self, inputs, act)

    @step(
        _("Circulate the order"),
        source=O.ISSUED,
        target=O.CIRCULATED,
        by=REGISTRARS,
        bars=who.the_right_registrar,
        inputs=i.CirculateInputs,
        clause="ข้อ 32",
        starts=[Timer.DUE],
        usual=True,
    )
    def circulate(self, inputs: i.CirculateInputs, act: Act) -> None:
        """Everybody whom it names has to acknowledge it."""
        drafting.circulate(self, inputs, act)

    @step(pgettext_lazy("order", "Acknowledge"), source=O.CIRCULATED, who=named.is_awaited, usual=True)
    def ack(self, inputs: NoInputs, act: Act) -> None:
        """Seen; after the last of all the order is done."""
        named.acknowledge(self, act)

    @step(_("All have acknowledged"), source=O.CIRCULATED, target=O.DONE, inner=True, stops=[ALL])
    def finish(self, inputs: NoInputs, act: Act) -> None:
        """Nobody is waited for any more."""

    @step(
        _("Remind"),
        source=(O.DRAFT, O.TO_SIGN, O.CIRCULATED),
        by=(*REGISTRARS, Role.SYSTEM),
        who=who.is_drafter,
        bars=who.registrar_or_drafter,
        quiet=True,
    )
    def remind(self, inputs: NoInputs, act: Act) -> None:
        """Whoever it waits for is told again."""

    @step(
        _("Supersede by a new order"),
        source=NUMBERED,
        target=O.SUPERSEDED,
        by=Role.DIRECTOR,
        inputs=i.AmendInputs,
        clause="ข้อ 16",
        stops=[ALL],
    )
    def amend(self, inputs: i.AmendInputs, act: Act) -> None:
        """A new order amends or cancels it; what it says stays readable."""
        drafting.supersede(self, inputs, act)

    # What the engine asks

    def laid_out(self, wording: Wording) -> Paper:
        """These words on the paper of form 4."""
        return paper.order(self, wording)

    def paper_name(self) -> str:
        """คำสั่ง before the number, which other runs have too."""
        return f"order-{self.document.reference.replace('/', '-')}.pdf"

    def at_the_registry(self) -> Collection[str]:
        """Signed it waits for its number, issued for being made known."""
        return {O.SIGNED, O.ISSUED}

    def holders(self) -> list[Holder]:
        """As `holder`; once it is circulated, everybody who has not acknowledged."""
        return named.awaited(self) if self.state == O.CIRCULATED else [self.holder()]

    def timer_due(self, timer: str, act: Act | None) -> dt.datetime | None:
        """When those named should have acknowledged."""
        return self.acknowledge_by

    def proposed_for(self, ask: Ask, post: Post) -> Iterable[Tracked]:
        """Orders that came after this one."""
        later = Order.objects.visible_to(post).filter(state__in=NUMBERED, pk__gt=self.pk or 0)
        return list(later.for_list().order_by("-pk")[:10])
