"""The bell and its page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from eoffice.common import clock
from eoffice.common.numbers import whole_number
from eoffice.people.models import Post
from eoffice.people.posts import PostedRequest
from eoffice.web.notices import told_to
from workflows.engine.models import Notice
from workflows.engine.registry import by_process


@login_required
def notices(request: PostedRequest) -> HttpResponse:
    """What I was told, newest first."""
    from_here = whole_number(request.GET.get("before", ""))
    told, older = told_to(request.user, request.post_held, before=from_here)
    return render(request, "web/notices.html", {"told": told, "older": older})


@login_required
def open_notice(request: PostedRequest, pk: int) -> HttpResponse:
    """To what a notice is about; it counts as read from now on."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())
    post: Post | None = request.post_held  # none where somebody's last post has ended
    if not notice.process or notice.item is None or post is None:
        return redirect("notices")
    manager = by_process(notice.process)._default_manager
    item = manager.visible_to(post).filter(pk=notice.item).first()  # type: ignore[attr-defined] # tracked
    return redirect(item.get_absolute_url() if item is not None else "notices")


@login_required
@require_POST
def read_all(request: PostedRequest) -> HttpResponse:
    """Everything counts as read."""
    Notice.objects.of(request.user).unread().update(read_at=clock.now())
    return redirect("notices")
