"""Questions, and the versions of them that papers point at."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from courses.models.post_kinds import PostKind
from exams.models.banks import QuestionBank, QuestionImport
from exams.models.laws import LawText


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple choice")
    TRUE_FALSE = "true_false", _("True or false")
    FILL = "fill", _("Fill in")
    ORDER = "order", _("Put in order")
    HAZARD = "hazard", _("Find the hazards")


class Category(models.TextChoices):
    """The four subjects that the notice wants examined (R31), and what fits none of them."""

    RESUMPTION = "resumption", _("Resumption of work")
    LAW = "law", _("Laws and regulations")
    EMERGENCY = "emergency", _("Emergency response")
    PROCEDURE = "procedure", _("Operating procedures")
    GENERAL = "general", _("Other")


class QuestionState(models.TextChoices):
    """Only what is in use is drawn. Parked is what has to be looked at again, because what it rests on has changed."""

    DRAFT = "draft", _("Draft")
    TO_REVIEW = "to_review", _("To be reviewed")
    IN_USE = "in_use", _("In use")
    PARKED = "parked", _("Parked")
    RETIRED = "retired", _("Retired")


TRUE, FALSE = "T", "F"
# options that are looked for where they always stand, or that lie over a picture
IN_THEIR_PLACES = frozenset({QuestionKind.TRUE_FALSE, QuestionKind.HAZARD})


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_use(self) -> QuestionQuerySet:
        return self.filter(state=QuestionState.IN_USE)

    def on_old_law(self) -> QuestionQuerySet:
        """What rests on a legal text in another version than the one in force, or says not on which."""
        newer = LawText.objects.filter(title=OuterRef("current__basis_text")).exclude(
            version=OuterRef("current__basis_version")
        )
        return self.filter(Exists(newer))


class Question(models.Model):
    """One question through all its versions. Only what is in use is ever drawn."""

    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="questions", verbose_name=_("bank"))
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind)
    category = models.CharField(_("subject area"), max_length=12, choices=Category, default=Category.GENERAL)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=QuestionState, default=QuestionState.TO_REVIEW)
    post_kinds = models.ManyToManyField(PostKind, blank=True, related_name="+", verbose_name=_("posts"))
    industries: models.JSONField[list[str], list[str]] = models.JSONField(_("industries"), default=list, blank=True)
    current = models.ForeignKey(
        "QuestionVersion", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    parked_because = models.CharField(_("why it is parked"), max_length=200, blank=True, editable=False)
    case = models.ForeignKey(
        "QuestionCase",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="questions",
        verbose_name=_("case"),
    )
    case_place = models.PositiveSmallIntegerField(_("place in the case"), null=True, blank=True, editable=False)
    copied_from = models.ForeignKey(
        "QuestionVersion", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    # a digest of what happened and the stem, without white space: what "the same question" means in one bank
    stem_key = models.CharField(max_length=64, editable=False)
    origin = models.ForeignKey(
        QuestionImport, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="questions"
    )

    objects: ClassVar = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = (
            models.UniqueConstraint(fields=["bank", "stem_key"], name="question_stem_once_a_bank"),
            models.CheckConstraint(
                condition=models.Q(difficulty__gte=1, difficulty__lte=3), name="question_difficulty_1_to_3"
            ),
            models.CheckConstraint(
                condition=models.Q(case__isnull=True, case_place__isnull=True)
                | models.Q(case__isnull=False, case_place__isnull=False),
                name="question_has_a_place_in_its_case",
            ),
        )
        indexes = (
            # a draw asks for what is in use, by kind and subject
            models.Index(fields=["bank", "state", "kind", "category"], name="question_draw"),
        )

    def __str__(self) -> str:
        return self.current.stem if self.current else str(self.pk)


class ImmutableVersion(TypeError):
    """Somebody tried to change a version that papers may point at."""


class QuestionVersion(models.Model):
    """The words of a question at one time; never changed, because papers, sittings and gradings point at it.

    `options` is [{"key": "A", "text": "…"}, …], for true or false {"key": "T"} and {"key": "F"}; there are none where
    something is filled in. `answer` is a list of texts: the sorted right keys of a choice; the keys of the steps in the
    right order; every text that may be filled in, or a number, right within `tolerance`, in `unit`; or hazards, each
    with its squares (exams.hazard_grid): the options are then the squares that lie over the picture.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    # its own: a question that becomes of another kind changes no paper that was drawn before
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind)
    number = models.PositiveSmallIntegerField(_("version"))
    stem = models.TextField(_("question"))
    options: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(_("options"))
    answer: models.JSONField[list[str], list[str]] = models.JSONField(_("right answer"))
    tolerance = models.DecimalField(_("tolerance"), max_digits=12, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=12, blank=True)
    background = models.TextField(
        _("what happened"), blank=True, help_text=_("Told once above the questions that share it.")
    )
    explanation = models.TextField(_("explanation"), blank=True)
    basis_text = models.CharField(_("rests on"), max_length=60, blank=True)
    basis_version = models.CharField(_("version of the text"), max_length=20, blank=True)
    basis_article = models.CharField(_("article"), max_length=60, blank=True)
    basis_quote = models.CharField(_("words of the article"), max_length=300, blank=True)
    basis_case = models.ForeignKey(
        "courses.AccidentCasePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("case it rests on"),
    )
    basis_procedure = models.ForeignKey(
        "courses.Procedure",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("procedure it rests on"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        ordering = ("question", "number")
        constraints = (
            models.UniqueConstraint(fields=["question", "number"], name="version_number_once_a_question"),
            models.CheckConstraint(condition=~models.Q(kind=""), name="version_has_a_kind"),
        )

    def __str__(self) -> str:
        return self.stem

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableVersion
        super().save(*args, **kwargs)

    @property
    def basis(self) -> str:
        """The article it rests on, as a reader would cite it; empty where none is given."""
        if not self.basis_text:
            return ""
        version = f"（{self.basis_version}）" if self.basis_version else ""
        return f"《{self.basis_text}》{version}{self.basis_article}"

    @property
    def basis_words(self) -> str:
        """The article and, where known, its own words."""
        return f"{self.basis}：“{self.basis_quote}”" if self.basis_quote else self.basis
