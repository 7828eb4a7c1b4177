"""Who looks after what goes over the line."""

from __future__ import annotations

from django.utils.translation import gettext as _

from eoffice.common.errors import NotAllowed
from eoffice.people.models import Post
from eoffice.people.roles import Role
from workflows.letters.models import ExchangeAccount, ExchangeMessage

WATCHING = (Role.CENTRAL_REGISTRAR, Role.SECRET_REGISTRAR, Role.SYSADMIN)


def must_watch(post: Post) -> None:
    """Raise NotAllowed unless the line is the post's to look after."""
    if not post.has(*WATCHING):
        raise NotAllowed(_("The registry and the administrator look after letters through e-CMS."))


def troubles(post: Post) -> int:
    """How many messages somebody should look at."""
    if not post.has(*WATCHING):
        return 0
    return ExchangeMessage.objects.visible_to(post).troubled().count()


def has_no_line(post: Post) -> bool:
    """Whether the agency has no line that is on."""
    return not ExchangeAccount.objects.filter(organisation=post.organisation_id, is_on=True).exists()
