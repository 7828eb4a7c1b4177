"""A person who logs in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from eoffice.people.models.post import Post


class Clearance(models.TextChoices):
    """Up to which class a person is appointed to handle papers (ข้อ 29; appendix 6, 4.2.3)."""

    NORMAL = "normal", pgettext_lazy("clearance", "none")
    CONFIDENTIAL = "confidential", _("ลับ")
    SECRET = "secret", _("ลับมาก")


class UserQuerySet(models.QuerySet["User"]):
    """Questions about people."""

    def visible_to(self, post: Post) -> UserQuerySet:
        """People who hold, held or will hold a post in the agency of `post`."""
        return self.filter(posts__organisation=post.organisation_id).distinct()


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc] # made by Django
    """Makes people; there is no superuser: rights come with posts."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        """A person with a usable password, or none (OIDC only)."""
        user: User = self.model(username=username, **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person. Name parts are as Thai names are written: นายสมชาย ใจดี."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    title = models.CharField(pgettext_lazy("person", "title"), max_length=40, blank=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    clearance = models.CharField(
        _("clearance"), max_length=12, choices=Clearance.choices, default=Clearance.NORMAL
    )
    clearance_order = models.CharField(_("order of the clearance"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=5, default="th")
    must_change_password = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        ordering = ["first_name", "last_name", "pk"]
        verbose_name = _("person")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """นายสมชาย ใจดี: the title is glued to the first name."""
        return f"{self.title}{self.first_name} {self.last_name}".strip()

    def get_full_name(self) -> str:
        """What Django's own pages show."""
        return self.name
