"""Links for a password, and for whom they are made."""

from __future__ import annotations

from organizations.models import Role, Unit, User
from organizations.services.passwords import password_link
from tests.factories.organizations import MembershipFactory, RoleGrantFactory, UserFactory


def a_judge(at: Unit, team: Unit, **fields: str) -> User:
    """Return a worker who is a judge there and has no password yet."""
    person: User = MembershipFactory(user=UserFactory(**fields), unit=team).user
    RoleGrantFactory(user=person, role=Role.JUDGE, unit=at)
    return person


def link_of(user: User, by: User) -> str:
    return password_link(user=User.objects.get(pk=user.pk), by=User.objects.get(pk=by.pk))
