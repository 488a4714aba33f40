from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = _("Units and people")
    default = True

    def ready(self) -> None:
        from organizations.filing.filed import register  # noqa: PLC0415  (needs the models)
        from organizations.schedules import keep_schedules  # noqa: PLC0415

        register()
        post_migrate.connect(keep_schedules, sender=self, dispatch_uid="organizations.keep_schedules")


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's pages for accounts, with forms that fit our user."""

    default = False
    user_viewset = "organizations.viewsets.users.UserViewSet"
    group_viewset = "organizations.viewsets.users.GroupViewSet"
