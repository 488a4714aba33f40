from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = _("Units and people")
    default = True


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's pages for accounts, with forms that fit our user."""

    default = False
    user_viewset = "organizations.viewsets.users.UserViewSet"
    group_viewset = "organizations.viewsets.users.GroupViewSet"
