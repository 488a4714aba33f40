"""A first password for the desk, or a new one: chosen by the person himself, from a link that somebody gave him."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from organizations.audit import record
from organizations.errors import Refused
from organizations.models import Role, RoleGrant, User
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class LinkRefused(Refused):
    """Nobody chooses a password by this link, or this person may give none to that one."""


class PasswordLinks(PasswordResetTokenGenerator):
    """Links that open once, for settings.PASSWORD_RESET_TIMEOUT seconds, and no more once the person's roles change.

    So a link to the account of a judge is worth nothing on the day he becomes head of an enterprise. A sign-in with the
    PIN in between, which ends Django's own links, leaves them as they are.
    """

    key_salt = "organizations.password_link"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        roles = sorted(RoleGrant.objects.current().filter(user=user.pk).values_list("pk", flat=True))
        return f"{user.pk}|{user.password}|{user.is_active}|{user.is_superuser}|{roles}|{timestamp}"


password_links = PasswordLinks()


def with_a_link_from(by: User, users: Collection[User]) -> frozenset[int]:
    """Return the keys of those to whom this person may give a link. Three queries, however many are asked for.

    Who gives roles may, wherever the other has one. Who holds competitions may for somebody who has no password yet and
    is a judge in his reach and nothing else: so nobody comes by the account of a head, a leader or an officer.
    """
    grants = RoleGrant.objects.current().filter(user__in=[user.pk for user in users])
    held: dict[int, list[RoleGrant]] = {user.pk: [] for user in users}
    for grant in grants:
        held[grant.user_id].append(grant)
    managed, judged = (
        set(units_in_reach(by, reach).filter(pk__in=grants.values("unit")).values_list("pk", flat=True))
        for reach in (Reach.MANAGE_UNITS, Reach.HOLD_COMPETITIONS)
    )
    return frozenset(
        user.pk
        for user in users
        if _may_be_given(user, held[user.pk], by=by)
        and (_all_in(managed, held[user.pk]) or _is_new_judge(user, held[user.pk], judged))
    )


def _may_be_given(user: User, grants: Sequence[RoleGrant], *, by: User) -> bool:
    return user.is_active and bool(grants) and (by.is_superuser or not user.is_superuser)


def _all_in(units: set[int], grants: Sequence[RoleGrant]) -> bool:
    return all(grant.unit_id in units for grant in grants)


def _is_new_judge(user: User, grants: Sequence[RoleGrant], units: set[int]) -> bool:
    only_judge = all(grant.role == Role.JUDGE for grant in grants)
    return only_judge and _all_in(units, grants) and not user.has_usable_password()


@transaction.atomic
def password_link(*, user: User, by: User) -> str:
    """Return the path of the page on which the person chooses his password.

    Raises LinkRefused for who has no role, and for whom `by` may give none.
    """
    grant = RoleGrant.objects.current().filter(user=user).select_related("unit").order_by("granted_at", "pk").first()
    if grant is None:
        raise LinkRefused(_("%s has no role, and so nothing to do at the desk. Give him one first.") % user.name)
    if user.pk not in with_a_link_from(by, [user]):
        raise LinkRefused(_("You can't give %s a link for a password. The bureau's administrator can.") % user.name)
    record("password.link", by=by, subject=user, unit=grant.unit)
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("organizations:choose_password", args=(key, password_links.make_token(user)))


@transaction.atomic
def choose_password(*, user: User, token: str, password: str, address: str | None = None) -> None:
    """Give the account the password that its owner chose; the link ends, and every session of the account.

    The second factor stays as it is. Raises LinkRefused for a link that opens nothing any more, ValidationError for a
    weak password.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not password_links.check_token(user, token):
        raise LinkRefused(_("This link opens nothing any more."))
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record("password.set", by=user, subject=user, address=address)
