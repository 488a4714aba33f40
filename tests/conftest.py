"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from exams import at_hand
from organizations.models import Role
from tests import kept_database
from tests.factories.organizations import County, desk_of, small_county, staff

# pytest-playwright runs an event loop in the thread that also talks to the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# How long an example takes is the machine's affair; timings belong to the benchmarks.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> bool:
    """Whether pytest-django finds a database that is migrated already."""
    with django_db_blocker.unblock():
        return kept_database.put_in_place()


@pytest.fixture(scope="session", autouse=True)
def _chinese_catalogue(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The product speaks Chinese in the tests too, so its catalogues are compiled first."""
    call_command("catalogue", "--compile")


@pytest.fixture(autouse=True)
def _nothing_left_over() -> Iterator[None]:
    yield
    cache.clear()
    at_hand.clear()
    translation.activate(settings.LANGUAGE_CODE)  # a request in another language leaves it to whoever comes next


@pytest.fixture
def private_root() -> Path:
    return Path(settings.PRIVATE_ROOT)


@pytest.fixture
def county(db: None) -> County:
    """Two towns, an enterprise in each, and in each enterprise a workshop with two teams."""
    return small_county()


@pytest.fixture
def officer(county: County) -> Client:
    """The browser of the enterprise's safety officer, signed in to the desk."""
    return desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
