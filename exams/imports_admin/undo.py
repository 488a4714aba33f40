"""The way back of an import out of the bank."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from exams.holds import what_holds
from exams.models import QuestionImport
from exams.services.undoing import undo_import
from organizations.errors import Refused
from organizations.models import ImportState
from organizations.viewsets.base import ScopedObjectView, reader


class UndoView(ScopedObjectView):
    """Says what is taken out of the bank, or why it has to stay, and takes it out."""

    template_name = "exams/admin/undo_import.html"
    page_title = _("Take the import back")
    permission_required = "add"
    object: QuestionImport

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        questions = self.object.questions.select_related("current").order_by("pk")
        shown = {
            "is_written": self.object.state == ImportState.DONE,
            "holds": what_holds(self.object),
            "count": questions.count(),
            "questions": questions[:20],
            "import_url": reverse("admin_question_imports:detail", args=(self.object.pk,)),
        }
        return {**super().get_context_data(**kwargs), **shown}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            count = undo_import(record=self.object, by=reader(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin_question_imports:undo", pk=self.object.pk)
        said = ngettext("%d question is out of the bank again.", "%d questions are out of the bank again.", count)
        messages.success(request, said % count)
        return redirect("admin_question_imports:detail", pk=self.object.pk)
