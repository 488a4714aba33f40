"""Archives of lectures in person and of learning tasks: the whole of them, of one's own part alone."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.archives.assignment import ASSIGNMENT
from courses.archives.session import SESSION
from courses.models import EvidenceKind, Session, SignedInBy
from courses.services.attendance import strike_attendance, tick, write_records
from courses.services.sessions import add_evidence, close_session, write_analysis
from organizations.filing.enterprise import ENTERPRISE
from organizations.models import Archive, Role, User
from tests.factories.archives import made, opened
from tests.factories.learning import a_photo, a_session, an_assignment, has_learned
from tests.factories.organizations import County, desk_of, staff, worker_of
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise, user__name="赵淑芳")


def held(session: Session, by: User, *workers: User) -> Session:
    """The workers came, a photo was taken, the list is closed and written into their records."""
    tick(session=session, people=[(each, timezone.now()) for each in workers], how=SignedInBy.LEADER, by=by)
    add_evidence(session=session, kind=EvidenceKind.PHOTO, file=a_photo("合影.png"), by=by)
    close_session(session=session, by=by)
    write_records(session=session)
    return session


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def test_a_lectures_archive_holds_plan_sign_in_table_and_evidence(county: County, officer: User) -> None:
    came, absent = worker_of(county.team, name="安贵生"), worker_of(county.team, name="没来的")
    session = held(a_session(county.enterprise), officer, came)

    result = opened(made(SESSION, county.enterprise, officer, session.pk))

    text = "".join(text_of_pages(result.files["现场讲课.pdf"]))
    photo = session.files.get()
    for words in (session.title, "大会议室", "点名（赵淑芳）", came.name, absent.name, photo.digest):
        assert words in text
    assert hashlib.sha256(result.files["照片和材料/照片-合影.png"]).hexdigest() == photo.digest
    table = sheet(result.files["签到表.xlsx"])
    (row,) = (row for row in table if came.name in row)
    assert "点名（赵淑芳）" in row
    assert row[-1] > 0
    assert not result.manifest["warnings"]


def test_the_data_of_a_lecture_says_what_its_paper_says(county: County, officer: User) -> None:
    session = held(a_session(county.enterprise), officer, worker_of(county.team))

    result = opened(made(SESSION, county.enterprise, officer, session.pk))

    data = json.loads(result.files["现场讲课.json"])
    assert data["name"] == session.title
    assert hashlib.sha256(result.files["现场讲课.json"]).hexdigest() in text_of_pages(result.files["现场讲课.pdf"])[0]


def test_a_photo_that_was_exchanged_in_the_store_is_told(county: County, officer: User) -> None:
    session = held(a_session(county.enterprise), officer, worker_of(county.team))
    kept = session.files.get()
    with kept.file.storage.open(str(kept.file.name), "wb") as file:
        file.write(b"another photo")

    (warning,) = opened(made(SESSION, county.enterprise, officer, session.pk)).manifest["warnings"]

    assert "合影.png" in warning


def test_of_a_towns_lecture_an_enterprise_gets_its_own_people_and_no_evidence(county: County) -> None:
    town = staff(Role.TOWN_OFFICER, county.town)
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)
    ours = worker_of(county.team, name="我们的人")
    foreign = worker_of(county.neighbour_team, name="别家的人")
    session = held(a_session(county.bureau), staff(Role.BUREAU_ADMIN, county.bureau), ours, foreign)

    part = opened(made(SESSION, county.enterprise, head, session.pk))
    of_town = opened(made(SESSION, county.town, town, session.pk))
    whole = opened(made(SESSION, county.bureau, town, session.pk))

    assert not part.names("照片和材料/")
    assert not of_town.names("照片和材料/")
    assert whole.names("照片和材料/")
    assert ours.name.encode() in part.files["现场讲课.json"]
    assert foreign.name.encode() not in part.files["现场讲课.json"]
    assert foreign.name.encode() in whole.files["现场讲课.json"]


def test_a_tasks_archive_says_of_everybody_whether_he_has_learned_it(county: County, officer: User) -> None:
    done, missing = worker_of(county.team, name="安贵生"), worker_of(county.other_team, name="没学的")
    task = an_assignment(county.enterprise)
    has_learned(done, task)

    result = opened(made(ASSIGNMENT, county.enterprise, officer, task.pk))

    rows = {row[3]: row for row in sheet(result.files["学习明细.xlsx"])[2:]}
    assert rows[done.name][8] is not None
    assert rows[missing.name][8] is None
    assert "1 / 2" in "".join(text_of_pages(result.files["学习任务.pdf"]))
    assert "覆盖情况.xlsx" in result.files


def test_a_tasks_archive_brings_its_make_up_lectures_along(county: County, officer: User) -> None:
    worker = worker_of(county.team)
    task = an_assignment(county.enterprise)
    session = held(a_session(county.enterprise, makes_up_for=task, title="补一课"), officer, worker)

    names = opened(made(ASSIGNMENT, county.enterprise, officer, task.pk)).names("补课/")

    day = timezone.localtime(session.begins_at)
    assert f"补课/{day:%Y-%m-%d %H%M} 补一课/现场讲课.pdf" in names
    assert any("合影.png" in name for name in names)


def test_a_neighbour_is_not_in_the_part_of_a_county_task(county: County, officer: User) -> None:
    worker_of(county.team, name="我们的人")
    worker_of(county.neighbour_team, name="别家的人")
    task = an_assignment(county.bureau)

    result = opened(made(ASSIGNMENT, county.enterprise, officer, task.pk))

    names = {row[3] for row in sheet(result.files["学习明细.xlsx"])[2:]}
    assert names == {"我们的人"}


def test_an_enterprises_archive_has_its_tasks_and_its_lectures(county: County, officer: User) -> None:
    worker = worker_of(county.team)
    an_assignment(county.bureau, title="全县都学")
    an_assignment(county.bureau, title="只给水泥厂", industries=["building_materials"])
    an_assignment(county.neighbour, title="邻家的任务")
    held(a_session(county.enterprise, title="自己的课"), officer, worker)
    a_session(county.neighbour, title="邻家的课")

    result = opened(made(ENTERPRISE, county.enterprise, officer))

    assert [name.split(" ")[1] for name in result.names("学习任务/")] == ["全县都学.xlsx"]
    assert {name.split("/")[1].split(" ")[-1] for name in result.names("现场讲课/")} == {"自己的课"}
    assert any("合影.png" in name for name in result.files)


def ask(client: Client, name: str, key: object, **data: Any) -> Archive | None:
    answer = client.post(reverse(f"courses:{name}", args=[key]), data)
    if answer.status_code != 302:
        return None
    return Archive.objects.latest("asked_at")


@pytest.mark.parametrize("name", ["archive_session", "archive_assignment"])
def test_the_part_one_gets_is_that_of_ones_reach(county: County, name: str) -> None:
    of_bureau = a_session(county.bureau) if name == "archive_session" else an_assignment(county.bureau)
    unit_of = {
        (Role.BUREAU_ADMIN, county.bureau): county.bureau,
        (Role.TOWN_OFFICER, county.town): county.town,
        (Role.SAFETY_OFFICER, county.enterprise): county.enterprise,
    }

    for (role, at), unit in unit_of.items():
        archive = ask(desk_of(staff(role, at)), name, of_bureau.pk)
        assert archive is not None
        assert archive.unit == unit


def test_the_bureau_asks_for_the_part_of_one_enterprise(county: County) -> None:
    bureau, town = staff(Role.BUREAU_ADMIN, county.bureau), staff(Role.TOWN_OFFICER, county.town)
    task = an_assignment(county.bureau)

    archive = ask(desk_of(bureau), "archive_assignment", task.pk, unit=county.neighbour.pk)

    assert archive is not None
    assert archive.unit == county.neighbour
    assert ask(desk_of(town), "archive_assignment", task.pk, unit=county.neighbour.pk) is None


def test_neither_a_neighbour_nor_a_leader_asks_for_an_enterprises_lecture(county: County) -> None:
    session = a_session(county.enterprise, begins_at=timezone.now() - timedelta(hours=1))

    for role, unit in ((Role.SAFETY_OFFICER, county.neighbour), (Role.TEAM_LEADER, county.team)):
        assert ask(desk_of(staff(role, unit)), "archive_session", session.pk) is None
    assert not Archive.objects.exists()


def test_the_archive_says_what_was_worked_out_and_who_was_struck_and_why(county: County, officer: User) -> None:
    session = a_session(county.enterprise)
    held(session, officer, worker_of(county.team, name="点错的"))
    strike_attendance(attendance=session.attendances.get(), reason="上夜班，没来", by=officer)
    parts = {"pattern": "雨季多发", "causes": "矿柱被采", "lessons": "雨天停工", "comparison": "三号采空区没探"}
    write_analysis(session=session, parts=parts, by=officer)

    text = "".join(text_of_pages(opened(made(SESSION, county.enterprise, officer, session.pk)).files["现场讲课.pdf"]))

    for words in ("点错的", "上夜班，没来", *parts.values()):
        assert words in text
