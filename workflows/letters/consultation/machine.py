"""The life of one question for an opinion (ขอความเห็น) over a draft: one person or unit, beside its way up.

    asked -> given      aside: withdrawn, lapsed

The draft waits for none of them: past the limit it goes on without, and what is unanswered when it is signed
or decided lapses.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.actions.texts import digest_of, position_printed
from documents.models import Document
from documents.sealing import seal, unseal
from eoffice.people.models import Post, User
from eoffice.people.roles import Role
from workflows.engine.act import Act
from workflows.engine.inputs import NoInputs
from workflows.engine.models import Holder, Tracked
from workflows.engine.registry import by_process
from workflows.engine.step import NOT_BEGUN, step
from workflows.engine.timers import ALL
from workflows.letters.consultation import who
from workflows.letters.consultation.inputs import AskInputs, GiveInputs, WithdrawInputs
from workflows.letters.consultation.letting_off import let_off
from workflows.letters.consultation.queryset import ConsultationQuerySet
from workflows.letters.consultation.states import CLASSES, USUAL_WAY, K


class Consultation(Tracked):
    """What one person or unit is asked about a draft, and what they say."""

    process = "consultation"
    path = "consultations"
    process_label = pgettext_lazy("process", "Opinion")
    read_with = ("organisation", "document")
    states = K
    classes = CLASSES
    usual_way = USUAL_WAY

    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    about_process = models.CharField(max_length=40)
    about_item = models.PositiveBigIntegerField()
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: the head of `unit`
    asked_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    question = models.TextField(blank=True)
    sealed_question = models.BinaryField(null=True, editable=False)
    opinion = models.TextField(blank=True)
    sealed_opinion = models.BinaryField(null=True, editable=False)
    signed_name = models.CharField(max_length=200, blank=True)
    signed_position = models.CharField(max_length=400, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of the words and files as they were read
    given_at = models.DateTimeField(null=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion asked")
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="consults_by_state"),
            models.Index(fields=["organisation", "holder_role", "due_at"], name="consults_by_role"),
            models.Index(fields=["organisation", "holder_person", "due_at"], name="consults_by_person"),
            models.Index(fields=["about_process", "about_item"], name="consults_by_paper"),
        ]

    @step(_("Ask for an opinion"), source=NOT_BEGUN, target=K.ASKED, inner=True, inputs=AskInputs)
    def ask(self, inputs: AskInputs, act: Act) -> None:
        """Told at once; the limit is its due time."""
        self.due_at = self.original_due_at = inputs.answer_by

    @step(
        _("Give the opinion"),
        source=K.ASKED,
        target=K.GIVEN,
        who=who.is_asked,
        inputs=GiveInputs,
        clause="ข้อ 26",
        stops=[ALL],
        usual=True,
    )
    def give(self, inputs: GiveInputs, act: Act) -> None:
        """Under the typed name, over the words as they stand; late is better than never."""
        post, secret = act.post, self.document.is_secret
        if post is None:
            raise ValueError("an opinion is given by somebody")
        self.opinion = "" if secret else inputs.text
        self.sealed_opinion = seal(inputs.text) if secret else None
        self.signed_name, self.given_at = post.person.name, act.at
        self.signed_position = position_printed(post, act.on_behalf_of, at=act.at)
        self.digest = digest_of(self.document)
        act.evidence |= {"digest": self.digest, "method": "typed"}

    @step(
        _("Ask no longer"),
        source=K.ASKED,
        target=K.WITHDRAWN,
        who=who.may_take_back,
        inputs=WithdrawInputs,
        stops=[ALL],
    )
    def withdraw(self, inputs: WithdrawInputs, act: Act) -> None:
        """Taken back: whoever was asked has nothing more to do with it."""
        let_off(self)

    @step(_("Gone on without it"), source=K.ASKED, target=K.LAPSED, inner=True, stops=[ALL])
    def lapse(self, inputs: NoInputs, act: Act) -> None:
        """The draft was signed, decided or withdrawn before anybody answered."""
        let_off(self)

    @step(_("Remind"), source=K.ASKED, by=Role.SYSTEM, who=who.may_take_back, quiet=True)
    def remind(self, inputs: NoInputs, act: Act) -> None:
        """Whoever was asked is told again."""

    # What the engine asks

    def get_absolute_url(self) -> str:
        """Its place on the page of the paper."""
        return f"{self.about().get_absolute_url()}#consultation-{self.pk}"

    def about(self) -> Any:
        """The paper by its kind and id alone; nothing is read."""
        model: Any = by_process(self.about_process)
        return model(pk=self.about_item)

    def holder(self) -> Holder:
        """Whoever is asked."""
        if self.state != K.ASKED:
            return Holder()
        if self.person_id:
            return Holder(person_id=self.person_id)
        return Holder(role=Role.SECTION_HEAD, unit_id=self.unit_id)

    def holders(self) -> list[Holder]:
        """As `holder`; once the opinion is there, whoever asked hears of it."""
        return [Holder(person_id=self.asked_by.person_id)] if self.state == K.GIVEN else [self.holder()]

    def superiors(self) -> list[Holder]:
        """Whoever asked: past the limit they go on without it."""
        return [Holder(person_id=self.asked_by.person_id)]

    def given_by(self) -> Post | None:
        """Whoever asked."""
        return self.asked_by

    def first_due(self, act: Act | None) -> dt.datetime | None:
        """The limit that was told."""
        return self.due_at

    def speed_class(self) -> str:
        """The paper's."""
        return str(self.document.speed)

    def secrecy_class(self) -> str:
        """The paper's."""
        return str(self.document.secrecy)

    def words_may_be_logged(self) -> bool:
        """Nothing of a secret matter stands in the log."""
        return not self.document.is_secret

    def headline(self) -> str:
        """The paper's subject, or that it is secret."""
        return self.document.subject or str(_("(secret)"))

    # Small questions

    @property
    def who(self) -> str:
        """The person's name, or the unit's."""
        return self.person.name if self.person else str(self.unit or "")

    @property
    def asks(self) -> str:
        """What is asked, in clear: only for whoever was found to see the paper."""
        return unseal(self.sealed_question) if self.sealed_question else self.question

    @property
    def words(self) -> str:
        """The opinion, in clear: only for whoever was found to see the paper."""
        return unseal(self.sealed_opinion) if self.sealed_opinion else self.opinion
