"""How a person proves who he is: a PIN on the phone, a password at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend, ModelBackend

from organizations.models import User
from organizations.models.users import SignedInBy
from organizations.named import find_worker, person_named
from organizations.scopes import makes_anything

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model
    from django.http import HttpRequest

ADMIN_DOOR = "wagtailadmin.access_admin"


class PasswordBackend(ModelBackend):
    """The desk: sign-in name (phone, CODE/number) and password; the session has the rights of the person's roles."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if not username or password is None:
            return None
        user = User.objects.filter(username=username).first() or person_named(username)
        if user is None:
            User().set_password(password)  # as slow as a wrong password: nobody learns which names exist
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        """The permissions of the person's groups, and the door of the admin for who makes anything there."""
        known = hasattr(user_obj, "_perm_cache")
        permissions = super().get_all_permissions(user_obj, obj)
        if not known and hasattr(user_obj, "_perm_cache") and makes_anything(user_obj):
            permissions.add(ADMIN_DOOR)  # the set is the one that Django keeps for this request
        return permissions


class PinBackend(BaseBackend):
    """The phone: enterprise code with employee number, or phone number, and the PIN; never the rights of staff."""

    def authenticate(
        self,
        request: HttpRequest | None,
        *,
        account: str | None = None,
        pin: str | None = None,
        enterprise_code: str = "",
        **kwargs: Any,
    ) -> User | None:
        if not account or pin is None:
            return None
        user = find_worker(account=account, enterprise_code=enterprise_code)
        if user is None:
            User().set_pin(pin)
            return None
        return user if user.check_pin(pin) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        try:
            user: User = User.objects.get(pk=user_id, is_active=True)
        except User.DoesNotExist:
            return None
        user.signed_in_by = SignedInBy.PIN
        return user
