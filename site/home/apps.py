from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Start")

    def ready(self) -> None:
        from home.ground import lay_ground  # noqa: PLC0415  (needs the models)

        post_migrate.connect(lay_ground, sender=self, dispatch_uid="home.lay_ground")
