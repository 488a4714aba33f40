"""Who comes to the wall: every role, from inside and from next door, and what stands for those that see the same."""

from __future__ import annotations

from django.test import Client

from organizations.models import Role, User
from tests.factories.organizations import County, desk_of, phone_of, staff

EVERYBODY = frozenset(
    {
        "nobody",
        "worker",
        "neighbour_worker",
        "leader",
        "officer",
        "head",
        "neighbour_officer",
        "town",
        "neighbour_town",
        "bureau",
        "inspector",
        "curator",
    }
)
SIGNED_IN = EVERYBODY - {"nobody"}
AT_THE_DESK = SIGNED_IN - {"worker", "neighbour_worker"}
SEE_THE_ENTERPRISE = frozenset({"leader", "officer", "head", "town", "bureau", "inspector"})
WITH_A_REACH = SEE_THE_ENTERPRISE | {"neighbour_officer", "neighbour_town"}
TEACH_HERE = frozenset({"officer", "head", "town", "bureau"})
TEACH_SOMEWHERE = TEACH_HERE | {"neighbour_officer", "neighbour_town"}
NOBODY: frozenset[str] = frozenset()


def clients_of(county: County, worker: User, neighbour: User) -> dict[str, Client]:
    """Return a signed-in client for every role, and one that nobody signed in."""
    roles = {
        "leader": (Role.TEAM_LEADER, county.team),
        "officer": (Role.SAFETY_OFFICER, county.enterprise),
        "head": (Role.ENTERPRISE_HEAD, county.enterprise),
        "neighbour_officer": (Role.SAFETY_OFFICER, county.neighbour),
        "town": (Role.TOWN_OFFICER, county.town),
        "neighbour_town": (Role.TOWN_OFFICER, county.neighbour_town),
        "bureau": (Role.BUREAU_ADMIN, county.bureau),
        "inspector": (Role.INSPECTOR, county.bureau),
        "curator": (Role.CURATOR, county.bureau),
    }
    desks = {name: desk_of(staff(role, unit)) for name, (role, unit) in roles.items()}
    return {"nobody": Client(), "worker": phone_of(worker), "neighbour_worker": phone_of(neighbour), **desks}
