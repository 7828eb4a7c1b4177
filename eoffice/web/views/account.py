"""One's own account: the acting post, the language, log-ins."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from eoffice.common.numbers import whole_number
from eoffice.people.middleware import SESSION_KEY
from eoffice.people.models import Post, User
from eoffice.people.posts import posts_held
from eoffice.people.roles import Role
from eoffice.web.language import remember_language


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Who one is, and the ways to what can be changed."""
    held = posts_held(request.user) if isinstance(request.user, User) else []
    names = dict(Role.choices)
    posts = [(post, [names[role] for role in names if role in post.roles]) for post in held]
    return render(request, "web/account/overview.html", {"posts": posts})


@login_required
@require_POST
def choose_post(request: HttpRequest) -> HttpResponse:
    """Act as another of one's own posts from now on."""
    held = Post.objects.in_force().filter(person_id=request.user.pk)
    post = get_object_or_404(held, pk=whole_number(request.POST.get("post", "")) or 0)
    request.session[SESSION_KEY] = post.pk
    return HttpResponseRedirect(safe_next(request))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch between Thai and English, for this browser and for the person."""
    response = HttpResponseRedirect(safe_next(request))
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES) and check_for_language(wanted):
        remember_language(response, wanted)
        if isinstance(request.user, User):
            User.objects.filter(pk=request.user.pk).update(language=wanted)
    return response


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """Where the form asked to go on, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else default
