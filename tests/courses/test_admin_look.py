"""The admin speaks of the work, in our colours, and leads nowhere else."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Role
from organizations.services.grants import grant_role
from organizations.services.units import create_enterprise
from tests.factories.courses import a_case
from tests.factories.organizations import BureauFactory, EnterpriseFactory, TownFactory, UserFactory, desk_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> Client:
    user = UserFactory(password="correct-horse-battery")
    grant_role(user=user, role=Role.CURATOR, unit=BureauFactory(), by=None)
    return desk_of(user)


def first_page(client: Client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


def menu(html: str) -> list[str]:
    """The labels of the menu, in its order."""
    props = re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert props
    found: list[str] = []

    def collect(node: object) -> None:
        if isinstance(node, dict):
            if str(node.get("_type", "")).endswith("MainMenuModule"):
                found.extend(
                    item["_args"][0].get("label", item["_args"][0].get("menu_item")) for item in node["_args"][0]
                )
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    collect(json.loads(props.group(1)))
    return found


def test_the_first_page_carries_our_name_colours_and_mark(curator: Client) -> None:
    html = first_page(curator)
    assert "警钟 后台" in html
    assert "admin/look.css" in html
    assert "brand-bell" in html


def test_the_first_page_leads_to_no_other_host(curator: Client) -> None:
    a_case().save_revision().publish()
    hosts = re.findall(r'(?:href|src|action)="(https?://[^"]+)"', first_page(curator))
    assert [host for host in hosts if "enable-javascript" not in host] == []


def test_there_are_no_counts_of_pages(curator: Client) -> None:
    a_case()
    assert "w-summary__list" not in first_page(curator)


def test_the_menu_begins_with_the_work(curator: Client) -> None:
    labels = menu(first_page(curator))
    assert labels[:2] == ["管理台", "案例与课程"]
    assert len(labels) <= 8
    assert "帮助" not in labels
    assert "报告" not in labels


def test_the_first_page_offers_a_curator_what_he_can_write(curator: Client) -> None:
    html = first_page(curator)
    assert "写一起案例" in html
    assert "写一堂课" in html


def test_the_first_page_offers_an_officer_no_page_to_write() -> None:
    html = first_page(desk_of(staff(Role.SAFETY_OFFICER, EnterpriseFactory())))
    assert "写一起案例" not in html
    assert "写一堂课" not in html
    assert "写一份规程" in html


def test_an_officer_has_the_cases_that_his_enterprise_proposes_in_his_menu() -> None:
    mine = create_enterprise(parent=TownFactory(), name="石岭沟", code="SLG", industry="tobacco", by=None)
    officer = UserFactory(password="correct-horse-battery")
    grant_role(user=officer, role=Role.SAFETY_OFFICER, unit=mine, by=None)
    labels = menu(first_page(desk_of(officer)))
    assert "案例与课程" in labels
    assert len(labels) <= 8


def test_who_makes_no_pages_has_no_pages_and_no_pictures_in_his_menu() -> None:
    labels = menu(first_page(desk_of(staff(Role.SAFETY_OFFICER, EnterpriseFactory()))))
    assert "案例与课程" not in labels
    assert "图片与文件" not in labels


def test_the_doors_of_wagtail_lead_to_ours() -> None:
    assert Client().get("/_util/login/?next=/cases/")["Location"] == "/sign-in/?next=/cases/"
    assert Client().get("/admin/")["Location"].startswith("/sign-in/staff/")


def test_what_is_not_there_says_so_in_our_clothes(curator: Client) -> None:
    answer = curator.get("/admin/nothing-of-the-kind/")
    assert answer.status_code == 404
    assert "brand-bell" in answer.content.decode()


def test_an_officer_begins_what_is_his_from_the_first_page() -> None:
    html = first_page(desk_of(staff(Role.SAFETY_OFFICER, EnterpriseFactory())))

    for page in ("admin_roster_imports:add", "admin_question_imports:add", "admin_exams:add"):
        assert f'href="{reverse(page)}"' in html
