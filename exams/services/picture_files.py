"""Pictures that no question shows any more, and files that no bank knows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from exams.models import QuestionPicture
from exams.models.pictures import FOLDER
from organizations.private_files import private_storage

GROWN_UP = timedelta(days=1)  # whatever wrote a file has ended by then


def forget_pictures(pictures: Collection[UUID]) -> None:
    """Take those of these pictures out of their banks that no version shows; their files go when that is for good.

    The caller's transaction holds it together. A file that another bank shares stays.
    """
    unused = QuestionPicture.objects.filter(pk__in=pictures, uses__isnull=True)
    lost = dict(unused.values_list("pk", "file"))
    QuerySet(QuestionPicture).filter(pk__in=lost).delete()  # nothing shows them: they are no evidence
    transaction.on_commit(partial(_delete_unknown, set(lost.values())))


def sweep_picture_files() -> int:
    """Files that no bank knows are no more, and how many went is returned.

    A transaction that never ended leaves its files behind; those of one that still runs are younger than a day.
    """
    storage = private_storage()
    try:
        _folders, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0  # nobody has brought a picture yet
    files = {f"{FOLDER}/{name}" for name in names} - set(QuestionPicture.objects.values_list("file", flat=True))
    grown_up = timezone.now() - GROWN_UP
    return _delete_unknown({name for name in files if storage.get_modified_time(name) < grown_up})


def _delete_unknown(files: Collection[str]) -> int:
    """Delete those of the files that no row names, and return how many."""
    known = QuestionPicture.objects.filter(file__in=files).values_list("file", flat=True)
    lost = set(files) - set(known)
    for name in lost:
        private_storage().delete(name)
    return len(lost)
