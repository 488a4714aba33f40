"""Curators keep the kinds of post; everybody else has them from the cases."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courses.models import PostKind
from organizations.models import AuditEntry, Role
from tests.factories.organizations import BureauFactory, EnterpriseFactory, desk_of, phone_of, staff

pytestmark = pytest.mark.django_db

FORM = {"name": "化验", "words": "化验 取样", "place": "30"}


@pytest.mark.parametrize("role", [Role.CURATOR, Role.BUREAU_ADMIN])
def test_a_curator_adds_a_kind_and_it_is_noted_who_did(role: Role) -> None:
    curator = staff(role, BureauFactory())
    desk_of(curator).post(reverse("admin_post_kinds:add"), FORM)
    assert PostKind.objects.get(name="化验").told_by == ["化验", "取样"]
    assert AuditEntry.objects.get(action="post_kind.save").actor == curator


def test_a_curator_adds_the_word_that_a_roster_uses() -> None:
    kind = PostKind.objects.get(name="采掘")
    address = reverse("admin_post_kinds:edit", args=[kind.pk])
    desk_of(staff(Role.CURATOR, BureauFactory())).post(address, {**FORM, "name": "采掘", "words": "采掘 大工"})
    kind.refresh_from_db()
    assert kind.holds("井下大工")


def test_a_kind_without_a_word_is_refused_in_the_form() -> None:
    client = desk_of(staff(Role.CURATOR, BureauFactory()))
    answer = client.post(reverse("admin_post_kinds:add"), {**FORM, "words": "，"})
    assert "至少写一个词" in answer.content.decode()
    assert not PostKind.objects.filter(name="化验").exists()


@pytest.mark.parametrize("role", [Role.SAFETY_OFFICER, Role.ENTERPRISE_HEAD])
def test_an_enterprise_keeps_none(role: Role) -> None:
    client = desk_of(staff(role, EnterpriseFactory()))
    kind = PostKind.objects.earliest("pk")
    for address in (
        reverse("admin_post_kinds:index"),
        reverse("admin_post_kinds:add"),
        reverse("admin_post_kinds:edit", args=[kind.pk]),
    ):
        assert client.get(address).status_code in {302, 404}
        client.post(address, FORM)
    assert not PostKind.objects.filter(name="化验").exists()


def test_a_pin_keeps_none() -> None:
    phone_of(staff(Role.CURATOR, BureauFactory())).post(reverse("admin_post_kinds:add"), FORM)
    assert not PostKind.objects.filter(name="化验").exists()
