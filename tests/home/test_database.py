"""The suite runs on the database it says it runs on, and notices when that has gone."""

import os

import pytest
from django.db import connection, connections
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
        kept = connections.create_connection("default")
        kept.ensure_connection()
        with kept.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (process,) = cursor.fetchone()
        with connection.cursor() as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [process])

        assert not kept.is_usable()
        kept.close()
