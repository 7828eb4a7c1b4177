"""People, the posts they hold, who stands in for whom, and what was audited."""

from eoffice.people.models.access import AccessToken, AuditEvent
from eoffice.people.models.delegation import Delegation
from eoffice.people.models.person import Clearance, User
from eoffice.people.models.post import Post, PostRole
from eoffice.people.models.tries import LoginTries

__all__ = ["AccessToken", "AuditEvent", "Clearance", "Delegation", "LoginTries", "Post", "PostRole", "User"]
