"""Setting up a blueprint: its parts, and what they have to be together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

from exams.choices import faults_of
from exams.models import CASE, Paper, PaperPart, QuestionBank
from exams.models.cases import FEWEST, MOST
from exams.viewsets.banks import offer_owners
from organizations.scopes import Reach, bureau_units, units_in_reach
from organizations.viewsets.base import ScopedForm
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from organizations.models import Unit, User


class PartForm(ScopedForm):
    """One line of the blueprint: from the bureau's banks, or from those in reach."""

    class Meta(ScopedForm.Meta):
        model = PaperPart
        fields: tuple[str, ...] = (
            *("bank", "kind", "category", "difficulty"),
            *("count", "case_size", "points", "choice", "post_kind"),
        )
        labels = {"category": _("exam subject"), "count": _("how many questions, or cases")}
        help_texts = {
            "case_size": _(
                "For cases alone, 2 to 10: only cases with exactly so many are drawn. The points are for each."
            ),
            "difficulty": _("Empty: any that other parts of the same bank, kind and subject don't ask for."),
            "choice": _("Parts with the same number stand for one another: each worker gets the one for his post."),
            "post_kind": _("Only questions marked for this post. Empty: for everybody, or for everybody else."),
        }

    def limit(self, user: User) -> None:
        banks: Any = self.fields["bank"]
        own = units_in_reach(user, Reach.MANAGE_EXAMS)
        banks.queryset = QuestionBank.objects.filter(Q(owner__in=own) | Q(owner__in=bureau_units()))

    def clean(self) -> dict[str, Any]:
        """Cases say how many questions each has; everything else has one."""
        data: dict[str, Any] = super().clean()
        size = data["case_size"] = data.get("case_size") or 1
        if data.get("kind") == CASE and not FEWEST <= size <= MOST:
            self.add_error("case_size", gettext("Say how many questions each case has, from 2 to 10."))
        if data.get("kind") not in {CASE, None} and size != 1:
            self.add_error("case_size", gettext("Only a case has several questions: put 1 here, or choose cases."))
        return data


class PartsFormSet(BaseChildFormSet):
    """The parts together; a paper without any asks for nothing."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        **BaseChildFormSet.default_error_messages,
        "too_few_forms": _(
            "Fill in one part at least: which bank, what kind of question, how many, how many points each."
        ),
    }


class PartsPanel(InlinePanel):
    """The parts, each with a form that knows who is choosing."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        mine = {"form": PartForm, "formset": PartsFormSet, "inherit_kwargs": ["for_user"]}
        options["formsets"][self.relation_name] |= mine
        return options


class PaperForm(ScopedForm):
    """A blueprint's name and owner; its parts are looked at together."""

    owner = UnitField(label=_("kept by"))

    class Meta(ScopedForm.Meta):
        model = Paper
        fields: tuple[str, ...] = ("name", "owner")

    def limit(self, user: User) -> None:
        offer_owners(self.fields["owner"], user, Reach.MANAGE_EXAMS)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        parts = self.formsets["parts"]
        if parts.is_valid():
            kept = [part.instance for part in parts.forms if part not in parts.deleted_forms and part.cleaned_data]
            self._check_parts(kept, data.get("owner"))
        return data

    def _check_parts(self, parts: list[PaperPart], owner: Unit | None) -> None:
        lines = [
            (part.bank_id, part.kind, part.category, part.difficulty, part.case_size)
            for part in parts
            if part.choice is None
        ]
        if len(set(lines)) < len(lines):
            said = gettext("Two parts ask for the same bank, kind, subject and difficulty: put them together.")
            self.add_error(None, said)
        for said in faults_of(parts):
            self.add_error(None, said)
        for bank in {part.bank for part in parts}:
            if owner and not bank.owner.contains(owner):
                said = gettext("“%(bank)s” belongs to %(owner)s, and this paper does not.")
                self.add_error(None, said % {"bank": bank, "owner": bank.owner})
