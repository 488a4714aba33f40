"""The bad rows of a file that was brought in: checked anew, and mended."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_q.tasks import async_task
from wagtail.admin import messages

from exams.models import QuestionImport
from exams.services.mended_imports import import_again
from exams.tasks import check_questions
from organizations.errors import Refused
from organizations.viewsets.base import ScopedObjectView, reader


class AgainView(ScopedObjectView):
    """Begins another import with the same file: what the bank has by now is left out, the bad rows are left to mend."""

    permission_required = "add"
    http_method_names = ("post",)
    object: QuestionImport

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        try:
            with transaction.atomic():
                again = import_again(record=self.object, by=reader(request))
                transaction.on_commit(lambda: async_task(check_questions, again.pk))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin_question_imports:detail", pk=self.object.pk)
        return redirect("admin_question_imports:detail", pk=again.pk)
