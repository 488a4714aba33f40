"""Who may have what of people, their cards and their files."""

from __future__ import annotations

from organizations.filing.enterprise import ENTERPRISE
from organizations.models import Role
from organizations.services.cards import card_token, issue_cards
from organizations.services.passwords import password_link
from tests.architecture.wall.grounds import Grounds
from tests.architecture.wall.roles import AT_THE_DESK, EVERYBODY, NOBODY, SEE_THE_ENTERPRISE, SIGNED_IN, WITH_A_REACH
from tests.factories.archives import made
from tests.factories.organizations import staff

SEEN_BY = {
    "organizations:sign_in": EVERYBODY,
    "organizations:staff_sign_in": EVERYBODY,
    "organizations:second_factor": NOBODY,
    "organizations:card": EVERYBODY,
    "organizations:choose_password": NOBODY,  # sent on to the form, without the token in the address
    "organizations:sign_out": NOBODY,
    "organizations:me": SIGNED_IN,
    "organizations:change_pin": SIGNED_IN,
    "organizations:end_sessions": NOBODY,
    "organizations:set_up_second_factor": AT_THE_DESK,
    "organizations:text_size": NOBODY,
    "organizations:my_file": SIGNED_IN,
    "organizations:my_file_pdf": SIGNED_IN,
    "organizations:people": WITH_A_REACH,
    "organizations:person_file": SEE_THE_ENTERPRISE,
    "organizations:person_file_pdf": SEE_THE_ENTERPRISE,
    "organizations:archives": WITH_A_REACH - {"leader"},
    "organizations:archive": SEE_THE_ENTERPRISE - {"leader"},
    "organizations:archive_progress": SEE_THE_ENTERPRISE - {"leader"},
    "organizations:archive_file": SEE_THE_ENTERPRISE - {"leader"},
    "organizations:archive_again": NOBODY,
    "organizations:issue_cards": NOBODY,
    "organizations:void_card": NOBODY,
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    county, worker = grounds.county, grounds.worker
    [card] = issue_cards(users=[worker], unit=county.team, by=None)
    archive = made(ENTERPRISE, county.enterprise, staff(Role.SAFETY_OFFICER, county.enterprise))
    judge = staff(Role.JUDGE, county.enterprise)
    link = password_link(user=judge, by=staff(Role.BUREAU_ADMIN, county.bureau))
    of_archive, of_person = f"/desk/archives/{archive.pk}", f"/desk/people/{worker.pk}"
    return {
        "organizations:card": f"/sign-in/card/{card_token(card)}/",
        "organizations:choose_password": link,
        "organizations:person_file": f"{of_person}/",
        "organizations:person_file_pdf": f"{of_person}/file.pdf",
        "organizations:archive": f"{of_archive}/",
        "organizations:archive_progress": f"{of_archive}/progress/",
        "organizations:archive_file": f"{of_archive}/file.zip",
        "organizations:archive_again": f"{of_archive}/again/",
    }
