"""Posts of one person: a further one, other duties from a day on, the end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.people.actions.duties import add_post, change_post, end_post
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from eoffice.people.web.forms.post import DutiesForm, EndForm, duties_now
from eoffice.people.web.person import person_or_404


def _post_or_404(request: PostedRequest, pk: int) -> Post:
    posts = Post.objects.visible_to(request.post_held).select_related("person", "organisation", "unit")
    return get_object_or_404(posts, pk=pk)


@office_page(Role.SYSADMIN)
def new_post(request: PostedRequest, pk: int) -> HttpResponse:
    """A further post of somebody of the house."""
    who = person_or_404(request, pk)
    by = request.post_held
    form = DutiesForm(posted(request), organisation=by.organisation, initial={"starts_on": clock.today()})
    if form.is_bound and right(form):
        with refusals_in(form):
            add_post(who, form.duties(), by=by)
            return redirect("people:person", who.pk)
    return page_of_form(request, "people/new_post.html", form, person=who)


@office_page(Role.SYSADMIN)
def change(request: PostedRequest, pk: int) -> HttpResponse:
    """Other duties from a day on; from the post's first day: a correction."""
    post = _post_or_404(request, pk)
    first = {**duties_now(post), "starts_on": max(clock.today(), post.starts_on)}
    form = DutiesForm(posted(request), organisation=post.organisation, initial=first)
    if form.is_bound and right(form):
        with refusals_in(form):
            change_post(post, form.duties(), by=request.post_held)
            return redirect("people:person", post.person_id)
    return page_of_form(request, "people/change_post.html", form, person=post.person, post=post)


@office_page(Role.SYSADMIN)
def end(request: PostedRequest, pk: int) -> HttpResponse:
    """The last day of a post."""
    post = _post_or_404(request, pk)
    form = EndForm(posted(request), initial={"ends_on": post.ends_on or max(clock.today(), post.starts_on)})
    if form.is_bound and right(form):
        with refusals_in(form):
            end_post(post, on=form.cleaned_data["ends_on"], by=request.post_held)
            messages.success(request, _("The end of the post is entered."))
            return redirect("people:person", post.person_id)
    return page_of_form(request, "people/end_post.html", form, person=post.person, post=post)
