"""The library keeps copies of what it shows, and nobody is ever shown an old one or one made for others."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.models import PostKind
from courses.services.post_kinds import keep_post_kind
from tests.factories.courses import a_case
from tests.factories.organizations import (
    EnterpriseFactory,
    MembershipFactory,
    PostFactory,
    TeamFactory,
    UserFactory,
    WorkshopFactory,
    phone_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return phone_of(UserFactory())


def page(client: Client, query: str = "") -> str:
    return client.get(f"/cases/{query}").content.decode()


def worker_of(industry: str, post: str) -> Client:
    team = TeamFactory(parent=WorkshopFactory(parent=EnterpriseFactory(industry=industry)))
    return phone_of(MembershipFactory(unit=team, post=PostFactory(name=post)).user)


def test_a_second_look_asks_nothing_of_the_cases(reader: Client) -> None:
    a_case()
    first = page(reader)
    with CaptureQueriesContext(connection) as captured:
        assert page(reader) == first
    assert not [query for query in captured if "accidentcasepage" in query["sql"]]


def test_a_new_case_is_there_at_once(reader: Client) -> None:
    page(reader)
    a_case("刚刚发布的", post_kinds=["采掘"])
    assert "刚刚发布的" in page(reader)
    assert "采掘" in page(reader)


def test_what_is_published_changed_hidden_or_deleted_shows_at_once(reader: Client) -> None:
    case = a_case("原来的题目", live=False)
    assert "原来的题目" not in page(reader)
    case.title = "改过的题目"
    case.post_kinds.set(PostKind.objects.filter(name="煤气"))
    case.save_revision().publish()
    assert "改过的题目" in page(reader)
    assert "煤气" in page(reader)
    case.refresh_from_db()
    case.unpublish()
    assert "改过的题目" not in page(reader)
    case.save_revision().publish()
    assert "改过的题目" in page(reader)
    case.delete()
    assert "改过的题目" not in page(reader)


def test_a_kind_of_post_that_takes_another_name_bears_it_at_once(reader: Client) -> None:
    a_case(post_kinds=["煤气"])
    assert "煤气" in page(reader)
    kind = PostKind.objects.get(name="煤气")
    kind.name = "燃气"
    keep_post_kind(kind=kind, by=None)
    assert "燃气" in page(reader)


def test_readers_of_other_industries_and_posts_have_their_own_order() -> None:
    a_case("冶金的", industry="metallurgy", occurred_on="2001-01-01")
    a_case("机械的焊工", industry="machinery", post_kinds=["焊接动火"], occurred_on="2000-01-01")
    a_case("机械的", industry="machinery", occurred_on="2002-01-01")
    firsts = [
        client.get("/cases/").context["look"].cases[0].title
        for client in (
            worker_of("metallurgy", "炉前工"),
            worker_of("machinery", "会计"),
            worker_of("machinery", "电焊工"),
            phone_of(UserFactory()),
        )
    ]
    assert firsts == ["冶金的", "机械的", "机械的焊工", "机械的"]


def test_readers_of_other_languages_have_their_own_words(reader: Client) -> None:
    a_case()
    assert "查找" in page(reader)
    assert "Find" in reader.get("/cases/", headers={"accept-language": "en"}).content.decode()
    assert "查找" in page(reader)


def test_what_somebody_hangs_on_the_address_is_shown_to_nobody(reader: Client) -> None:
    for number in range(21):
        a_case(f"第{number}起")
    assert "secret" not in page(reader, "?token=secret&industry=nothing")
    assert "nothing" not in page(reader, "?token=secret&industry=nothing")
    assert 'href="?page=2"' in page(reader)


def test_words_and_filters_with_the_same_letters_are_not_taken_for_one_another(reader: Client) -> None:
    a_case(post_kinds=["煤气"])
    assert "没有符合的案例" in page(reader, "?q=煤气中毒")
    assert "保安矿柱" in page(reader, "?post=煤气")
