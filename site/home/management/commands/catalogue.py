"""`manage.py catalogue`: gather new strings; `--check`: is every string translated; `--compile`: make the .mo files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home import catalogue

FOLDERS = (
    "organizations",
    "courses",
    "exams",
    "leaderboard",
    "hazards",
    "campaigns",
    "site/home",
    "site/templates",
    "site/config",
)


class Command(BaseCommand):
    help = "Gather, check or compile the Chinese catalogue; needs no gettext on the machine."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a string is missing, untranslated or fuzzy")
        parser.add_argument("--compile", action="store_true", help="make the .mo files that are out of date")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if options["compile"]:
            catalogue.compile_all([Path(folder) for folder in settings.LOCALE_PATHS])
            return
        path = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po"
        current = catalogue.updated(catalogue.read(path), catalogue.gather(settings.ROOT, FOLDERS))
        missing = catalogue.wanting(current)
        if check:
            for text in missing:
                self.stderr.write(text)
            if missing:
                raise CommandError(f"{len(missing)} strings are not translated: run `make messages`, then translate.")
            self.stdout.write(f"{len(current)} strings, all translated")
            return
        catalogue.write(current, path)
        self.stdout.write(f"{len(current)} strings, {len(missing)} to translate in {path.relative_to(settings.ROOT)}")
