"""Procedures in the admin: begun for a post, their drafts written, the next version begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn

from courses.models import Procedure, ProcedureVersion, VersionState
from courses.models.procedures import OPEN
from courses.services.procedures import begin_procedure, begin_version, keep_draft, rename_procedure
from courses.viewsets.procedure_forms import NewProcedureForm, ProcedureForm
from organizations.errors import Refused
from organizations.models import Post
from organizations.scopes import Reach
from organizations.viewsets.base import (
    ScopedCreateView,
    ScopedEditView,
    ScopedForm,
    ScopedIndexView,
    ScopedObjectView,
    ScopedViewSet,
    reader,
)
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ProcedureIndexView(ScopedIndexView):
    def get_base_queryset(self) -> QuerySet[Procedure]:
        standing = ProcedureVersion.objects.filter(state__in=(*OPEN, VersionState.IN_FORCE))
        procedures: QuerySet[Procedure] = super().get_base_queryset().select_related("enterprise", "post")
        return procedures.prefetch_related(Prefetch("versions", standing, to_attr="standing"))

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("post", label=_("post"), accessor="post.name"),
            Column("enterprise", label=_("enterprise"), accessor="enterprise.shown_name"),
            StatusTagColumn("state", label=_("state"), accessor=_state, primary=_is_in_force),
        ]


def _state(procedure: Any) -> str:
    return "、".join(str(version.get_state_display()) for version in procedure.standing)


def _is_in_force(procedure: Any) -> bool:
    return any(version.is_in_force for version in procedure.standing)


class ProcedureCreateView(ScopedCreateView):
    """A new procedure; its own page takes the steps next. ?post= chooses one by its name."""

    success_message: StrOrPromise = _("The procedure is begun. Now write its steps.")

    def get_initial(self) -> dict[str, Any]:
        post = Post.objects.filter(name=self.request.GET.get("post", "")).first()
        return {**super().get_initial(), **({"post": post.pk} if post else {})}

    def save_instance(self) -> Procedure:
        data = self.form.cleaned_data
        return begin_procedure(
            enterprise=data["enterprise"], post=data["post"], name=data["name"], by=reader(self.request)
        )

    def get_success_message(self, instance: Procedure) -> str:
        return str(self.success_message)

    def get_success_url(self) -> str:
        return reverse("admin_procedures:edit", args=(self.object.pk,))


class ProcedureEditView(ScopedEditView):
    template_name = "courses/admin/procedure_edit.html"

    def save_instance(self) -> Procedure:
        form, by = self.form, reader(self.request)
        procedure = rename_procedure(procedure=self.object, name=form.cleaned_data["name"], by=by)
        if form.draft is not None:
            changes = form.cleaned_data.get("changes", "")
            keep_draft(version=form.draft, steps=form.drafts(), changes=changes, by=by)
        return procedure

    def get_success_url(self) -> str:
        return reverse("admin_procedures:edit", args=(self.object.pk,))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_version = self.object.versions.open().first()
        return {**super().get_context_data(**kwargs), "open_version": open_version}


class NextVersionView(ScopedObjectView):
    """The button below a procedure in force."""

    permission_required = "change"
    http_method_names = ("post",)
    object: Procedure

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            version = begin_version(procedure=self.object, by=reader(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, gettext("Version %d is begun with the steps in force.") % version.number)
        return redirect("admin_procedures:edit", pk=self.object.pk)


class ProcedureViewSet(ScopedViewSet):
    model = Procedure
    name = "admin_procedures"
    url_prefix = "procedures"
    icon = "list-ol"
    menu_label = _("Procedures")
    begin_label = _("Write a procedure")
    permission_policy = ReachPolicy(
        Procedure,
        at="enterprise",
        view=Reach.MANAGE_PROCEDURES,
        add=Reach.MANAGE_PROCEDURES,
        change=Reach.MANAGE_PROCEDURES,
    )
    index_view_class = ProcedureIndexView
    add_view_class = ProcedureCreateView
    edit_view_class = ProcedureEditView
    search_fields = ("name", "post__name")
    ordering = None

    def get_form_class(self, for_update: bool = False) -> type[ScopedForm]:
        return ProcedureForm if for_update else NewProcedureForm

    def own_urlpatterns(self) -> list[URLPattern]:
        return [self.object_path("next/", NextVersionView, "next")]
