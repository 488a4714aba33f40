from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from exams.certificates.registers import register_certificates


class ExamsConfig(AppConfig):
    name = "exams"
    verbose_name = _("Exams")

    def ready(self) -> None:
        from exams import receivers  # noqa: F401, PLC0415  (registers them)
        from exams.certificates.checking import CERTIFICATES  # noqa: PLC0415  (needs the models)
        from exams.filed import register  # noqa: PLC0415  (needs the models)
        from exams.schedules import keep_schedules  # noqa: PLC0415  (needs the models)

        register()
        register_certificates(CERTIFICATES)
        post_migrate.connect(keep_schedules, sender=self, dispatch_uid="exams.keep_schedules")
