"""Who may open a page: somebody logged in, with a post, with one of the roles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from eoffice.common.errors import NotAllowed
from eoffice.people.posts import PostedRequest
from eoffice.people.roles import Role

P = ParamSpec("P")
View = Callable[Concatenate[PostedRequest, P], HttpResponseBase]


def office_page(*roles: Role) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """A page for posts with one of `roles` (any post where none is named).

    Logged out: to the log-in. Without a post in force, or with another role: 403 and the sentence who may.
    """

    def around(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            posted = cast("PostedRequest", request)  # the middleware sets post_held
            if posted.post_held is None:
                raise NotAllowed(_("You hold no post today. Ask the administrator of your agency."))
            if roles and not posted.post_held.has(*roles):
                raise NotAllowed(_who(roles))
            return view(posted, *args, **kwargs)

        return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", login_required(guarded))

    return around


def _who(roles: tuple[Role, ...]) -> str:
    names = ", ".join(str(role.label) for role in roles)
    return _("This page is for the %(roles)s.") % {"roles": names}
