"""A few hundred phones on a bad network, and a house in which everything that can be killed is killed."""

from __future__ import annotations

import asyncio
import os
from secrets import randbelow

import pytest
from django.db import connection

from tests.chaos.crowd import Crowd
from tests.chaos.house import a_house, database_of
from tests.chaos.plans import GRACE_SECONDS
from tests.chaos.verdict import Found, faults

PHONES = int(os.environ.get("CHAOS_PHONES", "200"))


@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="a database server is killed in this test, and SQLite has none: make test-postgres",
)
@pytest.mark.django_db
def test_nothing_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    """CHAOS_SEED replays what workers and phones decide, and what befalls them; CHAOS_PHONES says how many sit."""
    seed = int(os.environ.get("CHAOS_SEED", randbelow(10**6)))
    again = f"CHAOS_SEED={seed} CHAOS_PHONES={PHONES}"
    with capsys.disabled():
        print(f"\n{again}")  # noqa: T201
    with a_house() as house:
        house.take_over(database_of(connection.get_connection_params()))
        house.start()
        staged = house.set_stage(PHONES, GRACE_SECONDS)
        house.open_doors()
        crowd = Crowd(house, seed, staged["exam"], staged["sessions"])
        try:
            asyncio.run(crowd.sit())
        except Exception as error:
            error.add_note(again)
            raise
        found = Found.read(house.url)
        wrong = faults(crowd.workers, found)

        assert not wrong, "\n".join([again, *wrong[:20], house.errors()[-3000:]])
        assert house.killed.count("web worker") >= 5, again
        assert {"database, immediate", "database, fast", "sweep"} <= set(house.killed), again
        assert min(crowd.mishaps.values()) > 0, again
