"""Accounts in the admin: for superusers, with our one name, never deleted, each change on record."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEntry, User
from tests.factories.organizations import MembershipFactory, UserFactory, desk_of

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-new-password"


@pytest.fixture
def root() -> Client:
    return desk_of(UserFactory(is_superuser=True, password="root-password-1"))


def test_a_superuser_makes_an_account_that_can_sign_in_at_the_desk(root: Client) -> None:
    root.post(
        reverse("wagtailusers_users:add"),
        {"username": "zhao", "name": "赵淑芳", "phone": "13812345678", "password1": PASSWORD, "password2": PASSWORD},
    )

    user = User.objects.get(username="zhao")
    assert (user.name, user.phone, user.is_superuser) == ("赵淑芳", "13812345678", False)
    assert user.check_password(PASSWORD)
    assert AuditEntry.objects.get(action="account.create").subject == f"organizations.user:{user.pk}"


def test_a_password_that_anyone_would_guess_is_sent_back(root: Client) -> None:
    answer = root.post(
        reverse("wagtailusers_users:add"),
        {"username": "zhao", "name": "赵淑芳", "password1": "1234567890", "password2": "1234567890"},
    )

    assert answer.status_code == 200
    assert not User.objects.filter(username="zhao").exists()


def test_an_account_is_changed_without_first_and_last_names(root: Client) -> None:
    user = UserFactory(username="zhao", name="赵淑芳")

    page = root.get(reverse("wagtailusers_users:edit", args=(user.pk,))).content.decode()
    root.post(
        reverse("wagtailusers_users:edit", args=(user.pk,)), {"username": "zhao", "name": "赵芳", "is_active": ""}
    )

    user.refresh_from_db()
    assert "first_name" not in page
    assert (user.name, user.is_active) == ("赵芳", False)
    assert AuditEntry.objects.get(action="account.change").detail == {"fields": ["is_active", "name"]}


def test_accounts_are_found_by_name_and_phone(root: Client) -> None:
    UserFactory(name="赵淑芳", phone="13812345678")
    UserFactory(name="李四", phone="13900000000")

    for question in ("赵淑", "1381234"):
        shown = root.get(reverse("wagtailusers_users:index"), {"q": question}).content.decode()
        assert "赵淑芳" in shown
        assert "李四" not in shown


def test_an_account_is_deleted_neither_alone_nor_by_the_dozen(root: Client) -> None:
    user = MembershipFactory().user
    bulk = reverse("wagtail_bulk_action", args=("organizations", "user", "delete"))

    alone = root.post(f"/admin/users/delete/{user.pk}/")
    dozen = root.post(f"{bulk}?id={user.pk}")

    assert alone.status_code == 404
    assert dozen.status_code == 302
    assert User.objects.filter(pk=user.pk).exists()
