"""Who may see what, and who may act on what. Every view, list, export, file and endpoint asks here."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from organizations.models import Role, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from organizations.models import User
    from organizations.models.units import UnitQuerySet


class Reach(StrEnum):
    """A thing that a role may do at its unit and everywhere below."""

    SEE = "see"  # people, results, coverage
    MANAGE_UNITS = "manage_units"  # create enterprises, change the tree, give roles
    MANAGE_PEOPLE = "manage_people"  # roster, transfers, sign-in cards
    MANAGE_QUESTIONS = "manage_questions"
    MANAGE_EXAMS = "manage_exams"
    MAKE_COMPETITIONS = "make_competitions"  # draft their rules
    HOLD_COMPETITIONS = "hold_competitions"  # enter one's people; open, close and show one's own, answer appeals
    JUDGE_COMPETITIONS = "judge_competitions"  # mark where one was appointed
    SHOW_SCREENS = "show_screens"  # let a big screen in a hall show one's numbers, and switch it off
    CURATE_CASES = "curate_cases"
    PUBLISH_LECTURES = "publish_lectures"
    TEACH = "teach"  # assign learning, plan sessions in person and close them
    TICK_ATTENDANCE = "tick_attendance"  # say who is there
    TYPE_ANSWERS = "type_answers"  # of answer sheets on paper
    ASSIST = "assist"  # say for whom an exam is read aloud, and by whom
    OPEN_KIOSKS = "open_kiosks"  # allow a shared tablet for an exam
    CORRECT_EXAMS = "correct_exams"  # a question of an exam that is over; one proposes, another decides
    RETEST = "retest"  # draw a sample of those who sat an exam, to be tested again
    JUDGE_SITTINGS = "judge_sittings"  # see and judge what looks odd in an exam
    INVIGILATE = "invigilate"  # give time, pause, end, annul while people sit
    SEE_BONUS = "see_bonus"  # yuan and coefficients: never from above the enterprise
    SEE_CERTIFICATES = "see_certificates"  # who has which, by name: above the enterprise only in figures
    SEE_TEAM_BONUS = "see_team_bonus"  # the lines of one's own people: never from above the enterprise
    KEEP_BONUS = "keep_bonus"  # count and publish its bonus sheet, answer appeals, sign first
    SIGN_BONUS = "sign_bonus"  # sign it as the head, which locks it
    MANAGE_PROCEDURES = "manage_procedures"  # write the procedures of its posts, and look at them as the safety officer
    REVIEW_PROCEDURES = "review_procedures"  # look at them for the workshop
    APPROVE_PROCEDURES = "approve_procedures"  # put them in force
    SEE_VIOLATIONS = "see_violations"  # of its people, by name: above the enterprise only in figures
    RECORD_VIOLATIONS = "record_violations"  # write them down; read who reported himself
    READ_OF_ORDERS = "read_of_orders"  # who told of an order against the rules: not for who may have given it
    KEEP_PLEDGE = "keep_pledge"  # the text that everybody signs
    KEEP_REWARDS = "keep_rewards"  # draw up lists of rewards; an enterprise's own never from above it
    APPROVE_REWARDS = "approve_rewards"  # approve what another drew up
    SEE_AUDIT = "see_audit"
    TAKE_ARCHIVES = "take_archives"  # everything on an enterprise, a lecture or an exam, as files to take along


# an enterprise's own affair: of no use from above it, not even to a superuser
OF_THE_ENTERPRISE = frozenset(
    {
        *{Reach.SEE_BONUS, Reach.SEE_TEAM_BONUS, Reach.KEEP_BONUS, Reach.SIGN_BONUS},
        *{Reach.MANAGE_PROCEDURES, Reach.REVIEW_PROCEDURES, Reach.APPROVE_PROCEDURES},
        *{Reach.SEE_VIOLATIONS, Reach.RECORD_VIOLATIONS, Reach.READ_OF_ORDERS, Reach.KEEP_PLEDGE},
    }
)
_OF_THE_COUNTY = frozenset(Reach) - OF_THE_ENTERPRISE
ROLE_REACH: dict[str, frozenset[Reach]] = {
    Role.BUREAU_ADMIN: _OF_THE_COUNTY - {Reach.SEE_CERTIFICATES},
    Role.CURATOR: frozenset({Reach.CURATE_CASES, Reach.MANAGE_QUESTIONS}),
    Role.INSPECTOR: frozenset({Reach.SEE, Reach.SEE_AUDIT, Reach.TAKE_ARCHIVES, Reach.JUDGE_SITTINGS, Reach.RETEST}),
    Role.TOWN_OFFICER: frozenset(
        {
            *{Reach.SEE, Reach.TEACH, Reach.TICK_ATTENDANCE, Reach.TYPE_ANSWERS, Reach.TAKE_ARCHIVES},
            *{Reach.ASSIST, Reach.OPEN_KIOSKS, Reach.JUDGE_SITTINGS},
            *{Reach.HOLD_COMPETITIONS, Reach.KEEP_REWARDS, Reach.SHOW_SCREENS},
        }
    ),
    Role.ENTERPRISE_HEAD: frozenset(
        {
            *{Reach.SEE, Reach.PUBLISH_LECTURES, Reach.SEE_BONUS, Reach.TYPE_ANSWERS},
            *{Reach.TEACH, Reach.TICK_ATTENDANCE, Reach.TAKE_ARCHIVES},
            *{Reach.ASSIST, Reach.JUDGE_SITTINGS, Reach.INVIGILATE},
            *{Reach.SEE_CERTIFICATES, Reach.CORRECT_EXAMS},
            *{Reach.SEE_TEAM_BONUS, Reach.SIGN_BONUS, Reach.APPROVE_PROCEDURES},
            *{Reach.SEE_VIOLATIONS, Reach.KEEP_PLEDGE},
            Reach.APPROVE_REWARDS,
        }
    ),
    Role.SAFETY_OFFICER: frozenset(
        {
            *{Reach.SEE, Reach.MANAGE_PEOPLE, Reach.MANAGE_QUESTIONS, Reach.MANAGE_EXAMS, Reach.SEE_BONUS},
            *{Reach.TEACH, Reach.TICK_ATTENDANCE, Reach.TYPE_ANSWERS, Reach.TAKE_ARCHIVES},
            *{Reach.ASSIST, Reach.OPEN_KIOSKS, Reach.JUDGE_SITTINGS, Reach.INVIGILATE},
            *{Reach.SEE_CERTIFICATES, Reach.CORRECT_EXAMS},
            *{Reach.SEE_TEAM_BONUS, Reach.KEEP_BONUS, Reach.MANAGE_PROCEDURES},
            *{Reach.MAKE_COMPETITIONS, Reach.HOLD_COMPETITIONS, Reach.KEEP_REWARDS, Reach.SHOW_SCREENS},
            *{Reach.SEE_VIOLATIONS, Reach.RECORD_VIOLATIONS, Reach.READ_OF_ORDERS, Reach.KEEP_PLEDGE},
        }
    ),
    Role.TEAM_LEADER: frozenset(
        {
            *{Reach.SEE, Reach.TICK_ATTENDANCE, Reach.ASSIST, Reach.SEE_TEAM_BONUS},
            Reach.REVIEW_PROCEDURES,  # nobody has a role at a workshop, so its team leaders speak for it
            *{Reach.SEE_VIOLATIONS, Reach.RECORD_VIOLATIONS},
        }
    ),
    Role.JUDGE: frozenset({Reach.JUDGE_COMPETITIONS}),
}

# who has only other reaches sees and acts at the desk
AT_THE_DESK = frozenset(
    {
        *{Reach.SEE, Reach.TEACH, Reach.TICK_ATTENDANCE, Reach.TYPE_ANSWERS, Reach.TAKE_ARCHIVES},
        *{Reach.ASSIST, Reach.OPEN_KIOSKS, Reach.JUDGE_SITTINGS, Reach.RETEST, Reach.INVIGILATE},
        *{Reach.SEE_CERTIFICATES, Reach.CORRECT_EXAMS, Reach.HOLD_COMPETITIONS, Reach.JUDGE_COMPETITIONS},
        *{Reach.KEEP_REWARDS, Reach.APPROVE_REWARDS},
        *(OF_THE_ENTERPRISE - {Reach.MANAGE_PROCEDURES}),
        Reach.SHOW_SCREENS,
    }
)
MADE_IN_ADMIN = frozenset(Reach) - AT_THE_DESK


def units_in_reach(user: User | AnonymousUser, reach: Reach) -> UnitQuerySet:
    """Return the units on which this person may do this: the subtrees of his grants, none for a session with a PIN.

    One query the first time, to read the grants; none to build the result. A superuser reaches all units, but no
    enterprise's own affairs.
    """
    if not user.is_authenticated or not user.acts_as_staff:
        return Unit.objects.none()
    if user.is_superuser and reach not in OF_THE_ENTERPRISE:
        return Unit.objects.all()
    return Unit.objects.within(grant.unit for grant in user.current_grants if reach in ROLE_REACH[grant.role])


def may(user: User | AnonymousUser, reach: Reach, unit: Unit) -> bool:
    """Whether the person may do this at that unit."""
    return units_in_reach(user, reach).filter(pk=unit.pk).exists()


def require(user: User | AnonymousUser, reach: Reach, unit: Unit) -> None:
    """Raise PermissionDenied unless the person may do this at that unit."""
    if not may(user, reach, unit):
        raise PermissionDenied


def has_any(user: User | AnonymousUser, reach: Reach) -> bool:
    """Whether there is any unit at all where the person may do this. At most one query, two for a superuser."""
    if not user.is_authenticated or not user.acts_as_staff:
        return False
    reached = any(reach in ROLE_REACH[grant.role] for grant in user.current_grants)
    return reached or (user.is_superuser and units_in_reach(user, reach).exists())


def makes_anything(user: User | AnonymousUser) -> bool:
    """Whether the person has any business in the admin, where things are made and edited. At most one query."""
    if not user.is_authenticated or not user.acts_as_staff:
        return False
    return user.is_superuser or any(ROLE_REACH[grant.role] & MADE_IN_ADMIN for grant in user.current_grants)


def lineage(user: User | AnonymousUser) -> UnitQuerySet:
    """Return the person's own unit and all above it: what is addressed to any of them is addressed to him.

    At most two queries.
    """
    if not user.is_authenticated:
        return Unit.objects.none()
    membership = user.memberships.current().select_related("unit").first()
    if membership is None:
        return Unit.objects.none()
    return _with_all_above([membership.unit])


def concerned_units(user: User | AnonymousUser) -> UnitQuerySet:
    """Return the units that speak to the person: where he works or has a role, and all above. At most three queries."""
    if not user.is_authenticated or not user.acts_as_staff:
        return lineage(user)
    return lineage(user) | _with_all_above([grant.unit for grant in user.current_grants])


def _with_all_above(units: Iterable[Unit]) -> UnitQuerySet:
    step = Unit.steplen
    paths = {unit.path[:end] for unit in units for end in range(step, len(unit.path) + 1, step)}
    return Unit.objects.filter(path__in=paths)


def bureau_units() -> UnitQuerySet:
    """Return the bureau itself: what belongs to it can be read by every enterprise of the county."""
    return Unit.objects.filter(kind=UnitKind.BUREAU)
