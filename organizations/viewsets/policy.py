"""What the admin may show and do is what organizations/scopes.py says: here Wagtail's questions become ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from organizations.models import User
from organizations.scopes import ROLE_REACH, Reach, bureau_units, has_any, units_in_reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Reader = User | AnonymousUser


class ReachPolicy(BasePermissionPolicy):
    """Lets a person do with a record what his roles reach at the unit that the record hangs on.

    `at` is the lookup from the record to that unit, "" where the record is a unit itself. An action without a reach
    (delete, mostly) is nobody's.
    """

    def __init__(self, model: type[Model], *, at: str, **reaches: Reach) -> None:
        super().__init__(model)
        self.at, self.reaches = at, reaches
        self.permission_cache_name = f"_{model._meta.model_name}_reaches"  # kept on the user for one request

    def get_all_permissions_for_user(self, user: Reader) -> set[str]:
        held = {reach for reach in set(self.reaches.values()) if has_any(user, reach)}
        return {action for action, reach in self.reaches.items() if reach in held}

    def user_has_permission(self, user: Reader, action: str) -> bool:
        return action in self.get_cached_permissions_for_user(user)

    def user_has_permission_for_instance(self, user: Reader, action: str, instance: Model) -> bool:
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Reader, actions: Iterable[str]) -> QuerySet[Any]:
        reached = Q(pk__in=[])
        for action in actions:
            reached |= self.reached(user, action)
        return self.model._default_manager.filter(reached)

    def reached(self, user: Reader, action: str) -> Q:
        """Return the condition that a record is in the person's reach for this action."""
        reach = self.reaches.get(action)
        if reach is None:
            return Q(pk__in=[])
        return Q(**{f"{self.at or 'pk'}__in": units_in_reach(user, reach)})

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        wanted = {self.reaches[action] for action in actions if action in self.reaches}
        roles = [role for role, reaches in ROLE_REACH.items() if reaches & wanted]
        held = Q(grants__role__in=roles, grants__revoked_at__isnull=True)
        return User.objects.filter(held | Q(is_superuser=True), is_active=True).distinct()


class SharedPolicy(ReachPolicy):
    """Shows besides what is in reach what the bureau shares: every enterprise may read that, and none may change it."""

    def __init__(self, model: type[Model], *, at: str, shares: Q, **reaches: Reach) -> None:
        super().__init__(model, at=at, **reaches)
        self.shares = shares

    def reached(self, user: Reader, action: str) -> Q:
        own = super().reached(user, action)
        if action != "view" or not self.user_has_permission(user, action):
            return own
        return own | Q(self.shares, **{f"{self.at}__in": bureau_units()})


class CountyPolicy(ReachPolicy):
    """Lets a person do with records that hang on no unit what his roles reach anywhere."""

    def __init__(self, model: type[Model], **reaches: Reach) -> None:
        super().__init__(model, at="", **reaches)

    def reached(self, user: Reader, action: str) -> Q:
        return Q(pk__isnull=False) if self.user_has_permission(user, action) else Q(pk__in=[])


class SuperuserPolicy(BasePermissionPolicy):
    """Lets only superusers in, and only with their password."""

    def user_has_permission(self, user: Reader, action: str) -> bool:
        return bool(user.is_authenticated and user.acts_as_staff and user.is_superuser)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return User.objects.filter(is_superuser=True, is_active=True)
