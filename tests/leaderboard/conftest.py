"""A competition that is being marked, and a judge of it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.competitions import Running, a_running_one
from tests.factories.organizations import County, desk_of, worker_of


@pytest.fixture
def running(county: County) -> Running:
    """One of the enterprise, with a worker of each of its two teams."""
    return a_running_one(county.enterprise, [worker_of(county.team), worker_of(county.other_team)])


@pytest.fixture
def phone(running: Running) -> Client:
    """The phone of the second judge, who is not the chief."""
    return desk_of(running.judges[1])
