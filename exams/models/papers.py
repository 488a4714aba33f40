"""What papers are made by: a blueprint to draw from, or questions that are the same for everybody."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from courses.models.post_kinds import PostKind
from exams.models.banks import QuestionBank
from exams.models.cases import CASE, FEWEST, MOST, PART_KINDS
from exams.models.questions import Category, QuestionVersion
from organizations.models import Unit


class Difficulty(models.IntegerChoices):
    EASY = 1, _("easy")
    MEDIUM = 2, _("medium")
    HARD = 3, _("hard")


class Paper(ClusterableModel):
    """A blueprint: how many questions of which kind and subject, and what each is worth; or a fixed list of questions.

    `seed` is the number by which the questions of a fixed paper were drawn.
    """

    name = models.CharField(_("name"), max_length=60)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("kept by"))
    is_fixed = models.BooleanField(_("the same questions for everybody"), default=False, editable=False)
    seed = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def full_points(self) -> Decimal:
        """The points of the whole paper. One query."""
        if self.is_fixed:
            return sum((question.points for question in self.questions.all()), Decimal(0))
        return sum((part.questions * part.points for part in self.parts_of_one_worker()), Decimal(0))

    def question_count(self) -> int:
        """How many questions each worker gets. One query."""
        if self.is_fixed:
            return len(self.questions.all())
        return sum(part.questions for part in self.parts_of_one_worker())

    def parts_of_one_worker(self) -> list[PaperPart]:
        """Return the parts, of each choice only one: its alternatives are worth the same. One query."""
        parts = list(self.parts.all())
        chosen = {part.choice: part for part in parts if part.choice is not None}
        return [part for part in parts if part.choice is None or chosen[part.choice] is part]


class PaperPart(models.Model):
    """One line of a blueprint: twenty single choices on law from this bank, two points each.

    Parts with the same `choice` stand for one another: each worker is asked the one for a kind of his post, everybody
    else the one without. Without a difficulty any will do. Of cases the part says how many questions each has, and only
    cases of that size are drawn: everybody gets as many questions and as many points.
    """

    paper = ParentalKey(Paper, on_delete=models.CASCADE, related_name="parts")
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="+", verbose_name=_("bank"))
    kind = models.CharField(_("kind"), max_length=12, choices=PART_KINDS)
    category = models.CharField(_("subject area"), max_length=12, choices=Category)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), choices=Difficulty, null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("number of questions"), validators=[MinValueValidator(1)])
    case_size = models.PositiveSmallIntegerField(_("questions under each case"), default=1, blank=True)
    points = models.DecimalField(
        _("points each"), max_digits=5, decimal_places=2, default=2, validators=[MinValueValidator(Decimal("0.5"))]
    )
    choice = models.PositiveSmallIntegerField(_("one of these"), null=True, blank=True)
    post_kind = models.ForeignKey(
        PostKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only for the post")
    )

    class Meta:
        verbose_name = _("part of a paper")
        verbose_name_plural = _("parts of a paper")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["paper", "bank", "kind", "category", "difficulty", "case_size"],
                condition=Q(choice__isnull=True, difficulty__isnull=False),
                name="part_once_a_paper",
            ),
            models.UniqueConstraint(
                fields=["paper", "bank", "kind", "category", "case_size"],
                condition=Q(choice__isnull=True, difficulty__isnull=True),
                name="part_of_any_difficulty_once_a_paper",
            ),
            models.UniqueConstraint(
                fields=["paper", "choice", "post_kind"],
                condition=Q(choice__isnull=False, post_kind__isnull=False),
                name="part_for_a_post_once_a_choice",
            ),
            models.UniqueConstraint(
                fields=["paper", "choice"],
                condition=Q(choice__isnull=False, post_kind__isnull=True),
                name="part_for_everybody_else_once_a_choice",
            ),
            models.CheckConstraint(
                condition=Q(post_kind__isnull=True) | Q(choice__isnull=False), name="part_for_a_post_has_alternatives"
            ),
            models.CheckConstraint(condition=Q(count__gte=1, points__gt=0), name="part_counts_and_is_worth"),
            models.CheckConstraint(
                condition=Q(difficulty__isnull=True) | Q(difficulty__gte=1, difficulty__lte=3),
                name="part_difficulty_1_to_3",
            ),
            models.CheckConstraint(
                condition=Q(kind=CASE, case_size__gte=FEWEST, case_size__lte=MOST) | (~Q(kind=CASE) & Q(case_size=1)),
                name="part_of_cases_says_their_size",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.count}"

    @property
    def questions(self) -> int:
        """How many questions come by it; `count` counts cases where it asks for cases."""
        return self.count * self.case_size

    @property
    def label(self) -> str:
        """What it asks for, in words: 单选题·岗位操作规程·难·电工机电. A query where the kind of post is not loaded."""
        words = [self.get_kind_display(), self.get_category_display()]
        if self.kind == CASE:
            words.append(gettext("%d questions each") % self.case_size)
        if self.difficulty is not None:
            words.append(self.get_difficulty_display())
        if self.post_kind is not None:
            words.append(self.post_kind.name)
        elif self.choice is not None:
            words.append(gettext("all other posts"))
        return "·".join(map(str, words))


class PaperQuestion(models.Model):
    """One question of a fixed paper: everybody is asked this version of it, at this place, for these points."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="questions")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    place = models.PositiveSmallIntegerField(_("place"))

    class Meta:
        verbose_name = _("question of a fixed paper")
        verbose_name_plural = _("questions of a fixed paper")
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["paper", "place"], name="paper_question_one_a_place"),
            models.UniqueConstraint(fields=["paper", "version"], name="paper_question_once_a_paper"),
            models.CheckConstraint(condition=Q(place__gte=1, points__gt=0), name="paper_question_is_placed_and_worth"),
        )

    def __str__(self) -> str:
        return f"{self.place}. {self.version_id}"
