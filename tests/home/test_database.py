"""The suite runs on the database it says it runs on, and notices when that has gone."""

import os
from contextlib import closing

import pytest
from django.db import OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoAssertNumQueries


@pytest.mark.django_db
def test_the_named_database_is_the_one_in_use() -> None:
    named = os.environ.get("DATABASE_URL", "sqlite:").partition(":")[0].removesuffix("ql")

    assert connection.vendor == {"postgres": "postgresql", "sqlite": "sqlite"}[named]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file: there is nobody who could go away")
@pytest.mark.django_db
class TestAKeptConnection:
    """Of PostgreSQL, looked at without a question."""

    def test_that_stands_costs_no_question(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        connection.ensure_connection()

        with django_assert_num_queries(0):
            assert connection.is_usable()

    def test_whose_server_ended_it_is_given_up(self) -> None:
        with closing(one_that_its_server_ended()) as kept:
            assert not kept.is_usable()

    def test_that_was_found_broken_is_given_up(self) -> None:
        with closing(one_that_its_server_ended()) as kept:
            with pytest.raises(OperationalError):
                kept.cursor().execute("SELECT 1")

            assert not kept.is_usable()


def one_that_its_server_ended() -> BaseDatabaseWrapper:
    kept = connections.create_connection("default")
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    with connection.cursor() as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
    return kept
