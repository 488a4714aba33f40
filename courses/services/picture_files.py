"""Files of pictures that the database can't take back: gone with the change that failed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from courses.models import Picture
from courses.pages.files import PICTURE_FOLDER

Stored = list[FieldFile]
GROWN_UP = timedelta(days=1)  # whatever wrote a file has ended by then
logger = logging.getLogger(__name__)


@contextmanager
def gone_if_it_fails() -> Iterator[Stored]:
    """Give a list for the files that are to be stored; where what is inside fails, those that were are deleted."""
    stored: Stored = []
    try:
        yield stored
    except BaseException:
        for file in stored:
            if str(file.name).startswith(f"{PICTURE_FOLDER}/"):  # else it had not come to be stored
                _take_away(file)
        raise


def _take_away(file: FieldFile) -> None:
    try:
        file.storage.delete(str(file.name))
    except Exception:  # what failed before matters more; the sweep finds the file again
        logger.exception("A picture file was not deleted")


def sweep_picture_files() -> int:
    """Files that no picture has are no more, and how many went is returned.

    A process that was killed leaves its files behind; those of one that still runs are younger than a day.
    """
    try:
        _folders, names = default_storage.listdir(PICTURE_FOLDER)
    except FileNotFoundError:
        return 0  # nobody has brought a picture yet
    unknown = {f"{PICTURE_FOLDER}/{name}" for name in names} - set(Picture.objects.values_list("file", flat=True))
    grown_up = timezone.now() - GROWN_UP
    lost = [name for name in unknown if default_storage.get_modified_time(name) < grown_up]
    for name in lost:
        default_storage.delete(name)
    return len(lost)
