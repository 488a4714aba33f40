"""Question banks in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from exams.models import QuestionBank, QuestionState
from exams.services.drafts import free_short_name, keep_bank
from exams.viewsets.exporting import ExportColumn, ExportFileView, ExportView
from exams.viewsets.near import NearProgressView, NearView
from exams.viewsets.policies import BANK_POLICY
from organizations.models import UnitKind
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedEditView,
    ScopedForm,
    ScopedIndexView,
    ScopedViewSet,
    reader,
)
from organizations.viewsets.choices import UnitField

if TYPE_CHECKING:
    from organizations.models import User
    from organizations.models.units import UnitQuerySet

KEEPERS = (UnitKind.BUREAU, UnitKind.TOWN, UnitKind.ENTERPRISE)


def possible_owners(user: User, reach: Reach) -> UnitQuerySet:
    """Return the units that may keep banks, papers and exams, in the person's reach."""
    return units_in_reach(user, reach).filter(kind__in=KEEPERS)


def offer_owners(field: Any, user: User, reach: Reach) -> None:
    """Let the person choose an owner in his reach; the only one is chosen already."""
    field.queryset = possible_owners(user, reach)
    if field.queryset.count() == 1:
        field.initial = field.queryset.get()


class BankForm(ScopedForm):
    """A bank's names, and once who keeps it. A short name is made for whoever writes none."""

    owner = UnitField(label=_("kept by"))

    class Meta(ScopedForm.Meta):
        model = QuestionBank
        fields: tuple[str, ...] = ("name", "slug", "owner", "is_for_practice")
        help_texts = {"slug": _("Leave it empty and one is made. Only for imports from the command line.")}

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"] or self.instance.slug or free_short_name(self.cleaned_data.get("name", ""))

    def limit(self, user: User) -> None:
        self.fields["slug"].required = False
        if self.instance.pk:
            del self.fields["owner"]
        else:
            offer_owners(self.fields["owner"], user, Reach.MANAGE_QUESTIONS)


class BankIndexView(ScopedIndexView):
    def get_base_queryset(self) -> QuerySet[QuestionBank]:
        in_use = Count("questions", filter=Q(questions__state=QuestionState.IN_USE))
        banks = super().get_base_queryset().select_related("owner")
        return banks.annotate(held=Count("questions"), in_use=in_use).order_by("name")


class BankCreateView(ScopedCreateView):
    def save_instance(self) -> QuestionBank:
        return keep_bank(bank=self.form.save(commit=False), by=reader(self.request))


class BankEditView(ScopedEditView):
    def save_instance(self) -> QuestionBank:
        return keep_bank(bank=self.form.save(commit=False), by=reader(self.request))

    def get_header_buttons(self) -> list[Any]:
        near = reverse("admin_banks:near", args=(self.object.pk,))
        return [*super().get_header_buttons(), HeaderButton(_("Find similar questions"), url=near, icon_name="copy")]


class BankViewSet(ScopedViewSet):
    model = QuestionBank
    name = "admin_banks"
    url_prefix = "question-banks"
    icon = "folder-open-inverse"
    menu_label = _("Question banks")
    permission_policy = BANK_POLICY
    index_view_class = BankIndexView
    add_view_class = BankCreateView
    edit_view_class = BankEditView
    search_fields = ("name", "slug")
    ordering = None

    @property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("owner", label=_("kept by"), accessor="owner.shown_name"),
            Column("held", label=_("questions"), accessor="held"),
            Column("in_use", label=_("in use"), accessor="in_use"),
            ExportColumn("export", label=_("Export")),
        ]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[QuestionBank]]:
        return BankForm

    def own_urlpatterns(self) -> list[URLPattern]:
        return [
            self.object_path("export/", ExportView, "export"),
            self.object_path("export/file/", ExportFileView, "export_file"),
            self.object_path("near/", NearView, "near"),
            self.object_path("near/progress/", NearProgressView, "near_progress"),
        ]
