from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Cases and lectures")

    def ready(self) -> None:
        from courses import receivers  # noqa: F401, PLC0415  (registers them)
        from courses.archives.filed import register  # noqa: PLC0415  (needs the models)
        from courses.hours.state_needs import lay_state_needs  # noqa: PLC0415
        from courses.schedules import keep_schedules  # noqa: PLC0415  (needs the models)

        register()
        post_migrate.connect(keep_schedules, sender=self, dispatch_uid="courses.keep_schedules")
        post_migrate.connect(lay_state_needs, sender=self, dispatch_uid="courses.lay_state_needs")
