"""Logging in and out, and the list of one's own log-ins."""

from __future__ import annotations

from allauth.account.views import LoginView
from allauth.socialaccount.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.people.models import AccessToken, User
from eoffice.web.agents import device_of


class LogIn(LoginView):  # type: ignore[misc] # allauth ships no types
    """The log-in page."""

    template_name = "web/login.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The form; while nobody has an account, the page that makes the first one."""
        if not User.objects.exists():
            return redirect("setup")
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """As allauth's, with the other way in and, in a demo, whom one may play."""
        context: dict[str, object] = super().get_context_data(**kwargs)
        other_ways = get_adapter().list_providers(self.request) if settings.OIDC_SERVER else []
        return context | {"other_ways": other_ways, "next": self.request.GET.get("next", "")}


class LogOut(LogoutView):
    """Logs out, and has the browser forget the pages it keeps for its Back button."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The end of this session."""
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        return HttpResponse(status=response.status_code, headers=dict(response.headers))


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Every log-in of one's own that still holds."""
    held = UserSession.objects.purge_and_list(request.user)
    held.sort(key=lambda session: session.last_seen_at, reverse=True)
    rows = [{"session": session, "device": device_of(session.user_agent)} for session in held]
    tokens = AccessToken.objects.filter(user_id=str(request.user.pk)).order_by("-pk")
    return render(request, "web/account/sessions.html", {"rows": rows, "tokens": tokens})


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own log-ins on another machine."""
    get_object_or_404(UserSession, pk=pk, user_id=str(request.user.pk)).end()
    messages.success(request, _("That log-in has ended."))
    return redirect("sessions")


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End every log-in but this one, with all tokens of programs."""
    for session in UserSession.objects.filter(user_id=str(request.user.pk)):
        if session.session_key != request.session.session_key:
            session.end()
    AccessToken.objects.filter(user_id=str(request.user.pk)).delete()
    messages.success(request, _("All your other log-ins have ended."))
    return redirect("sessions")
