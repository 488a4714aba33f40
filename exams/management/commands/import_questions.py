"""`manage.py import_questions --bank SLUG FILE`: a file of questions into a bank, from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exams.models import QuestionBank
from exams.services.question_imports import plan_import, write_plan
from organizations.errors import Refused


class Command(BaseCommand):
    help = "Import a file of questions; each bad row is printed as FILE:SHEET:ROW: reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--bank", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--accept-good", action="store_true", help="write the good rows although others are bad")

    def handle(self, *args: Any, file: Path, bank: str, dry_run: bool, accept_good: bool, **options: Any) -> None:
        target = QuestionBank.objects.select_related("owner").filter(slug=bank).first()
        if target is None:
            raise CommandError(_("There is no question bank named %s.") % bank)
        if not file.is_file():
            raise CommandError(_("There is no file %s.") % file)
        try:
            plan = plan_import(bank=target, path=file, filename=file.name)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for row in plan.bad:
            self.stderr.write(f"{row.place}: {row.reason}")
        write = not dry_run and (accept_good or not plan.bad)
        imported = len(write_plan(bank=target, plan=plan, by=None)) if write else 0
        would = len(plan.new) if dry_run else imported
        self.stdout.write(f"imported {would}, duplicates {len(plan.duplicates)}, bad {len(plan.bad)}")
        if plan.bad and not accept_good:
            raise CommandError(_("There are bad rows; nothing was written."), returncode=1)
