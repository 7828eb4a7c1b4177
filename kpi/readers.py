"""Who may read figures."""

from __future__ import annotations

from django.utils.translation import gettext as _

from eoffice.common.errors import NotAllowed
from eoffice.people.models import Post
from eoffice.people.roles import READS_FIGURES


def reads_figures(post: Post | None) -> bool:
    """Director, deputies, heads, auditor, administrator (API.md "KPIs")."""
    return post is not None and post.has(*READS_FIGURES)


def must_read_figures(post: Post | None) -> Post:
    """The post, if it may. Raises NotAllowed."""
    if post is None or not reads_figures(post):
        raise NotAllowed(
            _("Figures are read by the director, deputies, heads, the auditor and the administrator.")
        )
    return post
