"""Every page of our view sets, asked for by people it is none of their business: they never see a thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.admin.viewsets import viewsets

from courses.models import AllowedHost, HoursNeed, Learner, PostKind, ProcedureImport
from courses.services.procedures import begin_procedure
from exams.models import LawText, QuestionDoubt, QuestionImport
from organizations.models import Role, RosterImport
from tests.factories.bonus_rules import a_draft
from tests.factories.exams import ExamFactory, QuestionCaseFactory, QuestionFactory, filled_paper
from tests.factories.organizations import (
    County,
    MembershipFactory,
    PostFactory,
    RoleGrantFactory,
    UserFactory,
    desk_of,
    phone_of,
    small_county,
    staff,
)

pytestmark = pytest.mark.django_db
A_NEED = {"learner": Learner.WORKER, "first_hours": 72, "yearly_hours": 30, "in_force_on": date(2024, 1, 1)}
SECRETS = (
    "秘密文件",
    "秘密班组",
    "秘密题库",
    "秘密试题",
    "秘密试卷",
    "秘密考试",
    "秘密.xlsx",
    "秘密某人",
    "秘密组",
    "秘密疑问",
    "秘密背景",
    "秘密办法",
    "秘密规程",
)
OF_THE_COUNTY = {
    "admin_laws",
    "admin_hours_needs",
    "admin_allowed_hosts",
    "admin_post_kinds",
    "admin_role_grants",
    "admin_audit",
}
SUPERUSERS = ("wagtailusers_users", "wagtailusers_groups")
# pages of ours that show lists; a stranger gets an empty one, or none
LISTS = {"index", "index_results", "add"}
# while a file waits to be written, to be mended or for its columns, or once it is written; of a paper that is fixed; in
# a form that was chosen
ONLY_SOMETIMES = {"write", "again", "mend", "columns", "questions", "export_file"}


@dataclass(frozen=True)
class Treasure:
    """One record of each kind, all of them of one enterprise."""

    county: County
    keys: dict[str, Any]


@pytest.fixture
def treasure() -> Treasure:
    county = small_county()
    team = county.team
    team.name = "秘密班组"
    team.save()
    person = MembershipFactory(unit=team, user__name="秘密某人").user
    question = QuestionFactory(bank__owner=county.enterprise, bank__name="秘密题库", stem="秘密试题？")
    paper = filled_paper(owner=county.enterprise)
    paper.name = "秘密试卷"
    paper.save()
    exam = ExamFactory(owner=county.enterprise, paper=paper, title="秘密考试", draft=True)
    procedure = begin_procedure(enterprise=county.enterprise, post=PostFactory(), name="秘密规程", by=None)
    keys = {
        "admin_procedures": procedure.pk,
        "admin_procedure_imports": ProcedureImport.objects.create(
            enterprise=county.enterprise, filename="秘密.xlsx"
        ).pk,
        "admin_units": team.pk,
        "admin_role_grants": RoleGrantFactory(user=person, unit=team, role=Role.TEAM_LEADER).pk,
        "admin_roster_imports": RosterImport.objects.create(enterprise=county.enterprise, filename="秘密.xlsx").pk,
        "admin_banks": question.bank.pk,
        "admin_questions": question.pk,
        "admin_cases": QuestionCaseFactory(bank=question.bank, title="秘密背景").pk,
        "admin_question_imports": QuestionImport.objects.create(bank=question.bank, filename="秘密.xlsx").pk,
        "admin_doubts": QuestionDoubt.objects.create(version=question.current, worker=person, text="秘密疑问").pk,
        "admin_papers": paper.pk,
        "admin_laws": LawText.objects.create(title="秘密文件", version="2024-01-01").pk,
        "admin_exams": exam.pk,
        "admin_bonus_rules": a_draft(county.enterprise, person, date(2024, 3, 1), name="秘密办法").pk,
        "admin_hours_needs": HoursNeed.objects.create(unit=county.town, basis="秘密文件", **A_NEED).pk,
        "admin_allowed_hosts": AllowedHost.objects.create(
            host="secret.example", why="秘密文件", bureau=county.bureau
        ).pk,
        "admin_post_kinds": PostKind.objects.create(name="某岗位", words="秘密文件").pk,
        "wagtailusers_users": person.pk,
        "wagtailusers_groups": Group.objects.create(name="秘密组").pk,
    }
    return Treasure(county, keys)


def pages() -> list[tuple[str, str]]:
    """Return (view set, view) for every page of a view set that is ours."""
    assert get_resolver().url_patterns  # the view sets are registered when the addresses are read
    own = {"organizations", "exams", "courses"}
    ours = [viewset for viewset in viewsets.viewsets if type(viewset).__module__.split(".")[0] in own]
    return sorted((viewset.url_namespace, pattern.name) for viewset in ours for pattern in viewset.get_urlpatterns())


PAGES = pages()


def address(treasure: Treasure, viewset: str, view: str) -> str:
    try:
        return reverse(f"{viewset}:{view}")
    except Exception:
        return reverse(f"{viewset}:{view}", args=(treasure.keys[viewset],))


def test_the_walk_goes_through_all_view_sets(treasure: Treasure) -> None:
    walked = {viewset for viewset, _page in PAGES}

    assert set(treasure.keys) <= walked
    assert "admin_audit" in walked


@pytest.mark.parametrize(("viewset", "view"), PAGES)
def test_the_neighbours_officer_never_sees_anything(treasure: Treasure, viewset: str, view: str) -> None:
    look(desk_of(staff(Role.SAFETY_OFFICER, treasure.county.neighbour)), treasure, viewset, view)


@pytest.mark.parametrize(("viewset", "view"), PAGES)
def test_an_enterprise_head_of_the_neighbour_never_sees_anything(treasure: Treasure, viewset: str, view: str) -> None:
    look(desk_of(staff(Role.ENTERPRISE_HEAD, treasure.county.neighbour)), treasure, viewset, view)


@pytest.mark.parametrize(("viewset", "view"), PAGES)
def test_a_pin_opens_no_page_not_even_ones_own(treasure: Treasure, viewset: str, view: str) -> None:
    officer = phone_of(staff(Role.SAFETY_OFFICER, treasure.county.enterprise))

    assert officer.get(address(treasure, viewset, view)).status_code == 302
    assert officer.post(address(treasure, viewset, view)).status_code == 302


def look(client: Client, treasure: Treasure, viewset: str, view: str) -> None:
    answer = client.get(address(treasure, viewset, view))
    posted = client.post(address(treasure, viewset, view))
    if view == "sample":  # a table to fill in, the same for everybody
        return

    allowed = {200, 302, 403} if view in LISTS else {302, 403, 404, 405}
    assert answer.status_code in allowed
    for text in (answer.content.decode(), posted.content.decode()):
        assert not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize(("viewset", "view"), PAGES)
def test_the_officer_of_the_enterprise_itself_does_see_them(treasure: Treasure, viewset: str, view: str) -> None:
    """The other way round: without it, the walk above would also pass on pages that show nothing to anybody."""
    officer = desk_of(staff(Role.SAFETY_OFFICER, treasure.county.enterprise))
    closed = viewset in {*OF_THE_COUNTY, *SUPERUSERS}

    answer = officer.get(address(treasure, viewset, view))

    assert (answer.status_code in {302, 404}) is closed or view in ONLY_SOMETIMES
    if view == "index" and not closed:
        assert [secret for secret in SECRETS if secret in answer.content.decode()]


def test_superusers_pages_are_closed_to_everybody_else(treasure: Treasure) -> None:
    bureau, root = desk_of(staff(Role.BUREAU_ADMIN, treasure.county.bureau)), desk_of(UserFactory(is_superuser=True))

    for viewset in SUPERUSERS:
        assert bureau.get(reverse(f"{viewset}:index")).status_code == 302
        assert root.get(reverse(f"{viewset}:index")).status_code == 200
