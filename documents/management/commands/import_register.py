"""`eoffice import-register FILE`: an old register out of a table."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.actions.numbers import register_of
from documents.classes import Run
from documents.importing.checking import plan_import
from documents.importing.entering import carry_out
from documents.importing.plan import Plan
from documents.importing.reading import read_file
from documents.models import Register
from eoffice.common.errors import RuleBroken
from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Post, User
from eoffice.people.posts import posts_held


class Command(BaseCommand):
    """Looks at the table and says what it would do; `--write` does it."""

    help = "Enter an old register (form 13 or 14, or an export of AMSS++) from XLSX, CSV or AMSS++'s .xls."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and which book it is."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--run", default=Run.RECEIVE.value, choices=Run.values, help="which register")
        parser.add_argument("--organisation", help="its name or id; the registrar's own unless told")
        parser.add_argument("--unit", help="the name of a unit that keeps its own book")
        parser.add_argument("--year", type=int, help="the BE year of rows that name none")
        parser.add_argument("--by", required=True, help="the user name of the registrar who answers for it")
        parser.add_argument("--write", action="store_true", help="enter the rows; without it only a report")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Report, then enter if asked to."""
        try:
            lines = read_file(self._content(options["file"]))
            post = self._post(options["by"], options["organisation"])
            register = self._register(post, options)
            self._tell(plan := plan_import(lines, register, year=options["year"]))
            if options["write"] and plan.is_sound:
                plan = carry_out(lines, register, post=post, year=options["year"])
                self.stdout.write(_("%(count)s rows were entered.") % {"count": len(plan.entries)})
        except RuleBroken as refused:
            raise CommandError(str(refused)) from refused
        if not plan.is_sound:
            raise CommandError(_("The table has rows that can't be entered. Nothing was entered."))

    def _content(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def _post(self, username: str, organisation: str | None) -> Post:
        user = User.objects.filter(username=username).first()
        posts = posts_held(user) if user else []
        wanted = [
            post
            for post in posts
            if organisation in {None, str(post.organisation_id), post.organisation.name}
        ]
        if not wanted:
            raise CommandError(_("There is no such registrar there."))
        return wanted[0]

    def _register(self, post: Post, options: dict[str, Any]) -> Register:
        organisation: Organisation = post.organisation
        unit = None
        if options["unit"]:
            unit = Unit.objects.filter(organisation=organisation, name=options["unit"]).first()
            if unit is None:
                raise CommandError(_("There is no such unit."))
        return register_of(organisation, options["run"], unit)

    def _tell(self, plan: Plan) -> None:
        counts = {"new": len(plan.entries), "already": plan.already, "faults": len(plan.faults)}
        self.stdout.write(_("%(new)s rows to enter, %(already)s already there, %(faults)s faults.") % counts)
        for stretch in plan.stretches:
            self.stdout.write(
                _("Year %(year)s: numbers %(first)s to %(last)s, %(count)s of them; missing: %(missing)s.")
                % {
                    "year": stretch.year,
                    "first": stretch.first,
                    "last": stretch.last,
                    "count": stretch.count,
                    "missing": stretch.missing_words or "-",
                }
            )
        for fault in plan.faults:
            self.stderr.write(f"✗ {fault}")
        for remark in plan.remarks:
            self.stdout.write(f"· {remark}")
