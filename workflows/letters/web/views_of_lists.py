"""Named views of the register: the filters of an address under a name of one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.common.errors import InvalidInputs
from eoffice.common.thai.normalise import normalise
from eoffice.people.posts import PostedRequest
from eoffice.people.web.access import office_page
from workflows.letters.models import SavedView
from workflows.letters.web.filters import Filters


@office_page()
@require_POST
def save_view(request: PostedRequest) -> HttpResponse:
    """Keep the filters of the page under a name; the same name again replaces them."""
    name = normalise(request.POST.get("name", ""))[:60]
    if not name:
        raise InvalidInputs(_("Give the view a name."), errors={"name": [_("Give the view a name.")]})
    query = Filters.of(QueryDict(request.POST.get("query", "")[:2000])).query()
    SavedView.objects.update_or_create(post=request.post_held, name=name, defaults={"query": query[:500]})
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})
    return redirect(f"{reverse('letters:incoming')}?{query}")


@office_page()
@require_POST
def forget_view(request: PostedRequest, pk: int) -> HttpResponse:
    """Let go of one of one's own views."""
    get_object_or_404(SavedView.objects.visible_to(request.post_held), pk=pk).delete()
    return redirect("letters:incoming")
