"""The tree of agencies and the units inside each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """An agency that keeps its own registers: a school, an area office, a department.

    Every lock, chain, register and cursor belongs to one organisation.
    """

    class Kind(models.TextChoices):
        SCHOOL = "school", _("School")
        AREA_OFFICE = "area_office", _("Educational service area office")
        DEPARTMENT = "department", _("Department")
        OTHER = "other", _("Other agency")

    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.SCHOOL)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(
        _("letter code"), max_length=40, blank=True, help_text=_("What stands before the number: ศธ 04346.26")
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("central mailbox"), blank=True)
    emblem = models.CharField(max_length=64, blank=True, editable=False)  # SHA-256 of the picture
    calendar_version = models.PositiveIntegerField(default=1, editable=False)
    settings = models.JSONField(default=dict, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("organisation")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A group of work inside an agency (กลุ่มงาน), which may keep a register of its own (ข้อ 40)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    keeps_own_book = models.BooleanField(_("keeps its own register"), default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["organisation", "pk"]
        verbose_name = _("unit")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name
