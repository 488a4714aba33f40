"""Accounts, for superusers only: everybody else comes in by a roster, and gets his rights by roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.groups import GroupViewSet as WagtailGroupViewSet
from wagtail.users.views.users import CreateView, EditView, IndexView, UserColumn
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from organizations.audit import address_of, record
from organizations.models import User
from organizations.viewsets.base import reader
from organizations.viewsets.policy import SuperuserPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms

FIELDS = ("username", "name", "phone", "email", "is_superuser")


class _OurFields:
    """Wagtail's forms know first and last names; we know one name, a phone, and an e-mail that may stay empty."""

    first_name = None
    last_name = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = getattr(self, "fields", {})
        fields["email"].required = False
        fields["name"].label = _("person's name")
        fields["username"].show_hidden_initial = False  # or it would count as changed whenever the page is old


class NewAccountForm(_OurFields, UserCreationForm):
    """A sign-in name to type at the desk; the made-up one is for workers, who never see it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["username"] = ""

    class Meta(UserCreationForm.Meta):
        fields = FIELDS


class AccountForm(_OurFields, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = (*FIELDS, "is_active")


class AccountIndexView(IndexView):
    search_fields = ("username", "name", "phone")

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(UserColumn)
        return [
            title("name", label=_("person's name"), accessor="name", sort_key=None, get_url=self.get_edit_url),
            Column("username", label=_("sign-in name"), sort_key="username"),
            BooleanColumn("is_superuser", label=_("superuser"), sort_key="is_superuser"),
            BooleanColumn("is_active", label=_("active"), sort_key="is_active"),
            DateColumn("last_login", label=_("last sign-in"), sort_key="last_login"),
        ]


class AccountCreateView(CreateView):
    def save_instance(self) -> User:
        user: User = super().save_instance()
        record("account.create", by=reader(self.request), subject=user, address=address_of(self.request))
        return user


class AccountEditView(EditView):
    def save_instance(self) -> User:
        user: User = super().save_instance()
        changed = sorted(field for field in self.form.changed_data if field != "password2")
        by, address = reader(self.request), address_of(self.request)
        record("account.change", by=by, subject=user, address=address, fields=changed)
        return user


class UserViewSet(WagtailUserViewSet):
    """Accounts are never deleted: what somebody did keeps his name. One that is not wanted is made inactive."""

    permission_policy = SuperuserPolicy(User)
    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    template_prefix = ""
    copy_view_enabled = False
    menu_label = _("Accounts")

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"delete_url_name": None, "usage_url_name": None, **kwargs})

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[User]]:
        form: type[forms.ModelForm[User]] = AccountForm if for_update else NewAccountForm
        return form

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"delete", "usage"}]


class GroupViewSet(WagtailGroupViewSet):
    """Groups carry page rights; they come and go with roles, so only superusers see them."""

    permission_policy = SuperuserPolicy(WagtailGroupViewSet.model)


def keep_accounts(request: HttpRequest, action_type: str, objects: Sequence[Any], action: BulkAction) -> Any:
    """Refuse to delete accounts by the dozen: audit rows and sittings stand on them."""
    if action.model is not User or action_type != "delete":
        return None
    messages.error(request, gettext("Accounts are never deleted. Make them inactive."))
    response: HttpResponse = redirect("wagtailusers_users:index")
    return response
