"""One person: account, posts, history, and what an administrator may do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.common import clock
from eoffice.people.actions.accounts import (
    correct_particulars,
    deactivate,
    reactivate,
    reset_password,
    set_clearance,
    subject_of,
)
from eoffice.people.administration import home_of
from eoffice.people.audit_words import told
from eoffice.people.models import AuditEvent, Post, User
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from eoffice.people.web.forms.person import TITLES, ClearanceForm, ParticularsForm, ReasonForm
from eoffice.people.web.passwords import shown_once

SHOWN_EVENTS = 50


def person_or_404(request: PostedRequest, pk: int) -> User:
    """Somebody who has or had a post in the agency; anybody else is unknown here."""
    who: User = get_object_or_404(User.objects.visible_to(request.post_held), pk=pk)
    return who


def posts_here(request: PostedRequest, person: User) -> list[Post]:
    """The person's posts in the agency, newest first."""
    posts = Post.objects.visible_to(request.post_held).filter(person=person)
    rows = posts.select_related("person", "organisation", "unit").prefetch_related("post_roles")
    return list(rows.order_by("-starts_on", "-pk"))


@office_page(Role.SYSADMIN)
def person(request: PostedRequest, pk: int) -> HttpResponse:
    """All that the agency knows of the person."""
    who = person_or_404(request, pk)
    home = home_of(who)
    events = AuditEvent.objects.visible_to(request.post_held).filter(subject=subject_of(who))
    context = {
        "person": who,
        "posts": posts_here(request, who),
        "today": clock.today(),
        "home": home,
        "is_ours": home is None or home.pk == request.post_held.organisation_id,
        "is_oneself": who.pk == request.user.pk,
        "events": told(events.select_related("actor")[:SHOWN_EVENTS]),
    }
    return render(request, "people/person.html", context)


@office_page(Role.SYSADMIN)
def correct(request: PostedRequest, pk: int) -> HttpResponse:
    """Correct name and addresses."""
    who = person_or_404(request, pk)
    first = {name: getattr(who, name) for name in ParticularsForm.base_fields}
    form = ParticularsForm(posted(request), initial=first)
    if form.is_bound and right(form):
        with refusals_in(form):
            correct_particulars(who, form.particulars(), by=request.post_held)
            return redirect("people:person", who.pk)
    return page_of_form(request, "people/correct.html", form, person=who, titles=TITLES)


@office_page(Role.SYSADMIN)
def clearance(request: PostedRequest, pk: int) -> HttpResponse:
    """Appoint the person to handle secret papers, by order; never oneself."""
    who = person_or_404(request, pk)
    first = {"clearance": who.clearance, "order_number": who.clearance_order}
    form = ClearanceForm(posted(request), initial=first)
    if form.is_bound and right(form):
        with refusals_in(form):
            set_clearance(who, **form.cleaned_data, by=request.post_held)
            return redirect("people:person", who.pk)
    return page_of_form(request, "people/clearance.html", form, person=who)


@office_page(Role.SYSADMIN)
def close_account(request: PostedRequest, pk: int) -> HttpResponse:
    """Ask once more, then close the account."""
    who = person_or_404(request, pk)
    form = ReasonForm(posted(request))
    if form.is_bound and right(form):
        with refusals_in(form):
            deactivate(who, by=request.post_held, reason=form.cleaned_data["reason"])
            messages.success(request, _("The account of %(name)s is closed.") % {"name": who.name})
            return redirect("people:person", who.pk)
    return page_of_form(request, "people/close_account.html", form, person=who)


@office_page(Role.SYSADMIN)
@require_POST
def reopen_account(request: PostedRequest, pk: int) -> HttpResponse:
    """The account works again."""
    who = person_or_404(request, pk)
    reactivate(who, by=request.post_held)
    messages.success(request, _("The account of %(name)s is open again.") % {"name": who.name})
    return redirect("people:person", who.pk)


@office_page(Role.SYSADMIN)
def new_password(request: PostedRequest, pk: int) -> HttpResponse:
    """Ask once more, then show a one-time password, once."""
    who = person_or_404(request, pk)
    if request.method == "POST":
        password = reset_password(who, by=request.post_held)
        return shown_once(request, posts_here(request, who)[0], password)
    return render(request, "people/new_password.html", {"person": who})
