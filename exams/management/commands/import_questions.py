"""`manage.py import_questions --bank SLUG FILE`: a file of questions into a bank, from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exams.importing.mapping import BadMapping, Mapping
from exams.importing.tables import UnknownColumns
from exams.models import QuestionBank
from exams.services.question_imports import plan_import, write_plan
from organizations.errors import Refused


class Command(BaseCommand):
    help = "Import a file of questions; each bad row is printed as FILE:SHEET:ROW: reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--bank", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument(
            "--mapping", type=Path, metavar="FILE", help="a JSON file: which column of which sheet is what"
        )
        parser.add_argument("--accept-good", action="store_true", help="write the good rows although others are bad")

    def handle(
        self, *args: Any, file: Path, bank: str, dry_run: bool, accept_good: bool, mapping: Path | None, **options: Any
    ) -> None:
        target = QuestionBank.objects.select_related("owner").filter(slug=bank).first()
        if target is None:
            raise CommandError(_("There is no question bank named %s.") % bank)
        if not file.is_file():
            raise CommandError(_("There is no file %s.") % file)
        try:
            plan = plan_import(bank=target, path=file, filename=file.name, mapping=_read_mapping(mapping))
        except UnknownColumns as refusal:
            self._show(refusal)
            raise CommandError(str(refusal)) from refusal
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

    def _show(self, refusal: UnknownColumns) -> None:
        """Print the first rows of each sheet with the numbers of their columns, as a mapping names them."""
        for sheet in refusal.sheets:
            for number, row in sheet.rows:
                self.stderr.write(
                    f"{sheet.name}:{number}: " + " | ".join(f"{place}={cell}" for place, cell in enumerate(row))
                )


def _read_mapping(path: Path | None) -> Mapping | None:
    if path is None:
        return None
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadMapping(_("%s is no file of JSON.") % path) from error
    return Mapping.from_data(data)
