"""Files of procedures: the form, the words, and the two tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic import PermissionCheckedMixin

from courses.models import Procedure, ProcedureImport, VersionState
from courses.procedures.sample import sample_table
from courses.procedures.steps import WORDS
from courses.tasks import check_procedures, write_procedure_import
from organizations.excel import download
from organizations.imports_admin.base import ImportIndexView, ImportView, ImportViewSet, Listing, Number
from organizations.imports_admin.uploading import UploadForm
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.choices import UnitField
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from organizations.models import User

MOST_BYTES = 20 * 1024 * 1024  # photos of steps come along
STEP = tuple(WORDS.values())
STEPS_TEMPLATE = "courses/admin/_procedures_read.html"


class ProcedureFileForm(UploadForm):
    """Procedures as an .xlsx table or a .docx document."""

    most_bytes = MOST_BYTES
    enterprise = UnitField(label=_("enterprise"))

    class Meta(UploadForm.Meta):
        model = ProcedureImport
        fields: tuple[str, ...] = ("enterprise", "file")
        help_texts = {
            "file": _(
                "An .xlsx table with the columns 岗位 and 作业内容; 步骤, 危险, 标准, 禁止, 防护用品 and 关键步骤 too, "
                "where they are there, in any order, and words like 作业步骤 or 劳保用品 as well; a sheet that has the "
                "post's name needs no 岗位. Or a .docx with one such table for each post, below a heading that names "
                "it. A picture in the row of a step comes along. Drafts come of it; nothing that is in force changes."
            )
        }

    def limit(self, user: User) -> None:
        sample = reverse("admin_procedure_imports:sample")
        self.fields["file"].help_text = format_html(
            '{} <a href="{}">{}</a>', self.Meta.help_texts["file"], sample, gettext("A table to fill in (.xlsx)")
        )
        enterprises: Any = self.fields["enterprise"]
        enterprises.queryset = units_in_reach(user, Reach.MANAGE_PROCEDURES).enterprises()
        if enterprises.queryset.count() == 1:
            enterprises.initial = enterprises.queryset.get()


class SampleView(PermissionCheckedMixin, View):
    """A table to fill in."""

    permission_required = "add"

    def get(self, request: HttpRequest) -> FileResponse:
        return download(gettext("Table of procedures") + ".xlsx", [sample_table()])


class ProcedureImportView(ImportView):
    """Once it is written, with the way to each draft it made that is still one."""

    template_name = "courses/admin/procedure_import.html"
    object: ProcedureImport

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "drafts": drafts_of(self.object)}


def drafts_of(record: ProcedureImport) -> QuerySet[Procedure]:
    """Return the procedures of the posts in the file that have a draft now, as far as the report names them."""
    samples = record.report.get("samples", {})
    posts = [row[0] for key in ("begun", "drafted") for row in samples.get(key, ())]
    begun: QuerySet[Procedure] = Procedure.objects.filter(enterprise=record.enterprise_id, post__name__in=posts)
    return begun.filter(versions__state=VersionState.DRAFT).order_by("name")


class ProcedureImportIndexView(ImportIndexView):
    def get_base_queryset(self) -> QuerySet[ProcedureImport]:
        return super().get_base_queryset().select_related("enterprise", "uploaded_by")


class ProcedureImportViewSet(ImportViewSet):
    model = ProcedureImport
    name = "admin_procedure_imports"
    url_prefix = "procedure-imports"
    menu_label = _("Procedure import")
    begin_label = _("Import procedures")
    permission_policy = ReachPolicy(
        ProcedureImport, at="enterprise", view=Reach.MANAGE_PROCEDURES, add=Reach.MANAGE_PROCEDURES
    )
    index_view_class = ProcedureImportIndexView
    detail_view_class = ProcedureImportView
    form_class = ProcedureFileForm
    belongs_to = _("enterprise")
    belongs_to_accessor = "enterprise.shown_name"
    advice = _(
        "Better mend the bad rows in the file and upload it again: a procedure of which a row is bad is left out as a "
        "whole."
    )
    check_task = staticmethod(check_procedures)
    write_task = staticmethod(write_procedure_import)
    numbers = (
        Number("begun", _("procedures to be begun"), _("procedures begun")),
        Number("drafted", _("drafts to be written anew, or next versions"), _("drafts written anew, or next versions")),
        Number("unchanged", _("as they are already"), _("as they were already"), is_change=False),
        Number("lacking", _("steps to be completed"), _("steps to be completed"), is_change=False),
    )
    listings = (
        Listing("begun", _("To be begun, as drafts"), STEP, STEPS_TEMPLATE),
        Listing("drafted", _("To be written anew as a draft; what is in force stays"), STEP, STEPS_TEMPLATE),
    )

    def own_urlpatterns(self) -> list[URLPattern]:
        return [path("sample.xlsx", self.construct_view(SampleView), name="sample"), *super().own_urlpatterns()]
