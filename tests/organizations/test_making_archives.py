"""Archives are made once, fail in words, and are gone after a week."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from organizations.errors import Refused
from organizations.filing.archive_writer import Piece
from organizations.filing.enterprise import ENTERPRISE
from organizations.filing.registry import ArchiveKind, register_archive
from organizations.models import Archive, ArchiveState, AuditEntry, Role, User
from organizations.progress import progress_of
from organizations.services.archives import ask_for_archive, make_archive, take_away_old_archives
from tests.factories.archives import made
from tests.factories.organizations import County, staff, worker_of

pytestmark = pytest.mark.django_db


def test_asking_twice_makes_one_whoever_asks(county: County, safety_officer: User) -> None:
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)

    first, is_new = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=safety_officer)
    second, is_new_again = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=head)

    assert (is_new, is_new_again) == (True, False)
    assert first == second
    assert AuditEntry.objects.filter(action="archive.ask").count() == 1


def test_asking_again_when_it_is_made_makes_another(county: County, safety_officer: User) -> None:
    first = made(ENTERPRISE, county.enterprise, safety_officer)

    assert made(ENTERPRISE, county.enterprise, safety_officer) != first


def test_made_twice_is_made_once(county: County, safety_officer: User) -> None:
    archive = made(ENTERPRISE, county.enterprise, safety_officer)
    name, made_at = archive.file.name, archive.made_at

    make_archive(archive.pk)

    archive.refresh_from_db()
    assert (archive.file.name, archive.made_at) == (name, made_at)
    assert AuditEntry.objects.filter(action="archive.make").count() == 1


def test_a_worker_that_died_in_the_middle_is_followed_by_one_that_finishes(
    county: County, safety_officer: User
) -> None:
    archive, _new = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=safety_officer)
    Archive.objects.filter(pk=archive.pk).update(state=ArchiveState.MAKING)

    make_archive(archive.pk)

    archive.refresh_from_db()
    assert archive.state == ArchiveState.READY


def test_of_two_that_make_it_at_once_only_one_hands_it_over(
    county: County, safety_officer: User, private_root: Path
) -> None:
    def outrun(archive: Archive) -> list[Piece]:
        Archive.objects.filter(pk=archive.pk).update(state=ArchiveState.FAILED, problem="别人先做完了")
        return []

    register_archive("outrun", ArchiveKind("", outrun))
    before = set(private_root.rglob("*.zip"))

    archive = made("outrun", county.enterprise, safety_officer)

    assert archive.state == ArchiveState.FAILED
    assert not archive.file
    assert set(private_root.rglob("*.zip")) == before


@pytest.mark.parametrize(
    ("failure", "said"), [(Refused("考试还没结束。"), "考试还没结束。"), (RuntimeError("disk"), "再做一次")]
)
def test_a_failure_is_told_in_words_and_can_be_asked_for_again(
    county: County, safety_officer: User, failure: Exception, said: str
) -> None:
    def failing(archive: Archive) -> list[Piece]:
        raise failure

    register_archive("failing", ArchiveKind("", failing))

    archive = made("failing", county.enterprise, safety_officer)

    assert archive.state == ArchiveState.FAILED
    assert said in archive.problem
    assert "disk" not in archive.problem
    _again, is_new = ask_for_archive(kind="failing", title="档案", unit=county.enterprise, by=safety_officer)
    assert is_new


def test_work_that_fell_silent_does_not_stand_in_the_way_for_ever(county: County, safety_officer: User) -> None:
    stuck, _new = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=safety_officer)

    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        _again, is_new = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=safety_officer)

    stuck.refresh_from_db()
    assert is_new
    assert stuck.state == ArchiveState.FAILED


def test_after_a_week_the_file_is_taken_away_and_the_record_stays(
    county: County, safety_officer: User, private_root: Path
) -> None:
    archive = made(ENTERPRISE, county.enterprise, safety_officer)
    path = private_root / str(archive.file.name)
    assert take_away_old_archives() == 0
    assert path.exists()

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert take_away_old_archives() == 1
        assert take_away_old_archives() == 0

    archive.refresh_from_db()
    assert archive.state == ArchiveState.EXPIRED
    assert archive.digest
    assert not path.exists()


def test_how_far_it_is_can_be_seen(county: County, safety_officer: User) -> None:
    worker_of(county.team)
    archive = made(ENTERPRISE, county.enterprise, safety_officer)

    progress = progress_of(archive.pk)

    assert progress.done == progress.total > 2
