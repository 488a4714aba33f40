"""An import that fails leaves no file of a picture behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from courses.models import Picture, Procedure
from courses.pages.files import PICTURE_FOLDER
from courses.services import procedure_files
from courses.tasks import every_night
from organizations.models import ImportState
from tests.courses.test_procedure_files import checked, written
from tests.courses.test_procedure_pictures import document
from tests.factories.organizations import County, PostFactory
from tests.factories.pictures import a_picture_file
from tests.factories.procedures import holder_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _held(county: County) -> None:
    holder_of(county.team, PostFactory(name="支护工"))


def files() -> set[str]:
    try:
        return set(default_storage.listdir(PICTURE_FOLDER)[1])
    except FileNotFoundError:
        return set()


def test_an_import_that_fails_half_way_leaves_no_picture_file(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = checked(county, document(a_picture_file()), "规程.docx")
    before, stored = files(), set()

    def fails(**kwargs: object) -> None:
        stored.update(files() - before)
        raise RuntimeError

    monkeypatch.setattr(procedure_files, "keep_draft", fails)

    assert written(brought).state == ImportState.FAILED
    assert len(stored) == 1
    assert files() == before
    assert not Picture.objects.exists()
    assert not Procedure.objects.exists()


def test_a_file_that_a_killed_process_left_goes_at_night_once_it_is_a_day_old(county: County) -> None:
    written(checked(county, document(a_picture_file()), "规程.docx"))
    kept = Picture.objects.get().file.name
    lost = default_storage.save(f"{PICTURE_FOLDER}/lost.webp", ContentFile(b"half of a picture"))

    every_night()
    assert default_storage.exists(lost)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert every_night() >= 1

    assert (default_storage.exists(kept), default_storage.exists(lost)) == (True, False)
