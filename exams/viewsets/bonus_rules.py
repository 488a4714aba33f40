"""Bonus rules in the admin: drafted with a live example, printed for the workers' congress, published for good."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import HeaderButton

from exams.bonus.example import example_of
from exams.bonus.in_force import rule_in_force
from exams.bonus.months import month_text
from exams.bonus.out import why_month_is_out
from exams.bonus.rule_data import read_rule
from exams.bonus.rule_words import rule_sentences, team_bands, worker_bands
from exams.models import BonusRule
from exams.printing.bonus_rule import rule_pdf
from exams.services.bonus_rules import discard_rule, keep_rule, publish_rule, same_month
from exams.viewsets.bonus_rule_forms import BonusRuleForm
from organizations.errors import Refused
from organizations.http import pdf_download
from organizations.scopes import Reach
from organizations.viewsets.base import ScopedCreateView, ScopedEditView, ScopedObjectView, reader
from organizations.viewsets.drafts import DraftDiscardView, DraftIndexView, DraftPolicy, DraftViewSet


class BonusRuleIndexView(DraftIndexView):
    page_of_one = "admin_bonus_rules:rule"

    def get_base_queryset(self) -> QuerySet[BonusRule]:
        """Each version with the key of the one that this month goes by (`counting`)."""
        counting = BonusRule.objects.in_force(_this_month()).filter(enterprise=OuterRef("enterprise"))
        versions: QuerySet[BonusRule] = super().get_base_queryset().select_related("enterprise")
        return versions.annotate(counting=Subquery(counting.values("pk")[:1])).order_by("enterprise__path", "-version")


class DraftsRule:
    """Saving a draft, or only showing what it would mean (`show_example`): nothing is kept then."""

    template_name = "exams/admin/bonus_rule_edit.html"
    request: Any
    form: Any
    object: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        view: Any = super()
        if "show_example" not in request.POST:
            kept: HttpResponseBase = view.post(request, *args, **kwargs)
            return kept
        self.form = view.get_form()
        self.form.is_valid()
        shown: HttpResponseBase = view.render_to_response(self.get_context_data(form=self.form))
        return shown

    def save_instance(self) -> BonusRule:
        return keep_rule(draft=self.form.save(commit=False), rule=self.form.rule, by=reader(self.request))

    def get_success_url(self) -> str:
        return reverse("admin_bonus_rules:rule", args=(self.object.pk,))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        view: Any = super()
        context: dict[str, Any] = view.get_context_data(**kwargs)
        form = context["form"]
        rule = form.rule if form.is_bound else form.begun
        return {**context, "example": example_of(rule) if rule else None, "month_is_out": form.month_is_out}


class BonusRuleCreateView(DraftsRule, ScopedCreateView):
    """A new version; the next page shows it whole, to be printed and published."""

    object = None


class BonusRuleEditView(DraftsRule, ScopedEditView):
    """A draft that is changed."""


class BonusRuleDiscardView(DraftDiscardView):
    def delete_action(self) -> None:
        discard_rule(draft=self.object, by=reader(self.request))


class BonusRuleView(ScopedObjectView):
    """One version in words with its example. Of a draft: what publishing it means, and the button."""

    template_name = "exams/admin/bonus_rule.html"
    object: BonusRule

    def get_page_title(self) -> str:
        return gettext("Bonus rule")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule = read_rule(self.object.data)
        return {
            **super().get_context_data(**kwargs),
            "worker": worker_bands(rule),
            "team": team_bands(rule),
            "sentences": rule_sentences(rule),
            "example": example_of(rule),
            "counts_now": rule_in_force(self.object.enterprise, _this_month()).version == self.object,
            "replaces": None if self.object.is_published else same_month(self.object),
            "month_is_out": "" if self.object.is_published else _why_out(self.object),
        }

    def get_header_buttons(self) -> list[Any]:
        printed = reverse("admin_bonus_rules:print", args=(self.object.pk,))
        return [HeaderButton(_("Print for the workers' congress"), url=printed, icon_name="download")]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            replaced = publish_rule(draft=self.object, by=reader(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _published(self.object, replaced))
        return redirect("admin_bonus_rules:rule", pk=self.object.pk)


class BonusRulePrintView(ScopedObjectView):
    """The rule as a PDF with room for the resolution and the signatures."""

    object: BonusRule

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return pdf_download(f"{self.object.enterprise.name} {self.object}.pdf", rule_pdf(self.object))


class BonusRuleViewSet(DraftViewSet):
    model = BonusRule
    name = "admin_bonus_rules"
    url_prefix = "bonus-rules"
    icon = "list-ol"
    menu_label = _("Bonus rules")
    permission_policy = DraftPolicy(
        BonusRule, at="enterprise", drafts=Q(published_at__isnull=True), reach=Reach.SEE_BONUS
    )
    index_view_class = BonusRuleIndexView
    add_view_class = BonusRuleCreateView
    edit_view_class = BonusRuleEditView
    delete_view_class = BonusRuleDiscardView
    search_fields = ("name",)

    @property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("version", label=_("version"), accessor="version"),
            Column("enterprise", label=_("enterprise"), accessor="enterprise.shown_name"),
            Column("in_force_from", label=_("in force from"), accessor=lambda rule: month_text(rule.in_force_from)),
            Column("resolution", label=_("resolution"), accessor="resolution"),
            StatusTagColumn("state", label=_("state"), accessor=_state, primary=lambda rule: rule.is_published),
        ]

    def get_form_class(self, for_update: bool = False) -> type[BonusRuleForm]:
        return BonusRuleForm

    def own_urlpatterns(self) -> list[URLPattern]:
        return [
            self.object_path("rule/", BonusRuleView, "rule"),
            self.object_path("rule.pdf", BonusRulePrintView, "print"),
        ]


def _state(rule: Any) -> str:
    if not rule.is_published:
        return gettext("Draft")
    return gettext("In force now") if rule.counting == rule.pk else gettext("Published")


def _why_out(draft: BonusRule) -> str:
    return why_month_is_out(draft.enterprise, draft.in_force_from)


def _this_month() -> date:
    return timezone.localdate().replace(day=1)


def _published(rule: BonusRule, replaced: BonusRule | None) -> str:
    words = {"rule": rule, "month": month_text(rule.in_force_from)}
    said = gettext("“%(rule)s” is published and counts from %(month)s on.") % words
    if replaced is None:
        return said
    taken = gettext("It takes the place of version %(version)d, which was in force from the same month.")
    return f"{said} {taken % {'version': replaced.version}}"
