"""The bureau's settings of the rankings: how they are counted, and spans of days with a name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from leaderboard.models import NamedPeriod, RankingRules, rules_in_force
from leaderboard.services.ranking_rules import keep_named_period, set_rules
from organizations.models import Unit, UnitKind
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedEditView,
    ScopedForm,
    ScopedIndexView,
    ScopedViewSet,
    reader,
)
from organizations.viewsets.policy import ReachPolicy


def own_bureau(request: Any) -> Unit:
    bureaus = units_in_reach(reader(request), Reach.MANAGE_UNITS).filter(kind=UnitKind.BUREAU)
    found: Unit = bureaus.order_by("path")[:1].get()
    return found


class RankingRulesForm(ScopedForm):
    """The rules as they are to be; the form begins with those in force."""

    class Meta(ScopedForm.Meta):
        model = RankingRules
        fields: tuple[str, ...] = ("absent", "steadying", "named_places")
        help_texts: ClassVar[dict[str, Any]] = {
            "absent": _(
                "The notice leaves it open. With 0, sending only the best helps nobody. "
                "What you set here holds from now on; boards that were kept stay as they were counted."
            )
        }

    def _post_clean(self) -> None:
        """The service checks the rules as a whole."""


class RankingRulesCreateView(ScopedCreateView):
    """Setting the rules anew: the version before stays in the list."""

    def get_initial(self) -> dict[str, Any]:
        rules = rules_in_force()
        return {name: getattr(rules, name) for name in RankingRulesForm.Meta.fields}

    def save_instance(self) -> RankingRules:
        rules = RankingRules(bureau=own_bureau(self.request), **self.form.cleaned_data)
        return set_rules(rules=rules, by=reader(self.request))

    def get_success_buttons(self) -> list[Any]:
        return []


class RankingRulesIndexView(ScopedIndexView):
    """What was in force since when; the usual rules where nobody has set any."""

    results_template_name = "leaderboard/admin/ranking_rules_results.html"

    @cached_property
    def no_results_message(self) -> str:
        rules = rules_in_force()
        words = {"absent": rules.get_absent_display(), "k": rules.steadying, "places": rules.named_places}
        said = gettext(
            "The usual rules are in force: who did not come %(absent)s, %(k)d average sittings are added, "
            "names stand down to place %(places)d. Set rules only where yours differ."
        )
        return said % words

    def get_base_queryset(self) -> QuerySet[RankingRules]:
        rules: QuerySet[RankingRules] = super().get_base_queryset()
        return rules.select_related("set_by").order_by("-pk")


class RankingRulesViewSet(ScopedViewSet):
    model = RankingRules
    name = "admin_ranking_rules"
    url_prefix = "ranking-rules"
    icon = "order"
    menu_label = _("Rules of the rankings")
    add_to_settings_menu = True
    permission_policy = ReachPolicy(RankingRules, at="bureau", view=Reach.MANAGE_UNITS, add=Reach.MANAGE_UNITS)
    views_offered: ClassVar[tuple[str, ...]] = ("index", "index_results", "add")
    index_view_class = RankingRulesIndexView
    add_view_class = RankingRulesCreateView

    @property
    def list_display(self) -> list[Any]:
        return [
            Column("set_at", label=pgettext_lazy("ranking", "since"), accessor="set_at"),
            Column("absent", label=_("who did not come"), accessor="get_absent_display"),
            Column("steadying", label=_("average sittings added"), accessor="steadying"),
            Column("named_places", label=_("places with names"), accessor="named_places"),
            Column("set_by", label=_("set by"), accessor="set_by"),
        ]

    def get_form_class(self, for_update: bool = False) -> type[RankingRulesForm]:
        return RankingRulesForm


class NamedPeriodForm(ScopedForm):
    """A span of days and its name."""

    class Meta(ScopedForm.Meta):
        model = NamedPeriod
        fields: tuple[str, ...] = ("name", "first_day", "last_day")
        help_texts: ClassVar[dict[str, Any]] = {
            "last_day": _("The night after, its boards are kept: from then on only the name can be changed.")
        }


class KeepsPeriod:
    """Saving a span for the bureau of whoever does it."""

    form: Any
    request: Any

    def save_instance(self) -> NamedPeriod:
        period: NamedPeriod = self.form.save(commit=False)
        if period._state.adding:
            period.bureau = own_bureau(self.request)
        return keep_named_period(period=period, by=reader(self.request))


class NamedPeriodCreateView(KeepsPeriod, ScopedCreateView):
    """A new span."""


class NamedPeriodEditView(KeepsPeriod, ScopedEditView):
    """A span whose name changes, or its days as long as no board of it has been kept."""


class NamedPeriodViewSet(ScopedViewSet):
    model = NamedPeriod
    name = "admin_named_periods"
    url_prefix = "named-periods"
    icon = "date"
    menu_label = _("Periods with a name")
    add_to_settings_menu = True
    permission_policy = ReachPolicy(
        NamedPeriod, at="bureau", view=Reach.MANAGE_UNITS, add=Reach.MANAGE_UNITS, change=Reach.MANAGE_UNITS
    )
    views_offered: ClassVar[tuple[str, ...]] = ("index", "index_results", "add", "edit")
    add_view_class = NamedPeriodCreateView
    edit_view_class = NamedPeriodEditView
    search_fields = ("name",)

    @property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("first_day", label=_("first day"), accessor="first_day"),
            Column("last_day", label=_("last day"), accessor="last_day"),
        ]

    def get_form_class(self, for_update: bool = False) -> type[NamedPeriodForm]:
        return NamedPeriodForm
