"""`manage.py bonus_sheet --enterprise CODE --month YYYY-MM --out FILE.xlsx`: the bonus sheet, from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exams.bonus.months import parse_month
from exams.bonus.shown import Shown, shown_sheet
from exams.bonus.workbook import bonus_tables
from organizations.audit import record
from organizations.errors import Refused
from organizations.excel import workbook_bytes
from organizations.models import Unit


class Command(BaseCommand):
    help = "Write the bonus sheet of an enterprise and a month as an Excel file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--enterprise", required=True, metavar="CODE")
        parser.add_argument("--month", required=True, metavar="YYYY-MM")
        parser.add_argument("--supplement", type=int, default=0, metavar="NUMBER")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.xlsx")

    def handle(self, *args: Any, enterprise: str, month: str, supplement: int, out: Path, **options: Any) -> None:
        unit = Unit.objects.enterprises().filter(code=enterprise.upper()).first()
        if unit is None:
            raise CommandError(_("There is no enterprise with the code %s.") % enterprise)
        if out.suffix.lower() != ".xlsx":
            raise CommandError(_("The file to write has to end in .xlsx, not %s.") % out.name)
        try:
            shown = shown_sheet(unit, parse_month(month), supplement)
            out.write_bytes(workbook_bytes(bonus_tables(shown.rows, shown.exams, shown.signatures)))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            words = {"file": out, "reason": error.strerror}
            raise CommandError(_("%(file)s can't be written: %(reason)s.") % words) from error
        record("bonus.export", by=None, subject=unit, unit=unit, month=month, mark=shown.sheet.mark)
        self._tell(shown, out)

    def _tell(self, shown: Shown, out: Path) -> None:
        rows = shown.rows
        if shown.sheet.is_provisional:
            self.stderr.write(_("Not final: an exam of this month is not closed yet."))
        elif not shown.is_kept:
            self.stderr.write(_("Not final: nobody has counted this month at the desk yet."))
        counted = {"people": len(rows.lines), "teams": len(rows.teams), "mark": shown.sheet.mark, "file": out}
        self.stdout.write(_("%(people)d people in %(teams)d teams written to %(file)s, mark %(mark)s") % counted)
