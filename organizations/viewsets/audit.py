"""The record of who did what, to read and to export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet

from organizations.models import AuditEntry, Outcome, UnitKind
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from django.http import HttpRequest

ACTIONS = {
    "sign_in": _("sign-in"),
    "sign_out_everywhere": _("signed out everywhere"),
    "pin.set": _("PIN set"),
    "password.set": _("password set"),
    "second_factor.on": _("second factor switched on"),
    "account.create": _("account made"),
    "account.change": _("account changed"),
    "cards.issue": _("sign-in cards issued"),
    "cards.void": _("sign-in cards voided"),
    "unit.create": _("unit added"),
    "unit.change": _("unit changed"),
    "role.grant": _("role given"),
    "role.revoke": _("role taken back"),
    "membership.join": _("person joined"),
    "membership.leave": _("person left"),
    "roster.import": _("roster imported"),
    "host.allow": _("links to a host allowed"),
    "host.forbid": _("links to a host forbidden"),
    "questions.add": _("questions added"),
    "question.revise": _("question revised"),
    "questions.review": _("questions reviewed"),
    "questions.export": _("questions exported"),
    "bank.save": _("question bank saved"),
    "paper.save": _("paper saved"),
    "exam.save": _("exam saved"),
    "exam.discard": _("exam discarded"),
    "exam.publish": _("exam published"),
    "exam.retest": _("re-test drawn"),
    "exam.release": _("results released"),
    "make_up.make": _("make-up made"),
    "make_up.close": _("make-up closed"),
    "make_up.retrained": _("retraining noted"),
    "exam.close": _("exam closed"),
    "post_kind.save": _("kind of post saved"),
    "attempt.void": _("sitting voided"),
    "results.export": _("results exported"),
    "exam.count": _("answers counted"),
    "questions.export_figures": _("figures of questions exported"),
    "bonus.export": _("bonus sheet exported"),
    "bonus.compute": _("bonus sheet counted"),
    "bonus.recompute": _("bonus sheet counted again"),
    "bonus.publish": _("bonus sheet shown to the teams"),
    "bonus.appeal": _("bonus line appealed against"),
    "bonus.answer": _("bonus appeal answered"),
    "bonus.sign": _("bonus sheet signed"),
    "bonus.send_back": _("bonus sheet sent back"),
    "bonus.bases": _("base amounts brought"),
    "bonus_rule.save": _("bonus rule drafted"),
    "bonus_rule.publish": _("bonus rule published"),
    "bonus_rule.discard": _("bonus rule discarded"),
    "absence.excuse": _("absence excused"),
    "absence.take_back": _("excuse taken back"),
    "learning.assign": _("learning assigned"),
    "learning.withdraw": _("learning task taken back"),
    "learning.correct": _("learning record corrected"),
    "coverage.export": _("coverage exported"),
    "hours.export": _("training hours exported"),
    "needs.save": _("needed hours saved"),
    "session.plan": _("lecture in person planned"),
    "session.evidence": _("evidence of a lecture kept"),
    "session.close": _("lecture in person closed"),
    "anomaly.judge": _("anomaly judged"),
    "file.export": _("personal file taken out"),
    "archive.ask": _("archive asked for"),
    "archive.make": _("archive made"),
    "archive.take": _("archive taken out"),
}


class AuditPolicy(ReachPolicy):
    """Rows of units in reach; rows of no unit, like sign-ins, only for who reaches the whole county."""

    def reached(self, user: Any, action: str) -> Q:
        reached = super().reached(user, action)
        whole_county = units_in_reach(user, Reach.SEE_AUDIT).filter(kind=UnitKind.BUREAU).exists()
        return reached | Q(unit__isnull=True) if whole_county else reached


class AuditFilter(WagtailFilterSet):
    at = DateFromToRangeFilter(label=_("at"), widget=DateRangePickerWidget)
    action = ChoiceFilter(label=_("action"), choices=list(ACTIONS.items()))
    outcome = ChoiceFilter(label=_("outcome"), choices=Outcome.choices)
    actor = CharFilter(label=_("by"), field_name="actor__name", lookup_expr="icontains")

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()


class AuditReport(ReportView):
    """Every change and every sign-in in reach, newest first."""

    model = AuditEntry
    page_title = _("Audit")
    header_icon = "history"
    filterset_class = AuditFilter
    any_permission_required = ("view",)
    list_export = ("at", "actor", "action", "subject", "unit", "outcome", "address", "detail")
    export_filename = "audit"
    default_ordering = None

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("at", label=_("at"), accessor="at"),
            Column("actor", label=_("by"), accessor="actor"),
            Column("action", label=_("action"), accessor=_action),
            Column("unit", label=_("unit"), accessor="unit"),
            Column("outcome", label=_("outcome"), accessor="get_outcome_display"),
            Column("address", label=_("address"), accessor="address"),
        ]

    def get_base_queryset(self) -> Any:
        rows = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["view"])
        return rows.select_related("actor", "unit")

    def to_row_dict(self, item: AuditEntry) -> dict[str, Any]:
        words = {"action": _action(item), "outcome": item.get_outcome_display()}
        # Wagtail would write the hour of Greenwich into the spreadsheet
        at = timezone.make_naive(item.at)
        return {**super().to_row_dict(item), "at": at, **words, "detail": json.dumps(item.detail, ensure_ascii=False)}


class AuditViewSet(ViewSet):
    name = "admin_audit"
    url_prefix = "audit"
    icon = "history"
    menu_label = _("Audit")
    permission_policy = AuditPolicy(AuditEntry, at="unit", view=Reach.SEE_AUDIT)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "permission_policy": self.permission_policy,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            **kwargs,
        }

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(AuditReport), name="index"),
            path("results/", self.construct_view(AuditReport, results_only=True), name="index_results"),
        ]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        policy = self.permission_policy

        class AuditMenuItem(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return policy.user_has_permission(request.user, "view")

        return AuditMenuItem


def _action(entry: AuditEntry) -> str:
    return str(ACTIONS.get(entry.action, entry.action))
