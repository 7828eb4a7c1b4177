"""What the sending desk does about recipients beside sending: tracking numbers, reminders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eoffice.people.roles import Role
from workflows.engine.act import Act
from workflows.engine.step import step
from workflows.letters.outgoing import desk_inputs as i
from workflows.letters.outgoing import handing, reminding
from workflows.letters.outgoing.states import OUT, S
from workflows.letters.writing import who

REGISTRARS = (Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR)


class SendingDesk:
    """Steps of an outgoing letter that has left the house. They move nothing."""

    imagined: tuple[
        str, ...
    ] = ()  # the recipients of one that is drawn while it is written, and kept nowhere

    @step(
        _("Note the tracking number"),
        source=(*OUT, S.CLOSED),
        by=REGISTRARS,
        bars=who.the_right_registrar,
        inputs=i.TrackInputs,
        clause="ข้อ 46",
    )
    def track(self, inputs: i.TrackInputs, act: Act) -> None:
        """Under which number the post carries it to one recipient."""
        handing.note_tracking(self, inputs)  # type: ignore[arg-type] # mixed into the letter alone

    @step(
        _("Remind who has not registered"),
        source=(S.SENT, S.FAILED),
        by=REGISTRARS,
        who=who.is_drafter,
        bars=who.registrar_or_drafter,
        inputs=i.RemindInputs,
        clause="ข้อ 29, 89/3",
    )
    def remind_recipients(self, inputs: i.RemindInputs, act: Act) -> None:
        """Each through its own channel, and none more often than the office decided."""
        reminding.remind(self, inputs, act)  # type: ignore[arg-type] # as above
