from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from home.form_words import ask_for_a_choice


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Start")

    def ready(self) -> None:
        from home import receivers  # noqa: F401, PLC0415  (registers them)
        from home.ground import lay_ground  # noqa: PLC0415  (needs the models)

        ask_for_a_choice()
        # Permissions are made app by app after a migration; those that the curators get are there after the last app.
        last = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
        post_migrate.connect(lay_ground, sender=last, dispatch_uid="home.lay_ground")
