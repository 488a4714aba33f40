"""The suite runs on the database it says it runs on."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_named_database_is_the_one_in_use() -> None:
    named = os.environ.get("DATABASE_URL", "sqlite:").partition(":")[0].removesuffix("ql")

    assert connection.vendor == {"postgres": "postgresql", "sqlite": "sqlite"}[named]
