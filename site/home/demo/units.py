"""Building the demonstration's tree, its people and their roles."""

from __future__ import annotations

from django.utils import timezone

from home.demo.county import BUREAU, ENTERPRISES, FIRST, PASSWORD, PIN, STAFF, TOWN_SUFFIX, TOWNS, DemoStaff
from home.demo.county import WORKER_NO as FIRST_WORKER
from home.demo.people import roster_of
from organizations.models import Membership, Unit, UnitKind, User
from organizations.roster.plan import plan_roster
from organizations.services.grants import grant_role
from organizations.services.roster_import import write_roster
from organizations.services.units import create_enterprise, create_unit


def build_units() -> Unit:
    """Return the bureau; towns, enterprises, workshops, teams and people below it exist afterwards."""
    bureau = Unit.objects.filter(kind=UnitKind.BUREAU).first() or create_unit(
        parent=None, kind=UnitKind.BUREAU, name=BUREAU, by=None
    )
    towns = {town.name: town for town in Unit.objects.filter(kind=UnitKind.TOWN)}
    for name in TOWNS:
        title = f"{name}{TOWN_SUFFIX}"
        if title not in towns:
            towns[title] = create_unit(parent=bureau, kind=UnitKind.TOWN, name=title, by=None)
    for seed, enterprise in enumerate(ENTERPRISES):
        unit = Unit.objects.filter(code=enterprise.code).first() or create_enterprise(
            parent=towns[f"{enterprise.town}{TOWN_SUFFIX}"],
            name=enterprise.name,
            code=enterprise.code,
            industry=enterprise.industry,
            is_demo=True,
            by=None,
        )
        if not Membership.objects.filter(enterprise=unit).exists():
            rows = roster_of(enterprise, seed=seed, today=timezone.localdate())
            plan = plan_roster(enterprise=unit, rows=rows, bad=(), creates_units=True)
            write_roster(enterprise=unit, plan=plan, by=None)
    return bureau


def build_staff(bureau: Unit) -> None:
    """One sign-in for each role, and a PIN for the first enterprise's first worker and leader."""
    for who in STAFF:
        user = User.objects.filter(username=who.username).first()
        if user is None:
            user = User.objects.create_user(who.username, PASSWORD, name=f"{who.title}（演示）")
        grant_role(user=user, role=who.role, unit=_place(who, bureau), by=None)
    worker = Membership.objects.current().get(enterprise__code=FIRST.code, employee_no=FIRST_WORKER).user
    if not worker.check_pin(PIN):
        worker.set_pin(PIN)
        worker.save(update_fields=["pin"])


def _place(who: DemoStaff, bureau: Unit) -> Unit:
    if not who.place:
        return bureau
    code, _slash, team = who.place.partition("/")
    if team:
        return Unit.objects.within([Unit.objects.get(code=code)]).get(name=team)
    return Unit.objects.filter(code=code).first() or Unit.objects.get(name=f"{code}{TOWN_SUFFIX}")
