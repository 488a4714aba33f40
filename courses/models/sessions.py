"""A lecture given in a hall: planned, held, who signed in and how, and what proves it."""

from __future__ import annotations

import uuid
from secrets import token_hex
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.assignments import Assignment
from courses.speakers import SpeakerLevel
from organizations.models import Unit
from organizations.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from organizations.private_files import private_storage

MOST_MINUTES = 480


def wall_secret() -> str:
    """Return what the codes on the wall are made from; it never leaves the server."""
    return token_hex(16)


def evidence_path(instance: SessionFile, filename: str) -> str:
    return f"sessions/{instance.session_id}/{uuid.uuid4()}.{filename.rsplit('.', 1)[-1].lower()[:5]}"


class SessionQuerySet(models.QuerySet["Session"]):
    def held(self) -> SessionQuerySet:
        return self.filter(closed_at__isnull=False)


class Session(models.Model):
    """A lecture given in person. Signing in is open until it is closed; closing writes everybody's learning record.

    Where it makes up for an assignment, those are expected who have not completed it; else everybody below `units`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=80)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("held by unit"))
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lecture or case"),
    )
    makes_up_for = models.ForeignKey(
        Assignment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="make_ups",
        verbose_name=_("makes up for"),
    )
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("for units"))
    speaker = models.CharField(_("speaker"), max_length=60)
    speaker_level = models.CharField(_("level of the speaker"), max_length=12, choices=SpeakerLevel)
    place = models.CharField(_("place"), max_length=60)
    begins_at = models.DateTimeField(_("begins at"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=45, validators=[MinValueValidator(5), MaxValueValidator(MOST_MINUTES)]
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("planned by"),
    )
    secret = models.CharField(max_length=32, default=wall_secret, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects: ClassVar = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session in person")
        verbose_name_plural = _("sessions in person")
        ordering = ("-begins_at",)

    def __str__(self) -> str:
        return self.title


class SignedInBy(models.TextChoices):
    """How somebody's being there is known."""

    QR = "qr", _("QR on the wall")
    LEADER = "leader", _("Ticked on the list")
    LIST = "list", _("Signed list")


class AttendanceQuerySet(AppendOnlyQuerySet["Attendance"]):
    def standing(self) -> AttendanceQuerySet:
        return self.filter(strike__isnull=True)


class Attendance(AppendOnlyModel):
    """Somebody was there; `at` is when, as far as it is known.

    What was ticked by mistake is struck, with a reason, and stays. Who signs in after that has a second row: `number`
    is how often he was struck before.
    """

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("session in person")
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit of the day")
    )
    number = models.PositiveSmallIntegerField(default=0, editable=False)
    how = models.CharField(_("how"), max_length=8, choices=SignedInBy)
    at = models.DateTimeField(_("at"))
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    device = models.CharField(max_length=32, blank=True, editable=False)

    objects: ClassVar = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = (
            models.UniqueConstraint(fields=["session", "worker", "number"], name="attendance_once_a_session"),
        )
        # one phone that signs in ten people
        indexes = (models.Index(fields=["session", "device"], name="attendance_device", condition=~Q(device="")),)

    def __str__(self) -> str:
        return f"{self.session_id} · {self.worker_id}"


class AttendanceStrike(AppendOnlyModel):
    """An attendance that was none: who struck it, and why."""

    attendance = models.OneToOneField(
        Attendance, on_delete=models.PROTECT, related_name="strike", verbose_name=_("attendance")
    )
    reason = models.CharField(_("reason"), max_length=200)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("struck by")
    )
    struck_at = models.DateTimeField(_("struck at"), auto_now_add=True)

    class Meta:
        verbose_name = _("struck attendance")
        verbose_name_plural = _("struck attendances")

    def __str__(self) -> str:
        return f"{self.attendance_id} · {self.reason}"


class EvidenceKind(models.TextChoices):
    SIGNED_LIST = "signed_list", _("Signed list")
    PHOTO = "photo", _("Photo")
    DOCUMENT = "document", _("Document")


class SessionFile(AppendOnlyModel):
    """A picture or a document that proves a session. Private: handed out by a view that asks who wants it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="files", verbose_name=_("session in person")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind)
    file = models.FileField(_("file"), storage=private_storage, upload_to=evidence_path)
    filename = models.CharField(_("file name"), max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("uploaded_at",)

    def __str__(self) -> str:
        return self.filename
