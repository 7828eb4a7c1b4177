"""Forms about who is away and who acts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eoffice.common import clock
from eoffice.common.forms import ClockField, DayField, OfficeForm, WordsField
from eoffice.common.thai.sorting import sort_key
from eoffice.people.actions.delegating import Kind, Wanted
from eoffice.people.models import Post
from eoffice.people.scopes import SCOPES

MIDNIGHT = dt.time()
ONE_DAY = dt.timedelta(days=1)


class PostField(forms.TypedChoiceField):
    """A post in force of the agency, shown with name and position in Thai order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **kwargs)

    def offer(self, posts: list[Post]) -> None:
        """The posts to choose from."""
        self.posts = {post.pk: post for post in posts}
        named = sorted(posts, key=lambda post: sort_key(f"{post.person.first_name} {post.person.last_name}"))
        empty = [("", _("choose"))] if self.required else [("", _("nobody"))]
        self.choices = [*empty, *((post.pk, _shown(post)) for post in named)]

    def clean(self, value: Any) -> Post | None:
        """The post."""
        pk = super().clean(value)
        return self.posts[pk] if pk is not None else None


def _shown(post: Post) -> str:
    return " · ".join(filter(None, [post.person.name, post.position]))


def posts_to_choose(by: Post) -> list[Post]:
    """Posts in force of the agency, with what a choice shows."""
    return list(Post.objects.visible_to(by).in_force().select_related("person"))


class TimesForm(OfficeForm):
    """From a day to a day, both counted; hours where it is less than whole days."""

    starts_on = DayField(label=_("From day"))
    starts_time = ClockField(label=_("from (time)"), required=False)
    ends_on = DayField(label=_("Until day"))
    ends_time = ClockField(label=_("until (time)"), required=False)

    def times(self) -> tuple[dt.datetime, dt.datetime | None]:
        """The half-open time: a last day without a time ends with its midnight."""
        asked = self.cleaned_data
        starts_at = _at(asked["starts_on"], asked["starts_time"] or MIDNIGHT)
        if asked["ends_on"] is None:
            return starts_at, None
        if asked["ends_time"] is None:
            return starts_at, _at(asked["ends_on"] + ONE_DAY, MIDNIGHT)
        return starts_at, _at(asked["ends_on"], asked["ends_time"])

    def clean(self) -> dict[str, Any]:
        """A last day before the first is told at its own field."""
        asked = super().clean() or self.cleaned_data
        if {"starts_on", "ends_on", "starts_time", "ends_time"} <= asked.keys():
            starts_at, ends_at = self.times()
            if ends_at is not None and ends_at <= starts_at:
                self.add_error("ends_on", _("The end lies before the beginning."))
        return asked


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=clock.BANGKOK)


class AbsenceForm(TimesForm):
    """Somebody is away."""

    principal = PostField(label=_("Who is away"))
    delegate = PostField(
        label=_("Ask instead"),
        required=False,
        help_text=_("Whom others turn to meanwhile. This gives no power to act."),
    )
    reason = WordsField(label=_("Reason"), max_length=200, required=False)
    field_order = ["principal", "starts_on", "starts_time", "ends_on", "ends_time", "delegate", "reason"]

    def __init__(self, *args: Any, by: Post, whose: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal"].offer(whose)  # type: ignore[attr-defined]
        self.fields["delegate"].offer(posts_to_choose(by))  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was asked, as the action takes it."""
        starts_at, ends_at = self.times()
        asked = self.cleaned_data
        return Wanted(
            Kind.ABSENCE, asked["principal"], starts_at, ends_at, asked["delegate"], reason=asked["reason"]
        )


class OrderForm(TimesForm):
    """Somebody acts in another's name, by order."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        widget=forms.RadioSelect,
        choices=[
            (Kind.ACTING.value, _("รักษาราชการแทน: the holder is away or the post is vacant")),
            (Kind.POWER.value, _("ปฏิบัติราชการแทน: the holder is here and gives power away")),
        ],
    )
    principal = PostField(label=_("In whose name"))
    delegate = PostField(label=_("Who acts"))
    order_number = WordsField(label=_("Order number"), max_length=60, help_text=_("Like คำสั่งที่ 17/2569"))
    scope = forms.MultipleChoiceField(
        label=_("Only for"),
        choices=SCOPES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: for everything the post may do."),
    )
    field_order = [
        "kind",
        "principal",
        "delegate",
        "order_number",
        "starts_on",
        "starts_time",
        "ends_on",
        "ends_time",
        "scope",
    ]

    def __init__(self, *args: Any, by: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = posts_to_choose(by)
        self.fields["principal"].offer(posts)  # type: ignore[attr-defined]
        self.fields["delegate"].offer(posts)  # type: ignore[attr-defined]
        self.fields["ends_on"].required = False
        self.fields["ends_on"].help_text = _("Empty: until it is revoked.")

    def wanted(self) -> Wanted:
        """What was asked, as the action takes it."""
        starts_at, ends_at = self.times()
        asked = self.cleaned_data
        return Wanted(
            asked["kind"],
            asked["principal"],
            starts_at,
            ends_at,
            asked["delegate"],
            asked["order_number"],
            tuple(asked["scope"]),
        )
