"""Who corrects, who merely sees what was corrected, and who sees how far the bonus moves."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from exams.models import Correction, Exam, QuestionVersion, Treatment
from exams.rulings import Ruling
from organizations.models import Role, Unit, User
from tests.factories.corrections import asked_in, choose, corrected, over, proposed, the_same_for_all
from tests.factories.organizations import County, desk_of, staff, worker_of

GIVE = Ruling(Treatment.GIVE)
MARCH = date(2024, 3, 1)


@pytest.fixture
def exam(county: County) -> Exam:
    """Held by the bureau; one of ours and one of the neighbour had three of five."""
    held = the_same_for_all(county.bureau)
    held.bonus_month = MARCH
    for team, name in ((county.team, "自家人"), (county.neighbour_team, "邻家人")):
        choose(held, worker_of(team, name=name), {version: ["A"] for version in asked_in(held)[:3]})
    return over(held)


@pytest.fixture
def version(exam: Exam) -> QuestionVersion:
    found: QuestionVersion = QuestionVersion.objects.get(pk=asked_in(exam)[4])
    return found


@pytest.fixture
def officials(county: County) -> tuple[User, User]:
    return staff(Role.BUREAU_ADMIN, county.bureau), staff(Role.BUREAU_ADMIN, county.bureau)


def page_of(made: Correction) -> str:
    return reverse("exams:correction", args=(made.exam_id, made.pk))


def test_who_merely_sits_it_proposes_and_decides_nothing_and_sees_no_proposal(
    county: County, exam: Exam, version: QuestionVersion, officials: tuple[User, User]
) -> None:
    made = proposed(exam, version, GIVE, officials[0])
    roles: list[tuple[Role, Unit]] = [
        (Role.SAFETY_OFFICER, county.enterprise),
        (Role.ENTERPRISE_HEAD, county.enterprise),
        (Role.TOWN_OFFICER, county.town),
        (Role.INSPECTOR, county.bureau),
    ]

    for role, unit in roles:
        client = desk_of(staff(role, unit))
        there = reverse("exams:propose_correction", args=(exam.pk, version.pk))
        assert {client.get(page).status_code for page in (page_of(made), there)} <= {403, 404}
        for what in ("decide/", "again/"):
            assert client.post(f"{page_of(made)}{what}", {"decision": "approved"}).status_code in (403, 404)
    made.refresh_from_db()
    assert made.is_waiting


def test_an_enterprise_sees_what_was_approved_of_its_own_people_with_their_coefficients(
    county: County, exam: Exam, version: QuestionVersion, officials: tuple[User, User]
) -> None:
    made = corrected(exam, version, GIVE, *officials)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    listed = officer.get(reverse("exams:corrections", args=[exam.pk])).content.decode()
    page = officer.get(page_of(made)).content.decode()

    assert page_of(made) in listed
    assert "自家人" in page
    assert "邻家人" not in page
    assert "0.86 → <strong>1.00</strong>" in page
    assert reverse("exams:corrections", args=[exam.pk]) in officer.get(f"/desk/exams/{exam.pk}/").content.decode()


def test_above_the_enterprise_only_the_number_of_coefficients_is_seen(
    exam: Exam, version: QuestionVersion, officials: tuple[User, User]
) -> None:
    made = proposed(exam, version, GIVE, officials[0])

    answer = desk_of(officials[1]).get(page_of(made), {"show": "bonus"})

    assert answer.context["sums"].coefficients == 2
    assert list(answer.context["page"].object_list) == []
    assert "0.86" not in answer.content.decode()


def test_what_waits_for_a_second_person_stands_on_his_desk(
    exam: Exam, version: QuestionVersion, officials: tuple[User, User]
) -> None:
    made = proposed(exam, version, GIVE, officials[0])

    assert page_of(made) not in desk_of(officials[0]).get("/desk/").content.decode()
    assert page_of(made) in desk_of(officials[1]).get("/desk/").content.decode()
