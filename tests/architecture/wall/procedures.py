"""Who may have what of procedures."""

from __future__ import annotations

from courses.services.procedure_readings import note_read
from organizations.models import Membership
from tests.architecture.wall.grounds import Grounds
from tests.architecture.wall.roles import NOBODY, SEE_THE_ENTERPRISE, SIGNED_IN, WITH_A_REACH
from tests.factories.organizations import PostFactory
from tests.factories.procedures import People, changed, in_force

SEEN_BY = {
    "courses:my_procedure": SIGNED_IN - {"worker"},  # who is led to his own; everybody else is told that there is none
    "courses:read_procedure": SEE_THE_ENTERPRISE | {"worker"},
    "courses:sign_procedure": NOBODY,
    "courses:procedures": WITH_A_REACH,
    "courses:all_procedure_cards": SEE_THE_ENTERPRISE,
    "courses:procedure": SEE_THE_ENTERPRISE,
    "courses:act_on_procedure": NOBODY,
    "courses:procedure_cards": SEE_THE_ENTERPRISE,
    "courses:unsigned_xlsx": SEE_THE_ENTERPRISE,
    "courses:procedure_differences": SEE_THE_ENTERPRISE,
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie; the worker holds the post and has read its procedure without signing."""
    county, post = grounds.county, PostFactory()
    Membership.objects.filter(user=grounds.worker).update(post=post)
    people = People(county.enterprise, county.team)
    version = changed(in_force(county.enterprise, county.team, post=post), people)
    note_read(version=version, worker=grounds.worker)
    phone, desk = f"/procedures/{version.procedure_id}", f"/desk/procedures/{version.procedure_id}"
    return {
        "courses:read_procedure": f"{phone}/",
        "courses:sign_procedure": f"{phone}/sign/",
        "courses:all_procedure_cards": f"/desk/procedures/cards.pdf?unit={county.enterprise.pk}",
        "courses:procedure": f"{desk}/",
        "courses:act_on_procedure": f"{desk}/act/",
        "courses:procedure_cards": f"{desk}/cards.pdf",
        "courses:unsigned_xlsx": f"{desk}/unsigned.xlsx",
        "courses:procedure_differences": f"{desk}/1-2/",
    }
