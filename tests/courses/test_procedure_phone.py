"""The procedure on a worker's phone: found, read, signed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from courses.models import ProcedureReading
from courses.procedures.steps import StepDraft
from tests.factories.courses import a_picture
from tests.factories.organizations import County, phone_of, worker_of
from tests.factories.procedures import STEPS, People, changed, holder_of, in_force

pytestmark = pytest.mark.django_db


def test_a_worker_finds_the_procedure_of_his_post_on_his_start_page_until_he_has_signed(county: County) -> None:
    worker, version = holder_of(county.team), in_force(county.enterprise, county.team)
    phone, address = phone_of(worker), f"/procedures/{version.procedure_id}/"

    assert address in phone.get("/").content.decode()
    assert phone.get("/procedures/", follow=True).redirect_chain == [(address, 302)]
    page = phone.get(address).content.decode()
    assert "敲帮问顶" in page
    assert ProcedureReading.objects.get(worker=worker).signed_at is None

    answer = phone.post(f"{address}sign/", {"version": "1", "promise": "yes"}, follow=True)

    assert ProcedureReading.objects.get(worker=worker).signed_at is not None
    assert 'name="promise"' not in answer.content.decode()
    assert address not in phone.get("/").content.decode()


def test_without_the_tick_or_after_a_newer_version_nothing_is_signed(county: County) -> None:
    worker, people = holder_of(county.team), People(county.enterprise, county.team)
    version = in_force(county.enterprise, county.team)
    phone, address = phone_of(worker), f"/procedures/{version.procedure_id}/sign/"

    phone.post(address, {"version": "1"})
    changed(version, people)
    phone.post(address, {"version": "1", "promise": "yes"})

    assert not ProcedureReading.objects.signed().exists()
    assert "改了步骤" in phone.get(f"/procedures/{version.procedure_id}/").content.decode()


def test_another_posts_procedure_can_be_read_but_not_signed(county: County) -> None:
    version = in_force(county.enterprise, county.team)
    phone, stranger = phone_of(worker_of(county.team)), phone_of(holder_of(county.neighbour_team))
    address = f"/procedures/{version.procedure_id}/"

    assert 'name="promise"' not in phone.get(address).content.decode()
    phone.post(f"{address}sign/", {"version": "1", "promise": "yes"})
    assert stranger.get(address).status_code == 404
    assert not ProcedureReading.objects.exists()


def test_who_has_no_procedure_is_told_what_that_means(county: County) -> None:
    assert phone_of(holder_of(county.team)).get("/procedures/").status_code == 200
    assert phone_of(worker_of(county.team)).get("/procedures/").status_code == 200


def test_the_page_costs_the_same_for_few_steps_and_many(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    worker, people = holder_of(county.team), People(county.enterprise, county.team)
    version = in_force(county.enterprise, county.team)
    changed(version, people, *(StepDraft(f"第{number}件事") for number in range(30)))
    phone = phone_of(worker)
    phone.get(f"/procedures/{version.procedure_id}/")

    with django_assert_max_num_queries(11):
        phone.get(f"/procedures/{version.procedure_id}/")


def test_steps_with_pictures_show_them_and_cost_no_more(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    worker, people = holder_of(county.team), People(county.enterprise, county.team)
    version = in_force(county.enterprise, county.team)
    pictured = [StepDraft(f"第{number}件事", picture=a_picture(f"图{number}").pk) for number in range(4)]
    changed(version, people, *pictured)
    phone = phone_of(worker)
    first = phone.get(f"/procedures/{version.procedure_id}/").content.decode()

    assert first.count("<img") == 4
    with django_assert_max_num_queries(13):
        phone.get(f"/procedures/{version.procedure_id}/")


def test_a_ban_is_said_once_and_a_step_without_one_has_no_such_line(county: County) -> None:
    worker, people = holder_of(county.team), People(county.enterprise, county.team)
    version = in_force(county.enterprise, county.team)
    changed(version, people, StepDraft("打锚杆眼", forbidden="严禁：干打眼"), StepDraft("交班写清"))
    page = phone_of(worker).get(f"/procedures/{version.procedure_id}/").content.decode()

    assert "<strong>严禁：</strong>干打眼" in page
    assert page.count("严禁") == 1
    assert "防护用品" not in page


def test_a_changed_step_and_a_new_one_are_marked_and_the_others_are_not(county: County) -> None:
    worker, people = holder_of(county.team), People(county.enterprise, county.team)
    version = in_force(county.enterprise, county.team)
    address = f"/procedures/{version.procedure_id}/"
    assert "有改动" not in phone_of(worker).get(address).content.decode()

    changed(version, people, STEPS[0], replace(STEPS[1], standard="锚杆拉力达到图上的数"), StepDraft("清理现场"))
    page = phone_of(worker).get(address).content.decode()

    first, second, third = page.split('id="step-')[1:]
    assert ["有改动" in first, "有改动" in second, "新加的" in third] == [False, True, True]
    assert page.count("有改动") == page.count("新加的") == 1
