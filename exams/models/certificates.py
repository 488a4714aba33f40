"""What somebody who passed an exam can show, and until when."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt
from exams.models.exams import Exam
from organizations.models import Unit


class Withdrawal(models.TextChoices):
    """Why a certificate is good no more before its time."""

    VOIDED = "voided", _("the sitting was voided")
    FAILED = "failed", _("after a correction the score is not enough")


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def in_force(self) -> CertificateQuerySet:
        """Return those that nobody took back; they may have run out."""
        return self.filter(withdrawn_at__isnull=True)

    def with_renewals(self) -> CertificateQuerySet:
        """Annotate `renewed_by`: the number of the newest later one in force that he has of the same unit."""
        later = Certificate.objects.in_force().filter(
            worker=OuterRef("worker"), exam__owner=OuterRef("exam__owner"), valid_until__gt=OuterRef("valid_until")
        )
        newest = later.exclude(exam=OuterRef("exam")).order_by("-valid_until").values("number")[:1]
        return self.annotate(renewed_by=Subquery(newest))


class Certificate(models.Model):
    """The certificate of one who passed: one in force an exam and worker, from his best sitting.

    `valid_until` is the last day on which it is good. `post` is the one that he held when it was issued; his team and
    enterprise of that day stand on the attempt. One that was withdrawn stays and says why; whoever passes after all
    has another one, with a number of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("number"), max_length=20, unique=True)
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("exam"))
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("worker")
    )
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="certificates")
    enterprise = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    post = models.CharField(_("post"), max_length=40, blank=True)
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=10, choices=Withdrawal, blank=True)

    objects: ClassVar = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-valid_until", "-issued_on", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["exam", "worker"],
                condition=Q(withdrawn_at__isnull=True),
                name="certificate_one_in_force_an_exam_and_worker",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("issued_on")), name="certificate_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="certificate_withdrawn_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def is_good_on(self, day: date) -> bool:
        """Whether it can be shown that day."""
        return self.withdrawn_at is None and day <= self.valid_until
