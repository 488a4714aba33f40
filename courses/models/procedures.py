"""A post's written procedure, version by version (R33)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Post, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Collection

LONG, SHORT = 300, 200  # characters; more would not stand on a card of A6 that can be read


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    WORKSHOP = "workshop", _("With the workshop")
    OFFICER = "officer", _("With the safety officer")
    APPROVAL = "approval", _("With the head")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced")


IN_REVIEW = (VersionState.WORKSHOP, VersionState.OFFICER, VersionState.APPROVAL)
OPEN = (VersionState.DRAFT, *IN_REVIEW)
PUBLISHED = (VersionState.IN_FORCE, VersionState.REPLACED)


class PublishedNeverChanges(TypeError):
    """Somebody tried to change a version that people have signed."""


class Procedure(models.Model):
    """How one post of one enterprise does its work; what it says stands in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="procedures",
        limit_choices_to={"kind": UnitKind.ENTERPRISE},
        verbose_name=_("enterprise"),
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="procedures", verbose_name=_("post"))
    name = models.CharField(_("title"), max_length=80)

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ("enterprise__path", "post__name")
        constraints = (models.UniqueConstraint(fields=["enterprise", "post"], name="procedure_one_a_post"),)

    def __str__(self) -> str:
        return self.name


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    def in_force(self) -> Self:
        return self.filter(state=VersionState.IN_FORCE)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def published(self) -> Self:
        return self.filter(state__in=PUBLISHED)


class ProcedureVersion(models.Model):
    """The steps of a procedure at one time. Once published it never changes: people sign it, and questions rest on it.

    A draft goes to the workshop, the safety officer and the head, who puts it in force; who has it may send it back.
    """

    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="versions", verbose_name=_("procedure")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=8, choices=VersionState, default=VersionState.DRAFT)
    changes = models.CharField(_("what has changed"), max_length=LONG, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    made_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    published_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    was_published = False  # in the database

    objects: ClassVar = ProcedureVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a procedure")
        verbose_name_plural = _("versions of procedures")
        ordering = ("procedure", "-number")
        constraints = (
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_number_once"),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(state="in_force"), name="procedure_one_version_in_force"
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(state__in=["draft", "workshop", "officer", "approval"]),
                name="procedure_one_version_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["in_force", "replaced"], published_at__isnull=False)
                | Q(state__in=["draft", "workshop", "officer", "approval"], published_at__isnull=True),
                name="procedure_published_has_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure} · {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Of a published version only its state may follow: replaced by the next."""
        if self.was_published and set(kwargs.get("update_fields") or ()) != {"state"}:
            raise PublishedNeverChanges
        super().save(*args, **kwargs)
        self.was_published = self.state in PUBLISHED

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PublishedNeverChanges

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any) -> Self:
        version = super().from_db(db, field_names, values, **kwargs)
        version.was_published = version.__dict__.get("state") in PUBLISHED
        return version

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    @property
    def is_in_review(self) -> bool:
        return self.state in IN_REVIEW

    @property
    def is_in_force(self) -> bool:
        return self.state == VersionState.IN_FORCE
