"""What a certificate is worth on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from exams.certificates.dates import RUNS_OUT_WITHIN
from exams.models import AttemptState, Certificate


class Standing(TextChoices):
    GOOD = "good", _("valid")
    RUNS_OUT = "runs_out", _("runs out soon")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def is_good(self) -> bool:
        """Whether it can be shown."""
        return self in {Standing.GOOD, Standing.RUNS_OUT}

    @property
    def tone(self) -> str:
        return {Standing.GOOD: "ok", Standing.RUNS_OUT: "warn"}.get(self, "bad")

    @property
    def icon(self) -> str:
        return {Standing.GOOD: "check", Standing.RUNS_OUT: "clock"}.get(self, "stop")


def standing_on(certificate: Certificate, day: date) -> Standing:
    """Return what it is worth that day. Its attempt has to be loaded.

    A sitting that was voided a moment ago counts as such, whether or not the certificate has been taken back by now.
    """
    attempt = certificate.attempt
    failed = attempt.state == AttemptState.GRADED and not attempt.passed
    if certificate.withdrawn_at is not None or attempt.state == AttemptState.VOIDED or failed:
        return Standing.WITHDRAWN
    if certificate.valid_until < day:
        return Standing.EXPIRED
    return Standing.RUNS_OUT if certificate.valid_until <= day + RUNS_OUT_WITHIN else Standing.GOOD
