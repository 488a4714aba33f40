"""Without words, what lies nearest to the reader's industry and post stands first."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError

from courses.models import AccidentCasePage, PostKind
from courses.pages.finding import Standpoint, nearest_first
from courses.post_kinds import FIRST_KINDS, kinds_of, lay_post_kinds
from home.demo.county import ENTERPRISES
from organizations.models import Role, User
from tests.factories.courses import a_case
from tests.factories.organizations import (
    BureauFactory,
    EnterpriseFactory,
    MembershipFactory,
    PostFactory,
    TeamFactory,
    WorkshopFactory,
    desk_of,
    phone_of,
    staff,
)

pytestmark = pytest.mark.django_db
EXPLAINED = "和你的行业、岗位近的排在前面"


def page_of(user: User, query: str = "") -> tuple[list[str], str]:
    answer = phone_of(user).get(f"/cases/{query}")
    return [case.title for case in answer.context["look"].cases], answer.content.decode()


def a_welder(industry: str = "metallurgy", post: str = "电焊工") -> User:
    team = TeamFactory(parent=WorkshopFactory(parent=EnterpriseFactory(industry=industry)))
    person: User = MembershipFactory(unit=team, post=PostFactory(name=post)).user
    return person


@pytest.fixture
def _shelf() -> None:
    a_case("同行业同岗位", industry="metallurgy", post_kinds=["焊接动火", "检修"], occurred_on="2001-01-01")
    a_case("同行业", industry="metallurgy", post_kinds=["煤气"], occurred_on="2002-01-01")
    a_case("同岗位", industry="machinery", post_kinds=["焊接动火"], occurred_on="2003-01-01")
    a_case("都不同", industry="tobacco", occurred_on="2004-01-01")
    a_case("同行业更早", industry="metallurgy", occurred_on="2000-01-01")


@pytest.mark.usefixtures("_shelf")
def test_own_industry_and_post_stand_before_own_industry_before_own_post_before_the_rest() -> None:
    titles, html = page_of(a_welder())
    assert titles == ["同行业同岗位", "同行业", "同行业更早", "同岗位", "都不同"]
    assert EXPLAINED in html


@pytest.mark.usefixtures("_shelf")
def test_a_post_that_nobody_knows_leaves_the_industry() -> None:
    titles, _html = page_of(a_welder(post="话务"))
    assert titles == ["同行业", "同行业同岗位", "同行业更早", "都不同", "同岗位"]


@pytest.mark.usefixtures("_shelf")
def test_who_works_nowhere_reads_the_newest_first_and_no_explanation() -> None:
    answer = desk_of(staff(Role.CURATOR, BureauFactory())).get("/cases/")
    assert [case.title for case in answer.context["look"].cases][:2] == ["都不同", "同岗位"]
    assert EXPLAINED not in answer.content.decode()


@pytest.mark.usefixtures("_shelf")
def test_with_words_the_fit_counts_and_not_the_post() -> None:
    a_case("焊花落下", industry="tobacco", summary="焊花落下。")
    a_case("同行业里提一句焊花落下的事", industry="metallurgy", summary="说起焊花落下，还说了别的许多事。")
    titles, html = page_of(a_welder(), "?q=焊花")
    assert titles[0] == "焊花落下"
    assert EXPLAINED not in html


@pytest.mark.parametrize("seed", range(8))
def test_the_database_orders_as_the_rule_says(seed: int) -> None:
    die, kinds = Random(seed), ["煤气", "检修", "爆破"]
    newest_first = [
        (a_case(industry=of, post_kinds=held, occurred_on=date(2020, 1, 1) - timedelta(days=day)), of, held)
        for day in range(12)
        for of, held in [(die.choice(["metallurgy", "machinery"]), die.sample(kinds, die.randrange(3)))]
    ]
    industry, post = die.choice(["metallurgy", "tobacco"]), die.sample(kinds, die.randrange(3))

    found = nearest_first(
        AccidentCasePage.objects.all(), Standpoint(industry, tuple(PostKind.objects.filter(name__in=post)))
    )

    away = {page: 2 * (of != industry) + (not set(held) & set(post)) for page, of, held in newest_first}
    assert list(found) == sorted(away, key=lambda page: away[page])


def test_every_post_of_the_demonstrations_mines_has_its_kind() -> None:
    mines = [enterprise for enterprise in ENTERPRISES if enterprise.industry.endswith("mine")]
    assert [post for mine in mines for post in mine.posts if not kinds_of(post)] == []


@pytest.mark.parametrize(
    ("post", "kinds"),
    [
        ("井下采掘工", ["采掘"]),
        ("起重机司机", ["起重吊运"]),
        ("矿车司机", ["车辆驾驶"]),
        ("电焊工", ["焊接动火"]),
        ("机电维修工", ["电工机电", "检修"]),
        ("会计", []),
    ],
)
def test_a_post_is_told_by_the_words_in_its_name(post: str, kinds: list[str]) -> None:
    assert [kind.name for kind in kinds_of(post)] == kinds


@pytest.mark.parametrize("words", ["采掘 掘进", "采掘，掘进", "采掘、掘进；", " 采掘\n掘进 "])
def test_the_words_of_a_kind_may_be_parted_by_any_sign(words: str) -> None:
    assert PostKind(name="采", words=words).told_by == ["采掘", "掘进"]


def test_a_kind_without_a_word_is_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        PostKind(name="空", words="，").full_clean()
    assert list(refusal.value.message_dict) == ["words"]


def test_kinds_that_somebody_took_away_do_not_come_back() -> None:
    assert PostKind.objects.count() == len(FIRST_KINDS)
    PostKind.objects.exclude(name="煤气").delete()
    lay_post_kinds()
    assert [kind.name for kind in PostKind.objects.all()] == ["煤气"]
