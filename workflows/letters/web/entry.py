"""The quick entry line: a letter by keyboard alone, its number at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.classes import Secrecy
from eoffice.common.errors import InvalidInputs, NotAllowed
from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from workflows.engine.may import who_may
from workflows.engine.models import Tracked
from workflows.engine.step import steps_of
from workflows.engine.web.choosing import files_chosen
from workflows.engine.web.form import StepForm
from workflows.engine.web.questions import Question
from workflows.letters.actions.entering import Entered, enter, enter_as_copy, was_begun
from workflows.letters.incoming.finding import came_before
from workflows.letters.models import IncomingLetter
from workflows.letters.web import known

CHANNEL = "letters.channel"  # in the session: how the last letter came
ARRIVE = steps_of(IncomingLetter)["arrive"]
REGISTRARS = (Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR)
#: The line itself, in the order of the keys; the rest lies behind "more".
IN_THE_LINE = ("reference", "dated_on", "sender", "addressee", "subject", "speed", "files")


class EntryForm(StepForm):
    """The form of `arrive`, which goes on to check and register."""

    entered: Entered | None = None

    def __init__(self, post: Post, data: Any = None, files: MultiValueDict[str, Any] | None = None) -> None:
        fresh = IncomingLetter(organisation_id=post.organisation_id)
        super().__init__(fresh, ARRIVE, post, data, files)

    def _take(self) -> Tracked:
        told = self._told()
        first = whole_number(self.data.get("copy_of", "")) if self.data is not None else None
        if first is not None:
            seen = IncomingLetter.objects.visible_to(self.post)
            found = get_object_or_404(seen, pk=first)
            self.entered = Entered(enter_as_copy(self.post, told, found, key=self.key))
        else:
            self._ask_about_copies()
            self.entered = enter(self.post, told, key=self.key)
        return self.entered.letter

    def _ask_about_copies(self) -> None:
        """No number for what may have one already, until the clerk has seen the other letter and said so."""
        if was_begun(self.post, self.key):
            return
        told = " ".join(self.data.getlist("other_than") if self.data is not None else []).split()
        if any(str(letter.pk) not in told for letter in self.before):
            raise InvalidInputs(
                _("Not registered yet: this letter may have come before. Look below; if it is new, go on.")
            )

    @cached_property
    def before(self) -> list[IncomingLetter]:
        """Letters that the one that was sent may repeat, by what was typed and by its files."""
        if self.data is None or self.data.get("secrecy", Secrecy.NORMAL) != Secrecy.NORMAL:
            return []
        files = files_chosen(self._shown().getlist("files"), self.post)
        return came_before(
            self.post,
            reference=self.data.get("reference", "")[:200],
            sender=self.data.get("sender", "")[:300],
            hashes=[file.blob.sha256 for file in files],
        )

    @property
    def line(self) -> dict[str, Question]:
        """The questions by their names."""
        return {question.name: question for question in self.questions}

    @property
    def more(self) -> list[Question]:
        """What a plain letter does not need."""
        return [question for question in self.questions if question.name not in (*IN_THE_LINE, "confirmed")]


@office_page()
def entry(request: PostedRequest) -> HttpResponse:
    """The line on a page of its own; sent, it registers the letter and is ready for the next."""
    post = request.post_held
    if not post.has(*REGISTRARS):
        raise NotAllowed(who_may(ARRIVE), source=ARRIVE.clause)
    if request.method != "POST":
        return render(request, "letters/entry.html", line_for(request))
    form = EntryForm(post, request.POST, request.FILES)
    if form.take() is None or form.entered is None:
        template = "letters/_entry.html" if request.htmx else "letters/entry.html"
        return render(request, template, line_for(request, form), status=422)
    request.session[CHANNEL] = form.entered.letter.channel
    return _entered(request, form.entered)


def line_for(request: PostedRequest, form: EntryForm | None = None) -> dict[str, object]:
    """What the line needs; its usual answers are those of this counter."""
    post = request.post_held
    form = form or EntryForm(post)
    return {
        "entry": form,
        "before": form.before if form.entered is None else [],
        "senders": known.senders(post),
        "usual_addressee": _director_of(post),
        "usual_channel": request.session.get(CHANNEL, "post"),
    }


def _director_of(post: Post) -> str:
    """ถึง of almost every letter: the position of the agency's director."""
    heads = Post.objects.in_force().filter(organisation=post.organisation_id).with_role(Role.DIRECTOR)
    return heads.values_list("position", flat=True).first() or _("the director")


def _entered(request: PostedRequest, entered: Entered) -> HttpResponse:
    letter = entered.letter
    seen = IncomingLetter.objects.visible_to(request.post_held).for_list().filter(pk=letter.pk).first()
    if request.htmx:
        context = line_for(request) | {"entered": seen, "waits": entered.waits}
        response = render(request, "letters/_entry.html", context)
        response.headers["HX-Trigger"] = "letter-entered"
        return response
    if entered.waits:
        messages.warning(request, entered.waits)
    return redirect(f"{reverse('letters:incoming')}?entered={letter.pk}#entry")


@office_page()
@require_GET
def before(request: PostedRequest) -> HttpResponse:
    """Letters that the one being typed may repeat, and who usually writes under this number."""
    post, asked = request.post_held, request.GET
    reference, sender = asked.get("reference", "")[:200], asked.get("sender", "")[:300]
    hashes = [told for told in asked.getlist("hash")[:20] if len(told) == 64]
    context = {
        "letters": came_before(post, reference=reference, sender=sender, hashes=hashes),
        "sender": "" if sender else known.sender_of(post, reference),
    }
    return render(request, "letters/_before.html", context)


@office_page()
@require_GET
def senders(request: PostedRequest) -> HttpResponse:
    """Known senders with these letters in their name, for the list under the field."""
    asked = request.GET.get("sender", "")[:100]
    return render(
        request, "letters/_senders.html", {"senders": known.senders(request.post_held, asked, limit=8)}
    )
