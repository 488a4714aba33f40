"""Units, people, their places and their roles, as the tests need them.

A county has one bureau: `BureauFactory()` returns it, however often it is asked. Signals stay silent here: a test that
needs what comes with a new enterprise (its section, collection, group) calls the service.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import factory
from django.test import Client
from factory.django import DjangoModelFactory

from organizations.models import Industry, Membership, Post, Role, RoleGrant, Unit, UnitKind, User

PASSWORD = "correct-horse-battery"
PIN = "246813"

# who has no business with an enterprise's yuan: each role, and the unit of the small county where it is held
OUTSIDE = [
    (Role.BUREAU_ADMIN, "bureau"),
    (Role.INSPECTOR, "bureau"),
    (Role.CURATOR, "bureau"),
    (Role.TOWN_OFFICER, "town"),
    (Role.TOWN_OFFICER, "neighbour_town"),
    (Role.SAFETY_OFFICER, "neighbour"),
    (Role.ENTERPRISE_HEAD, "neighbour"),
    (Role.JUDGE, "enterprise"),
    (Role.TEAM_LEADER, "other_team"),
]


class UserFactory(DjangoModelFactory):
    """Somebody; `password` lets him in at the desk, `pin` on the phone."""

    class Meta:
        model = User

    name = factory.Sequence(lambda number: f"职工{number:04d}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password, pin = kwargs.pop("password", None), kwargs.pop("pin", None)
        user = User.objects.create_user(kwargs.pop("username", ""), password, **kwargs)
        if pin:
            user.set_pin(pin)
            user.save(update_fields=["pin"])
        return user


class UnitFactory(DjangoModelFactory):
    """A unit below `parent`; with no parent a root."""

    class Meta:
        model = Unit
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Unit], *args: Any, **kwargs: Any) -> Unit:
        parent = kwargs.pop("parent")
        unit = Unit(**kwargs)
        # treebeard counts on the parent's number of children, which an object made earlier does not know any more
        below = Unit.objects.get(pk=parent.pk) if parent else None
        added: Unit = below.add_child(instance=unit) if below else Unit.add_root(instance=unit)
        return added


class BureauFactory(UnitFactory):
    kind = UnitKind.BUREAU
    name = "泽州县应急管理局"
    parent = None

    @classmethod
    def _create(cls, model_class: type[Unit], *args: Any, **kwargs: Any) -> Unit:
        return Unit.objects.filter(kind=UnitKind.BUREAU).first() or super()._create(model_class, *args, **kwargs)


class TownFactory(UnitFactory):
    kind = UnitKind.TOWN
    name = factory.Sequence(lambda number: f"第{number}镇应急管理中心")
    parent = factory.SubFactory(BureauFactory)


class EnterpriseFactory(UnitFactory):
    kind = UnitKind.ENTERPRISE
    name = factory.Sequence(lambda number: f"第{number}铁矿")
    code = factory.Sequence(lambda number: f"E{number}X")
    industry = Industry.UNDERGROUND_MINE
    parent = factory.SubFactory(TownFactory)


class WorkshopFactory(UnitFactory):
    kind = UnitKind.WORKSHOP
    name = factory.Sequence(lambda number: f"第{number}车间")
    parent = factory.SubFactory(EnterpriseFactory)


class TeamFactory(UnitFactory):
    kind = UnitKind.TEAM
    name = factory.Sequence(lambda number: f"第{number}班")
    parent = factory.SubFactory(WorkshopFactory)


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post
        django_get_or_create = ("name",)

    name = "井下采掘工"


class MembershipFactory(DjangoModelFactory):
    """A worker's place, held since long ago."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(TeamFactory)
    enterprise = factory.LazyAttribute(lambda place: place.unit.enterprise())
    employee_no = factory.Sequence(lambda number: f"{number:05d}")
    started_on = date(2020, 1, 1)


class RoleGrantFactory(DjangoModelFactory):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(EnterpriseFactory)
    role = Role.SAFETY_OFFICER


def staff(role: Role, unit: Unit, **fields: Any) -> User:
    """Return somebody new with that role at that unit."""
    grant: RoleGrant = RoleGrantFactory(user__password=PASSWORD, role=role, unit=unit, **fields)
    return grant.user


def worker_of(unit: Unit, **fields: Any) -> User:
    """Return somebody who works in that team."""
    person: User = MembershipFactory(user=UserFactory(**fields), unit=unit).user
    return person


def desk_of(user: User) -> Client:
    """Return a browser in which this person has signed in with his password."""
    client = Client()
    client.force_login(user, backend="organizations.backends.PasswordBackend")
    return client


def phone_of(user: User) -> Client:
    """Return a browser in which this person has signed in with his PIN."""
    client = Client()
    client.force_login(user, backend="organizations.backends.PinBackend")
    return client


@dataclass(frozen=True, slots=True)
class County:
    """A small county: two towns, an enterprise in each, and in each enterprise a workshop with two teams."""

    bureau: Unit
    town: Unit
    enterprise: Unit
    workshop: Unit
    team: Unit
    other_team: Unit
    neighbour_town: Unit
    neighbour: Unit
    neighbour_team: Unit


def small_county() -> County:
    """Build the county; the neighbour is the enterprise that must never see the other's people."""
    enterprise, neighbour = EnterpriseFactory(code="NEAR"), EnterpriseFactory(code="FAR")
    workshop, elsewhere = WorkshopFactory(parent=enterprise), WorkshopFactory(parent=neighbour)
    return County(
        bureau=BureauFactory(),
        town=enterprise.get_parent(),
        enterprise=enterprise,
        workshop=workshop,
        team=TeamFactory(parent=workshop),
        other_team=TeamFactory(parent=workshop),
        neighbour_town=neighbour.get_parent(),
        neighbour=neighbour,
        neighbour_team=TeamFactory(parent=elsewhere),
    )
