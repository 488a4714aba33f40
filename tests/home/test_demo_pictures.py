"""The demonstration's questions with pictures: sound, in use, and met by its worker."""

from __future__ import annotations

import pytest

from exams.hazard_grid import Grid, read_hazards
from exams.models import Attempt, Exam, Question, QuestionKind, QuestionState, VersionPicture
from home.demo.bank import build_bank
from home.demo.county import FIRST
from home.demo.drawing.head_room import HAZARDS, SIZE, head_room
from home.demo.pictured import EXAM_TITLE, build_pictured
from organizations.models import Unit
from organizations.pictures import LIGHT_BYTES
from tests.factories.organizations import County
from tests.factories.pictures import bytes_of
from tests.factories.sittings import a_worker


def test_the_hazards_lie_in_squares_of_the_drawing() -> None:
    grid = Grid.over(width=SIZE[0], height=SIZE[1])
    assert head_room().size == SIZE
    assert read_hazards("\n".join(HAZARDS), grid) == HAZARDS


@pytest.fixture
def enterprise(county: County) -> Unit:
    county.enterprise.code = FIRST.code
    county.enterprise.save()
    a_worker(county.team)
    build_pictured(county.bureau, build_bank(county.bureau))
    return county.enterprise


@pytest.mark.django_db
def test_the_first_enterprise_has_an_open_exam_with_hazards_and_signs(enterprise: Unit) -> None:
    pictured = Question.objects.filter(current__pictures__isnull=False).distinct()
    assert {question.kind for question in pictured} == {QuestionKind.HAZARD, QuestionKind.SINGLE}
    assert {question.state for question in pictured} == {QuestionState.IN_USE}
    exam = Exam.objects.get(title=EXAM_TITLE)
    assert exam.paper.owner == enterprise
    asked = {line[0] for line in Attempt.objects.filter(exam=exam)[0].paper}
    assert {question.current_id for question in pictured} <= asked


@pytest.mark.django_db
def test_the_pictures_are_light_and_described(enterprise: Unit) -> None:
    shown = VersionPicture.objects.select_related("picture")
    assert shown.count() == 5
    assert all(used.alt and len(bytes_of(used.picture)) < LIGHT_BYTES for used in shown)


@pytest.mark.django_db
def test_building_it_again_adds_nothing(enterprise: Unit) -> None:
    before = (Question.objects.count(), Exam.objects.count())
    bureau = enterprise.get_root()
    build_pictured(bureau, build_bank(bureau))
    assert (Question.objects.count(), Exam.objects.count()) == before
