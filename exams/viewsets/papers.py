"""Papers in the admin: a blueprint with its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column

from exams.models import Paper, PaperPart, QuestionBank
from exams.services.drafts import keep_paper
from exams.viewsets.banks import offer_owners
from organizations.scopes import Reach, bureau_units, units_in_reach
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedEditView,
    ScopedForm,
    ScopedIndexView,
    ScopedViewSet,
    reader,
)
from organizations.viewsets.choices import UnitField
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from organizations.models import Unit, User


class PartForm(ScopedForm):
    """One line of the blueprint: from the bureau's banks, or from those in reach."""

    class Meta(ScopedForm.Meta):
        model = PaperPart
        fields: tuple[str, ...] = ("bank", "kind", "category", "count", "points")
        labels = {"category": _("exam subject")}

    def limit(self, user: User) -> None:
        banks: Any = self.fields["bank"]
        own = units_in_reach(user, Reach.MANAGE_EXAMS)
        banks.queryset = QuestionBank.objects.filter(Q(owner__in=own) | Q(owner__in=bureau_units()))


class PartsPanel(InlinePanel):
    """The parts, each with a form that knows who is choosing."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": PartForm, "inherit_kwargs": ["for_user"]}
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
            kept = [part.cleaned_data for part in parts.forms if part not in parts.deleted_forms and part.cleaned_data]
            self._check_parts(kept, data.get("owner"))
        return data

    def _check_parts(self, parts: list[dict[str, Any]], owner: Unit | None) -> None:
        lines = [(part["bank"].pk, part["kind"], part["category"]) for part in parts]
        if len(set(lines)) < len(lines):
            self.add_error(None, _("Two parts ask for the same bank, kind and subject: put them together."))
        for bank in {part["bank"] for part in parts} if owner else ():
            if not bank.owner.contains(owner):
                said = gettext("“%(bank)s” belongs to %(owner)s, and this paper does not.")
                self.add_error(None, said % {"bank": bank, "owner": bank.owner})


class PaperIndexView(ScopedIndexView):
    def get_base_queryset(self) -> QuerySet[Paper]:
        return super().get_base_queryset().select_related("owner").prefetch_related("parts")


class PaperCreateView(ScopedCreateView):
    def save_instance(self) -> Paper:
        return keep_paper(paper=self.form.save(commit=False), by=reader(self.request))


class PaperEditView(ScopedEditView):
    def save_instance(self) -> Paper:
        return keep_paper(paper=self.form.save(commit=False), by=reader(self.request))


class PaperViewSet(ScopedViewSet):
    model = Paper
    name = "admin_papers"
    url_prefix = "papers"
    icon = "form"
    menu_label = _("Papers")
    permission_policy = ReachPolicy(
        Paper, at="owner", view=Reach.MANAGE_EXAMS, add=Reach.MANAGE_EXAMS, change=Reach.MANAGE_EXAMS
    )
    index_view_class = PaperIndexView
    add_view_class = PaperCreateView
    edit_view_class = PaperEditView
    search_fields = ("name",)
    ordering = None

    @cached_property
    def edit_handler(self) -> ObjectList:
        rows = (("bank", "kind", "category"), ("count", "points"))
        panels = [FieldRowPanel([FieldPanel(field) for field in row]) for row in rows]
        parts = PartsPanel("parts", panels, heading=_("Parts"), label=_("Part"), min_num=1)
        return ObjectList([FieldPanel("name"), FieldPanel("owner"), parts], base_form_class=PaperForm)

    @property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("owner", label=_("kept by"), accessor="owner.shown_name"),
            Column("questions", label=_("questions"), accessor=lambda paper: paper.question_count()),
            Column("points", label=_("points in all"), accessor=lambda paper: f"{paper.full_points():g}"),
        ]
