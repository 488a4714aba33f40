"""Pages that stand for good: others hang below them, so nobody deletes, hides or copies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import PagePermissionTester

if TYPE_CHECKING:
    from organizations.models import User


class _FixedPermissions(PagePermissionTester):
    """Rights to write below the page are not rights over the page itself."""

    def can_edit(self) -> bool:
        return bool(self.user.is_superuser and super().can_edit())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False


class FixedPage:
    """Mixed into such a page, before Wagtail's own classes."""

    def permissions_for_user(self, user: User) -> PagePermissionTester:
        return _FixedPermissions(user, self)
