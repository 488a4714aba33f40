"""Competitions in the admin: drafts are made and edited, what is announced stands."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn

from leaderboard.competition_rules import rule_sentences
from leaderboard.models import Competition, CompetitionState
from leaderboard.services.drafts import discard_competition, keep_competition
from leaderboard.services.running import obstacles, open_entries
from leaderboard.viewsets.competition_forms import CompetitionForm
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.viewsets.base import ScopedCreateView, ScopedEditView, ScopedObjectView, reader
from organizations.viewsets.drafts import DraftDiscardView, DraftIndexView, DraftPolicy, DraftViewSet


class CompetitionIndexView(DraftIndexView):
    page_of_one = "admin_competitions:announce"
    go_out_label = _("Announce …")

    def get_base_queryset(self) -> QuerySet[Competition]:
        return super().get_base_queryset().select_related("owner").order_by("-entries_until")


class KeepsDraft:
    """Saving a draft with its stages; the next page shows its rules, to be announced."""

    form: Any
    request: Any
    object: Any

    def save_instance(self) -> Competition:
        draft: Competition = self.form.save(commit=False)
        return keep_competition(competition=draft, stages=self.form.plans, by=reader(self.request))

    def get_success_url(self) -> str:
        return reverse("admin_competitions:announce", args=(self.object.pk,))


class CompetitionCreateView(KeepsDraft, ScopedCreateView):
    """A new competition."""

    template_name = "leaderboard/admin/competition_edit.html"


class CompetitionEditView(KeepsDraft, ScopedEditView):
    """A draft that is changed."""

    template_name = "leaderboard/admin/competition_edit.html"


class CompetitionDiscardView(DraftDiscardView):
    def delete_action(self) -> None:
        discard_competition(competition=self.object, by=reader(self.request))


class AnnounceView(ScopedObjectView):
    """The rules in sentences. Of a draft: what is missing, and the button that opens the entries."""

    template_name = "leaderboard/admin/announce.html"
    object: Competition

    def get_page_title(self) -> str:
        is_draft = self.object.state == CompetitionState.DRAFT
        return gettext("Announce") if is_draft else str(self.object.get_state_display())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_draft = self.object.state == CompetitionState.DRAFT
        return {
            **super().get_context_data(**kwargs),
            "is_draft": is_draft,
            "obstacles": obstacles(self.object) if is_draft else [],
            "rules": rule_sentences(self.object),
            "stages": self.object.stages.order_by("place").prefetch_related(
                "parts__items", "parts__exam", "parts__procedure_version__procedure"
            ),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            open_entries(competition=self.object, by=reader(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            desk = reverse("leaderboard:desk_competition", args=(self.object.pk,))
            way = messages.button(desk, gettext("The competition at the desk"))
            messages.success(request, gettext("Announced: people can be entered at the desk."), buttons=[way])
        return redirect("admin_competitions:announce", pk=self.object.pk)


class CompetitionViewSet(DraftViewSet):
    model = Competition
    name = "admin_competitions"
    url_prefix = "competitions"
    icon = "pick"
    menu_label = _("Competitions")
    menu_order = 450
    add_to_admin_menu = True
    permission_policy = DraftPolicy(
        Competition, at="owner", drafts=Q(state=CompetitionState.DRAFT), reach=Reach.MAKE_COMPETITIONS
    )
    index_view_class = CompetitionIndexView
    add_view_class = CompetitionCreateView
    edit_view_class = CompetitionEditView
    delete_view_class = CompetitionDiscardView
    list_filter = ("state",)
    search_fields = ("title",)

    @property
    def list_display(self) -> list[Any]:
        return [
            "title",
            Column("owner", label=_("held by"), accessor="owner.shown_name"),
            Column("kind", label=_("who competes"), accessor="get_kind_display"),
            Column("entries_until", label=_("entries until"), accessor="entries_until"),
            StatusTagColumn(
                "state",
                label=_("state"),
                accessor="get_state_display",
                primary=lambda competition: competition.state != CompetitionState.DRAFT,
            ),
        ]

    def get_form_class(self, for_update: bool = False) -> type[CompetitionForm]:
        return CompetitionForm

    def own_urlpatterns(self) -> list[URLPattern]:
        return [self.object_path("announce/", AnnounceView, "announce")]
