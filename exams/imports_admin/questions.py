"""Files of questions: the form, the words, and the two tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from exams.imports_admin.one_import import NEAR_TEMPLATE, QuestionImportView, UndoView
from exams.models import QuestionBank, QuestionImport
from exams.tasks import check_questions, write_question_import
from organizations.imports_admin.base import ImportIndexView, ImportViewSet, Listing, Number, UploadForm
from organizations.scopes import Reach, units_in_reach
from organizations.viewsets.policy import ReachPolicy

if TYPE_CHECKING:
    from organizations.models import User

QUESTION = (_("question"), _("kind"), _("exam subject"), _("right answer"))


class QuestionFileForm(UploadForm):
    """A file of questions for one bank."""

    most_bytes = settings.QUESTION_FILE_MAX_BYTES

    class Meta(UploadForm.Meta):
        model = QuestionImport
        fields: tuple[str, ...] = ("bank", "file")
        help_texts = {
            "file": _(
                "A table (.xlsx, .xls, .csv) with columns like 题型, 题目, 选项 and 答案; a Word document or a text "
                "with questions, options and answers; Moodle XML, GIFT, Aiken or JSON. What comes in has to be "
                "reviewed before an exam draws from it."
            )
        }

    def limit(self, user: User) -> None:
        banks: Any = self.fields["bank"]
        banks.queryset = QuestionBank.objects.filter(owner__in=units_in_reach(user, Reach.MANAGE_QUESTIONS))


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
    detail_view_class = QuestionImportView
    form_class = QuestionFileForm
    belongs_to = _("bank")
    belongs_to_accessor = "bank.name"
    advice = _("Better mend the bad rows in the file and upload it again: what is in the bank by then is left out.")
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
    )
    listings = (
        Listing("near", _("Much like a question the bank has already; they come in all the same"), (), NEAR_TEMPLATE),
        Listing("added", _("To be added"), QUESTION),
        Listing("duplicates", _("Left out: the bank or the file has them already"), QUESTION),
    )

    def own_urlpatterns(self) -> list[URLPattern]:
        return [*super().own_urlpatterns(), self.object_path("undo/", UndoView, "undo")]
