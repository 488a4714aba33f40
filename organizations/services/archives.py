"""Archives: asked for, made in the background, taken away again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from organizations.audit import record
from organizations.errors import Refused
from organizations.filing.archive_writer import About, Made, write_archive
from organizations.filing.registry import archive_kind
from organizations.models import Archive, ArchiveState
from organizations.models.archives import KEPT
from organizations.progress import reporter

if TYPE_CHECKING:
    from organizations.models import Unit, User

logger = logging.getLogger(__name__)
# three attempts of a quarter of an hour each (Q_CLUSTER), and some waiting: after that nobody works on it any more
GIVEN_UP_AFTER = timedelta(hours=2)


def ask_for_archive(*, kind: str, title: str, unit: Unit, by: User, subject: str = "") -> tuple[Archive, bool]:
    """Return the archive of this that is under way, whoever asked for it, or a new one; and whether it is new."""
    with transaction.atomic():
        _give_up_the_silent()
        archive, is_new = Archive.objects.get_or_create(
            kind=kind,
            unit=unit,
            subject=subject,
            state__in=[ArchiveState.WAITING, ArchiveState.MAKING],
            defaults={"title": title[:160], "asked_by": by, "state": ArchiveState.WAITING},
        )
        if is_new:
            record("archive.ask", by=by, subject=archive, unit=unit, kind=kind, of=subject)
    return archive, is_new


def make_archive(pk: UUID) -> None:
    """Leave the archive READY with its file, or FAILED with a sentence. Safe to repeat: what is made is not made again.

    It is made in the language of the country, whoever asked: it is evidence.
    """
    if not Archive.objects.under_way().filter(pk=pk).update(state=ArchiveState.MAKING):
        return
    archive = Archive.objects.select_related("unit", "asked_by").get(pk=pk)
    try:
        with override(settings.LANGUAGE_CODE):
            _make(archive)
    except Refused as refusal:
        _fail(archive, str(refusal))
    except Exception:  # whatever it is, nobody shall wait before a bar that never ends
        logger.exception("Archive %s failed", archive.pk)
        _fail(archive, _("Something failed on our side. Ask for it again; if it fails once more, call us."))


def _make(archive: Archive) -> None:
    made_at = timezone.now()
    about = About(archive.kind, archive.title, archive.unit.shown_name, made_at, archive.asked_by.name)
    with NamedTemporaryFile(suffix=".zip") as file:
        pieces = archive_kind(archive.kind).pieces(archive)
        made = write_archive(file, pieces, about, report=reporter(archive.pk))
        size = file.tell()
        file.seek(0)
        archive.file.save(f"{archive.pk}.zip", File(file), save=False)
    _settle(archive, made, made_at, size)


@transaction.atomic
def _settle(archive: Archive, made: Made, made_at: datetime, size: int) -> None:
    """Hand it over, unless somebody else has settled it meanwhile: then the file just written is nobody's."""
    settled = Archive.objects.filter(pk=archive.pk, state=ArchiveState.MAKING).update(
        state=ArchiveState.READY,
        made_at=made_at,
        file=archive.file.name,
        size=size,
        digest=made.digest,
        warnings=list(made.warnings),
    )
    if not settled:
        archive.file.delete(save=False)
        return
    record("archive.make", by=archive.asked_by, subject=archive, unit=archive.unit, digest=made.digest, bytes=size)


def _fail(archive: Archive, problem: str) -> None:
    Archive.objects.filter(pk=archive.pk, state=ArchiveState.MAKING).update(state=ArchiveState.FAILED, problem=problem)


def _give_up_the_silent() -> None:
    """Who was told to make them has died; they can be asked for again."""
    silent = Archive.objects.under_way().filter(asked_at__lt=timezone.now() - GIVEN_UP_AFTER)
    silent.update(state=ArchiveState.FAILED, problem=_("The work was broken off. Ask for it again."))


def take_away_old_archives() -> int:
    """The files of archives older than KEPT are gone; that they were made stays on record. Returns how many."""
    _give_up_the_silent()
    old = list(Archive.objects.filter(state=ArchiveState.READY, made_at__lt=timezone.now() - KEPT))
    for archive in old:
        archive.file.delete(save=False)
        archive.state = ArchiveState.EXPIRED
        archive.save(update_fields=["state", "file"])
    return len(old)
