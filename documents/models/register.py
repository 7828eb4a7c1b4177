"""Registers (ทะเบียนหนังสือ): books of numbers, their counters, their rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.classes import PATTERNS, SECRET_RUNS, Run, Secrecy, cleared_for
from documents.models.document import Document
from documents.models.sealed import WithSubject, no_secret_in_clear
from documents.sealing import unseal
from eoffice.common import clock
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Post
from eoffice.people.roles import SEES_ALL_LETTERS, Role

if TYPE_CHECKING:
    import datetime as dt

    from django_stubs_ext.db.models.manager import RelatedManager


class RegisterQuerySet(models.QuerySet["Register"]):
    """Questions about registers."""

    def visible_to(self, post: Post) -> RegisterQuerySet:
        """Books of the post's agency that its duties open: the registry and who directs it see the central
        ones and the units', a unit's registrar and head their unit's, the secret registrar the secret ones.
        Rows of secret papers still show number and class alone (`masked_for`).
        """
        here = self.filter(organisation_id=post.organisation_id)
        if post.has(*SEES_ALL_LETTERS):
            return here
        open_to = Q(pk__in=[])
        if post.unit_id and post.has(Role.UNIT_REGISTRAR, Role.SECTION_HEAD):
            open_to |= Q(unit_id=post.unit_id)
        if post.has(Role.SECRET_REGISTRAR):
            open_to |= Q(run__in=SECRET_RUNS)
        return here.filter(open_to)


class Register(models.Model):
    """One book: a run of numbers of an agency, or of a unit that keeps its own (ข้อ 38, 40, 43)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="registers")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="registers")
    run = models.CharField(_("run of numbers"), max_length=16, choices=Run.choices)
    name = models.CharField(_("name of the register"), max_length=120, blank=True)
    pattern = models.CharField(_("pattern of numbers"), max_length=60, blank=True)

    objects = RegisterQuerySet.as_manager()

    if TYPE_CHECKING:
        counters: RelatedManager[RegisterCounter]
        entries: RelatedManager[RegisterEntry]

    class Meta:
        ordering = ["organisation", "pk"]
        verbose_name = _("register")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "run"], condition=Q(unit__isnull=True), name="central_register_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "run", "unit"],
                condition=Q(unit__isnull=False),
                name="unit_register_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_run_display()

    @property
    def is_secret(self) -> bool:
        """Whether it is one of the registers of secret papers (ทขล.1, ทขล.2)."""
        return self.run in SECRET_RUNS

    @property
    def written_as(self) -> str:
        """The pattern of its numbers."""
        return self.pattern or PATTERNS[self.run]

    def is_kept_by(self, post: Post) -> bool:
        """Whether `post` is the registrar of this book."""
        if post.organisation_id != self.organisation_id:
            return False
        if self.is_secret:
            return post.has(Role.SECRET_REGISTRAR)
        if post.has(Role.CENTRAL_REGISTRAR):
            return True
        return self.unit_id is not None and self.unit_id == post.unit_id and post.has(Role.UNIT_REGISTRAR)


class RegisterCounter(models.Model):
    """The last number of a register in a BE year; the row that two clerks wait for."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="counters", db_index=False)
    year = models.PositiveSmallIntegerField()  # BE
    last = models.PositiveIntegerField(default=0)
    floor = models.PositiveIntegerField(default=0)  # last number used in the book before this one

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "year"], name="one_counter_a_year"),
            models.CheckConstraint(condition=Q(last__gte=models.F("floor")), name="last_not_below_floor"),
            models.CheckConstraint(condition=Q(year__gte=2400, year__lte=3000), name="counter_year_is_be"),
        ]


class EntryQuerySet(models.QuerySet["RegisterEntry"]):
    """Questions about register rows. There is no deletion."""

    def delete(self) -> NoReturn:
        """A register is evidence: rows are voided, never removed (sheet 3.3)."""
        raise TypeError("register rows are never deleted; void them")

    def visible_to(self, post: Post) -> EntryQuerySet:
        """Rows of the books open to the post, and numbers kept for it. Show them through `rows_for`."""
        books = Register.objects.visible_to(post).values("pk")
        return self.filter(Q(register_id__in=books) | Q(reserved_for_id=post.pk))

    def in_order(self) -> EntryQuerySet:
        """As the book reads: number by number, inserted ones after theirs."""
        return self.order_by("year", "number", "sub_number")

    def of(self, register: Register) -> EntryQuerySet:
        """All rows of a book that was found through its own gate: who sees a book sees its rows.

        The gate of rows would ask again for each, in a way that no index answers.
        """
        return self.filter(register=register)

    def reserved(self) -> EntryQuerySet:
        """Numbers that wait for their letter: the only rows that still have an end of their time."""
        return self.filter(state=RegisterEntry.State.RESERVED, expires_at__isnull=False)

    def expired(self, now: dt.datetime) -> EntryQuerySet:
        """Reserved numbers whose time has run out at the instant."""
        return self.filter(state=RegisterEntry.State.RESERVED, expires_at__lte=now)


class RegisterEntry(WithSubject):
    """A row of a register. Its number is for ever; its columns are those of forms 13 and 14."""

    class State(models.TextChoices):
        RESERVED = "reserved", _("reserved")
        ISSUED = "issued", _("issued")
        VOID = "void", _("cancelled")

    # The hot table: no index where a unique constraint begins with the column, or nobody asks by it.
    register = models.ForeignKey(Register, models.PROTECT, related_name="entries", db_index=False)
    year = models.PositiveSmallIntegerField(_("year"))  # BE
    number = models.PositiveIntegerField(_("register number"))
    sub_number = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=120)  # the number as written on the paper
    state = models.CharField(
        _("state of the number"), max_length=10, choices=State.choices, default=State.ISSUED
    )
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="entries")

    reference = models.CharField(_("letter number"), max_length=120, blank=True)  # ที่
    dated_on = models.DateField(_("letter dated"), null=True, blank=True)  # ลงวันที่, the letter's
    from_text = models.CharField(_("letter from"), max_length=300, blank=True)  # จาก
    to_text = models.CharField(_("letter to"), max_length=300, blank=True)  # ถึง
    action = models.CharField(_("handling of the letter"), max_length=300, blank=True)  # การปฏิบัติ
    remarks = models.CharField(_("remarks"), max_length=500, blank=True)  # หมายเหตุ

    entered_at = models.DateTimeField()  # the system's time (ข้อ 89/3)
    entered_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    stated_on = models.DateField(null=True, blank=True)  # the day the book shows where it isn't entered_at's
    reserved_for = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="reserved_numbers", db_index=False
    )
    reserved_by = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)  # only while it is reserved
    filled_at = models.DateTimeField(null=True, blank=True)  # when a reserved number was used
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    void_reason = models.CharField(_("reason"), max_length=300, blank=True)
    source_row = models.CharField(max_length=64, blank=True, editable=False)  # hash of the imported row

    objects = EntryQuerySet.as_manager()

    if TYPE_CHECKING:
        changes: RelatedManager[RegisterChange]

    class Meta:
        ordering = ["register", "-year", "-number", "-sub_number"]
        verbose_name = _("register row")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "year", "number", "sub_number"], name="number_once_for_ever"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="numbers_begin_at_one"),
            models.CheckConstraint(condition=Q(year__gte=2400, year__lte=3000), name="entry_year_is_be"),
            models.CheckConstraint(
                condition=~Q(state="void") | Q(voided_at__isnull=False), name="void_says_when"
            ),
            no_secret_in_clear("entry_secret_not_in_clear"),
        ]
        indexes = [
            # Not "state = reserved": SQLite needs to see the condition in the query, not in its values.
            models.Index(
                fields=["register", "expires_at"],
                condition=Q(expires_at__isnull=False),
                name="reservations_by_expiry",
            ),
            models.Index(
                fields=["reserved_for"], condition=Q(reserved_for__isnull=False), name="entry_by_reserved_for"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def delete(self, using: str | None = None, keep_parents: bool = False) -> NoReturn:
        """A register is evidence: rows are voided, never removed."""
        raise TypeError("register rows are never deleted; void them")

    @property
    def shown_on(self) -> dt.date:
        """The registering day that the book shows."""
        return self.stated_on or self.entered_at.astimezone(clock.BANGKOK).date()

    @property
    def digits(self) -> str:
        """The register number alone, as column one shows it: 123, or 123.1 when inserted."""
        return f"{self.number}.{self.sub_number}" if self.sub_number else str(self.number)

    def masked_for(self, post: Post) -> Row:
        """The row as `post` may read it. For a list use `rows_for`: one query for all."""
        return rows_for([self], post)[0]


@dataclass(frozen=True)
class Row:
    """A register row as somebody may read it; of a hidden one only number, class, day and state are there."""

    entry: RegisterEntry
    hidden: bool
    reference: str = ""
    dated_on: dt.date | None = None
    from_text: str = ""
    to_text: str = ""
    subject: str = ""
    action: str = ""
    remarks: str = ""


def rows_for(entries: Iterable[RegisterEntry], post: Post) -> list[Row]:
    """The rows as `post` may read them, secret ones masked. One query, none where no row is secret."""
    rows = list(entries)
    papers = {entry.document_id for entry in rows if entry.is_secret and entry.document_id}
    readable: set[int] = set()
    if papers:
        readable = set(Document.objects.visible_to(post).filter(pk__in=papers).values_list("pk", flat=True))
    return [_row(entry, hidden=_hides(entry, post, readable)) for entry in rows]


def _hides(entry: RegisterEntry, post: Post, readable: set[int]) -> bool:
    if not entry.is_secret or entry.document_id in readable:
        return False
    keeper = post.has(Role.SECRET_REGISTRAR) and post.organisation_id == entry.register.organisation_id
    cleared = entry.secrecy in cleared_for(post.person.clearance) or entry.secrecy == Secrecy.TOP_SECRET
    return bool(entry.document_id) or not (keeper and cleared)


def _row(entry: RegisterEntry, *, hidden: bool) -> Row:
    if hidden:
        return Row(entry, hidden=True)
    return Row(
        entry,
        hidden=False,
        reference=entry.reference,
        dated_on=entry.dated_on,
        from_text=entry.from_text,
        to_text=entry.to_text,
        subject=entry.opened_subject(),
        action=entry.action,
        remarks=entry.remarks,
    )


class RegisterChange(models.Model):
    """A correction of a row: what stood there, what stands now, why. Kept for ever."""

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="changes")
    field = models.CharField(max_length=20)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    sealed = models.BinaryField(null=True, editable=False)  # old and new of a secret subject
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["entry", "pk"]

    @property
    def column(self) -> str:
        """What the column is called."""
        known = RegisterEntry._meta.get_field(self.field)
        return str(getattr(known, "verbose_name", self.field))

    @property
    def stood(self) -> str:
        """What stood there; for whoever may read the row."""
        return self._both()[0]

    @property
    def stands(self) -> str:
        """What it was corrected to; for whoever may read the row."""
        return self._both()[1]

    def _both(self) -> tuple[str, str]:
        if not self.sealed:
            return self.old, self.new
        old, new = json.loads(unseal(self.sealed))
        return str(old), str(new)
