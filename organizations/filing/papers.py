"""A dossier as the files of an archive: to read on paper, as data, and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from organizations.excel import workbook_bytes
from organizations.filing.archive_writer import Filed
from organizations.filing.paper import dossiers_pdf
from organizations.filing.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from organizations.filing.dossier import Dossier


def papers_of(dossier: Dossier, *path: str) -> Iterator[Filed]:
    """Return the PDF and the data; `path` is the folders and the name, without its ending."""
    *folders, stem = path
    yield Filed((*folders, f"{stem}.pdf"), dossiers_pdf([dossier], made_at=timezone.now()))
    yield Filed((*folders, f"{stem}.json"), dossier.content())


def papers_and_tables_of(dossier: Dossier, *path: str) -> Iterator[Filed]:
    """Return the same, and an Excel file with a sheet for each section."""
    *folders, stem = path
    yield from papers_of(dossier, *path)
    tables = [table_of(section, title=f"{dossier.name} · {section.title}") for section in dossier.sections]
    yield Filed((*folders, f"{stem}.xlsx"), workbook_bytes(tables))
