"""The list of people, and how somebody comes onto it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from eoffice.common import clock
from eoffice.common.errors import InvalidInputs
from eoffice.organisations.models import Unit
from eoffice.people.actions.accounts import open_account
from eoffice.people.actions.duties import add_post
from eoffice.people.listing import people_of
from eoffice.people.models import Post, User
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, posted, refusals_in, right
from eoffice.people.web.forms.person import TITLES, KnownPersonForm, NewPersonForm, PeopleFilter
from eoffice.people.web.forms.post import DutiesForm
from eoffice.people.web.passwords import shown_once
from eoffice.people.web.role_words import role_names

ON_A_PAGE = 50


@office_page(Role.SYSADMIN)
def people(request: PostedRequest) -> HttpResponse:
    """People of the agency: search and filters in the address; HTMX renews the list alone."""
    form = PeopleFilter(request.GET)
    units = Unit.objects.filter(organisation=request.post_held.organisation_id)
    form.fields["unit"].choices = [("", _("every unit")), *((unit.pk, unit.name) for unit in units)]  # type: ignore[attr-defined]
    form.fields["role"].choices = [("", _("every role")), *role_names()]  # type: ignore[attr-defined]
    form.is_valid()
    lines = people_of(request.post_held, **{name: form.cleaned_data.get(name, "") for name in form.fields})
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    template = "people/_people.html" if request.htmx and not request.htmx.boosted else "people/people.html"
    response = render(request, template, {"form": form, "page": page})
    patch_vary_headers(response, ["HX-Request"])
    return response


@office_page(Role.SYSADMIN)
def new_person(request: PostedRequest) -> HttpResponse:
    """A new person with a first post; answers with the one-time password, once."""
    by = request.post_held
    data = posted(request)
    who = NewPersonForm(data)
    what = DutiesForm(data, organisation=by.organisation, initial={"starts_on": clock.today()})
    if data is not None and right(who, what):
        with refusals_in(who, what):
            username = who.cleaned_data["username"]
            return shown_once(request, *open_account(username, who.particulars(), what.duties(), by=by))
    return page_of_form(request, "people/new_person.html", who, what, titles=TITLES)


@office_page(Role.SYSADMIN)
def known_person(request: PostedRequest) -> HttpResponse:
    """A post for somebody who has an account through another agency."""
    by = request.post_held
    data = posted(request)
    who = KnownPersonForm(data)
    what = DutiesForm(data, organisation=by.organisation, initial={"starts_on": clock.today()})
    if data is not None and right(who, what):
        with refusals_in(who, what):
            post = _take_in(who, what, by)
            messages.success(request, _("%(name)s has a post here now.") % {"name": post.person.name})
            return redirect("people:person", post.person_id)
    return page_of_form(request, "people/known_person.html", who, what)


@transaction.atomic
def _take_in(who: KnownPersonForm, what: DutiesForm, by: Post) -> Post:
    username = who.cleaned_data["username"].lower()
    person = User.objects.select_for_update().filter(username=username, is_active=True).first()
    if person is None:
        sentence = _("Nobody has this user name. Ask the person how they log in.")
        raise InvalidInputs(sentence, errors={"username": [sentence]})
    return add_post(person, what.duties(), by=by)
