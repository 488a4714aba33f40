from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from exams.certificates.registers import register_certificates


class LeaderboardConfig(AppConfig):
    name = "leaderboard"
    verbose_name = _("Leaderboard")

    def ready(self) -> None:
        from leaderboard import receivers  # noqa: F401, PLC0415  (registers them)
        from leaderboard.awards.checking import AWARDS  # noqa: PLC0415  (needs the models)
        from leaderboard.filed import register  # noqa: PLC0415  (needs the models)
        from leaderboard.schedules import keep_schedules  # noqa: PLC0415  (needs the models)

        register()
        register_certificates(AWARDS)
        post_migrate.connect(keep_schedules, sender=self, dispatch_uid="leaderboard.keep_schedules")
