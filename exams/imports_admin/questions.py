"""Files of questions: the form, the words, and the two tasks."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from exams.imports_admin.again import AgainView
from exams.imports_admin.columns import ColumnsView
from exams.imports_admin.mending import MendView
from exams.imports_admin.preview import NEAR_TEMPLATE, WITHIN_TEMPLATE, PreviewView
from exams.imports_admin.undo import UndoView
from exams.imports_admin.upload_form import QuestionFileForm
from exams.models import QuestionImport
from exams.tasks import check_questions, write_question_import
from organizations.imports_admin.base import ImportIndexView, ImportViewSet, Listing, Number
from organizations.scopes import Reach
from organizations.viewsets.policy import ReachPolicy

DRAFTS_TEMPLATE = "exams/admin/imports/_drafts.html"
QUESTION = (_("question"), _("kind"), _("exam subject"), _("right answer"))


class QuestionImportIndexView(ImportIndexView):
    def get_base_queryset(self) -> QuerySet[QuestionImport]:
        return super().get_base_queryset().select_related("bank", "uploaded_by")


class QuestionImportViewSet(ImportViewSet):
    model = QuestionImport
    name = "admin_question_imports"
    url_prefix = "question-imports"
    menu_label = _("Question import")
    begin_label = _("Import questions")
    permission_policy = ReachPolicy(
        QuestionImport, at="bank__owner", view=Reach.MANAGE_QUESTIONS, add=Reach.MANAGE_QUESTIONS
    )
    index_view_class = QuestionImportIndexView
    detail_view_class = PreviewView
    form_class = QuestionFileForm
    belongs_to = _("bank")
    belongs_to_accessor = "bank.name"
    advice = _("Mend the bad rows here, or in the file and upload it again: what the bank has by then is left out.")
    check_task = staticmethod(check_questions)
    write_task = staticmethod(write_question_import)
    numbers = (
        Number("added", _("to be added"), _("added")),
        Number(
            "duplicates", _("in the bank already, or twice in the file"), _("left out as duplicates"), is_change=False
        ),
        Number(
            "near",
            _("of those to be added, much like one in the bank"),
            _("of them much like one that was there"),
            is_change=False,
        ),
        Number(
            "within",
            _("pairs of those to be added, much alike"),
            _("pairs of them much alike"),
            is_change=False,
        ),
    )
    listings = (
        Listing(
            "near",
            _("Much like a question the bank has already; they come in unless you leave them out"),
            (),
            NEAR_TEMPLATE,
        ),
        Listing("within", _("Much alike within the file; they come in all the same"), (), WITHIN_TEMPLATE),
        Listing("added", _("To be added"), QUESTION, DRAFTS_TEMPLATE),
        Listing("duplicates", _("Left out: the bank or the file has them already"), QUESTION, DRAFTS_TEMPLATE),
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {f"{name}_url_name": self.get_url_name(name) for name in ("columns", "mend")}
        return super().get_common_view_kwargs(**{**names, **kwargs})

    def own_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().own_urlpatterns(),
            self.object_path("columns/", ColumnsView, "columns"),
            self.object_path("mend/", MendView, "mend"),
            self.object_path("undo/", UndoView, "undo"),
            self.object_path("again/", AgainView, "again"),
        ]
