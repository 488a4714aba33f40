"""Procedures in the enterprise's archive, and what somebody has signed in his personal file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from courses.archives.procedures import procedures_part, procedures_section
from courses.models import ProcedureVersion
from courses.services.procedure_readings import note_read, sign
from courses.services.procedures import keep_draft
from organizations.filing.archive_writer import Filed
from organizations.filing.registry import sections_of
from organizations.models import Post
from tests.factories.courses import a_picture
from tests.factories.organizations import County, PostFactory
from tests.factories.procedures import STEPS, People, a_procedure, changed, holder_of, through
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    return PostFactory(name="支护工")


@pytest.fixture
def version(county: County, post: Post) -> ProcedureVersion:
    """The second one in force; the first showed a picture."""
    people = People(county.enterprise, county.team)
    procedure = a_procedure(county.enterprise, post=post, by=people.officer)
    pictured = [replace(STEPS[0], picture=a_picture().pk), STEPS[1]]
    keep_draft(version=procedure.versions.get(), steps=pictured, changes="", by=people.officer)
    return changed(through(procedure.versions.get(), people), people)


def filed(county: County) -> dict[str, Filed]:
    return {each.path[-1]: each for piece in procedures_part(county.enterprise) for each in piece()}


def test_a_procedure_is_a_folder_with_its_versions_reviews_signatures_and_pictures(
    county: County, version: ProcedureVersion, post: Post
) -> None:
    worker = holder_of(county.team, post, name="周小满")
    sign(version=version, worker=worker)

    files, name = filed(county), version.procedure.name
    assert {each.path[1] for each in files.values()} == {name}
    assert len(files) == 4
    sections = {
        section["key"]: section["rows"] for section in json.loads(bytes(files[f"{name}.json"].content))["sections"]
    }
    assert [row[0] for row in sections["versions"]] == ["1", "2"]
    assert len(sections["reviews"]) == 6
    assert [row[1] for row in sections["steps-1"]] == [step.action for step in STEPS]
    assert [(row[0], row[1]) for row in sections["signatures"]] == [("2", "周小满")]
    assert "周小满" in "".join(text_of_pages(bytes(files[f"{name}.pdf"].content)))


def test_a_neighbours_archive_holds_none_of_it(county: County, version: ProcedureVersion) -> None:
    assert procedures_part(county.neighbour) == []


def test_a_personal_file_says_what_was_opened_and_what_was_signed(
    county: County,
    version: ProcedureVersion,
    post: Post,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    worker = holder_of(county.team, post)
    first = version.procedure.versions.get(number=1)
    note_read(version=first, worker=worker)
    sign(version=version, worker=worker)

    with django_assert_num_queries(1):
        section = procedures_section(worker)

    assert [(row[0], row[1], row[4] is None) for row in section.rows] == [
        (version.procedure.name, "2", False),
        (version.procedure.name, "1", True),
    ]
    assert "procedures" in [each.key for each in sections_of(worker)]
