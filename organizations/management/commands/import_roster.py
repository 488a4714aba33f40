"""`manage.py import_roster --enterprise CODE FILE`: a roster from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from organizations.errors import Refused
from organizations.models import Unit
from organizations.roster.plan import RosterPlan
from organizations.services.roster_import import plan_file, write_roster


class Command(BaseCommand):
    help = "Import an enterprise's roster; bad rows are printed as FILE:ROW: reason, and make the exit code 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--enterprise", required=True, metavar="CODE")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--accept-good", action="store_true", help="write the good rows although others are bad")
        parser.add_argument("--create-units", action="store_true", help="create workshops and teams that are new")

    def handle(self, *args: Any, file: Path, enterprise: str, dry_run: bool, **options: Any) -> None:
        target = Unit.objects.enterprises().filter(code=enterprise).first()
        if target is None:
            raise CommandError(_("There is no enterprise with the code %s.") % enterprise)
        if not file.is_file():
            raise CommandError(_("There is no file %s.") % file)
        try:
            plan = plan_file(enterprise=target, path=file, filename=file.name, creates_units=options["create_units"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for row in plan.bad:
            self.stderr.write(f"{file.name}:{row.number}: {row.reason}")
        if not dry_run and (options["accept_good"] or not plan.bad):
            write_roster(enterprise=target, plan=plan, accept_good=True, by=None)
        self.stdout.write(self._summary(plan))
        if plan.bad:
            raise CommandError(_("%d bad rows.") % len(plan.bad))

    def _summary(self, plan: RosterPlan) -> str:
        return (
            f"added {len(plan.joining)}, moved {len(plan.moving)}, changed {len(plan.changing)}, "
            f"left {len(plan.leaving)}, unchanged {plan.unchanged}, bad {len(plan.bad)}"
        )
