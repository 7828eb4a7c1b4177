"""The first administrator, made once, in the browser, with the key that the terminal printed."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from eoffice.common import setup_key
from eoffice.people.actions.first import open_office
from eoffice.people.addresses import address_of
from eoffice.people.lockout import count_try, forget_tries
from eoffice.people.models import User
from eoffice.people.web.answering import page_of_form, refusals_in
from eoffice.web.forms import FirstAdministratorForm

#: Under which name tries of the key are counted, so that guessing it ends like guessing a password.
TRIES = "set-up key"


def first_administrator(request: HttpRequest) -> HttpResponse:
    """Ask for the key, the agency and the first person; 404 for ever after."""
    if User.objects.exists():
        raise Http404
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST":
        count_try(TRIES, address_of(request))
    if form.is_valid():
        forget_tries(TRIES, address_of(request))
        particulars = {name: value for name, value in form.cleaned_data.items() if name != "setup_key"}
        with refusals_in(form):
            post = open_office(**particulars)
            setup_key.consume()
            login(request, post.person)
            return redirect("work")
    return page_of_form(request, "web/first.html", form)
