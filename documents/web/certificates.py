"""One's own certificate; the agency's seal, whom it trusts, and what it asks of signatures."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from documents.actions import certificates
from documents.models import Certificate, Trusted
from documents.web.certificate_forms import CertificateForm, LevelForm, TrustForm
from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.organisations.settings_of import settings_of
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role
from eoffice.people.web.access import office_page
from eoffice.people.web.answering import page_of_form, refusals_in, right


@office_page()
def own(request: PostedRequest) -> HttpResponse:
    """Upload it, see whose it is and how long it holds, remove it."""
    post = request.post_held
    if request.method == "POST" and "remove" in request.POST:
        certificates.remove_own(post=post)
        messages.success(request, _("The certificate was removed."))
        return redirect("documents:own-certificate")
    form = CertificateForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_bound and right(form):
        with refusals_in(form):
            certificates.keep_own(form.data_of_file(), form.cleaned_data["passphrase"], post=post)
            messages.success(request, _("The certificate was kept."))
            return redirect("documents:own-certificate")
    kept = Certificate.objects.of_person(post.person)
    return page_of_form(request, "documents/certificate.html", form, **_about(kept))


@office_page(Role.SYSADMIN)
def agency(request: PostedRequest) -> HttpResponse:
    """The administrator's page about signatures; `do` says which of its forms was sent."""
    by, do = request.post_held, request.POST.get("do", "")
    if do in _REMOVING:
        _REMOVING[do](request, by)
        return redirect("documents:agency-signing")
    told = {name: request.POST if do == name else None for name in ("seal", "trust", "level")}
    seal = CertificateForm(told["seal"], request.FILES or None if do == "seal" else None, prefix="seal")
    trust = TrustForm(told["trust"], request.FILES or None if do == "trust" else None, prefix="trust")
    level = LevelForm(
        told["level"], prefix="level", initial=LevelForm.first_values(settings_of(by.organisation))
    )
    taking = (partial(_keep_seal, seal), partial(_trust, trust), partial(_decide, level))
    for form, take in zip((seal, trust, level), taking, strict=True):
        if form.is_bound and right(form):
            with refusals_in(form):
                take(by)
                messages.success(request, _("Saved."))
                return redirect("documents:agency-signing")
    kept = Certificate.objects.seal_of(by.organisation)
    context = {"seal": seal, "trust": trust, "level": level, **_about(kept)}
    refused = any(form.is_bound for form in (seal, trust, level))
    context["trusted"] = Trusted.objects.filter(organisation=by.organisation)
    context["now"] = clock.now()
    return render(request, "documents/agency_signing.html", context, status=422 if refused else 200)


def _about(kept: Certificate | None) -> dict[str, object]:
    now = clock.now()
    ended = kept is not None and now > kept.not_after
    return {"kept": kept, "ended": ended, "ends_soon": kept is not None and not ended and kept.ends_soon(now)}


def _keep_seal(form: CertificateForm, by: Post) -> None:
    certificates.keep_seal(form.data_of_file(), form.cleaned_data["passphrase"], by=by)


def _trust(form: TrustForm, by: Post) -> None:
    certificates.trust(form.data_of_file(), by=by)


def _decide(form: LevelForm, by: Post) -> None:
    told = form.cleaned_data
    certificates.decide(told["certificate_for"], told["timestamps"], by=by)


def _remove_seal(request: PostedRequest, by: Post) -> None:
    certificates.remove_seal(by=by)
    messages.success(request, _("The certificate was removed."))


def _trust_no_longer(request: PostedRequest, by: Post) -> None:
    certificates.trust_no_longer(whole_number(request.POST.get("one", "")) or 0, by=by)
    messages.success(request, _("Saved."))


_REMOVING = {"remove-seal": _remove_seal, "trust-no-longer": _trust_no_longer}
