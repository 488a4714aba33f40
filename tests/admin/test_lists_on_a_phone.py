"""The admin on a phone: its lists get the names of their columns, by a script that every page of it brings along."""

from __future__ import annotations

import pytest
from django.urls import reverse

from organizations.models import Role
from tests.factories.organizations import County, desk_of, staff


@pytest.mark.django_db
def test_every_admin_page_brings_the_script_that_names_cells(county: County) -> None:
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    for page in (reverse("wagtailadmin_home"), reverse("admin_questions:index")):
        assert "admin/listings" in officer.get(page).content.decode()
