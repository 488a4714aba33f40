"""The page on which one bad row of a file is made a question, or left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task
from wagtail.admin import messages

from exams.importing.drafts import QuestionDraft
from exams.imports_admin.mend_form import MendForm, words_of_draft, words_of_pieces
from exams.imports_admin.preview import bad_rows, new_rows
from exams.models import Question, QuestionImport
from exams.pictures.known import known_in_draft
from exams.services.mended_imports import CHANGEABLE, leave_row_out, mend_row, mended_of, take_row_back
from exams.services.question_files import where
from exams.tasks import check_questions
from organizations.errors import Refused
from organizations.viewsets.base import ScopedObjectView, reader


class MendView(ScopedObjectView):
    """A bad row as a form, `?row=` saying which. After each change the file is checked again in the background."""

    template_name = "exams/admin/imports/mend.html"
    page_title = _("Mend this question")
    permission_required = "add"
    detail_url_name = ""
    mend_url_name = ""
    object: QuestionImport
    form: MendForm | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.state not in CHANGEABLE:
            return redirect(self.detail_url_name, pk=self.object.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return where(self._row()["key"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self._row()
        following = self._following(row["key"])
        return {
            **super().get_context_data(**kwargs),
            "row": row,
            "form": self.form or self._form(initial=self._initial(row)),
            "has_more": following is not None,
            "detail_url": reverse(self.detail_url_name, args=(self.object.pk,)),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row, action = self._row()["key"], request.POST.get("action")
        if action == "leave_out":
            text = self._text()
            return self._changed(request, lambda: leave_row_out(record=self.object, row=row, text=text))
        if action == "take_back":
            return self._changed(request, lambda: take_row_back(record=self.object, row=row))
        form = self.form = self._form(data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs))
        following = self._following(row) if action == "next" else None
        return self._changed(request, lambda: mend_row(record=self.object, row=row, draft=form.draft), following)

    def _changed(self, request: HttpRequest, change: Callable[[], None], following: str | None = None) -> HttpResponse:
        pk = self.object.pk
        try:
            with transaction.atomic():
                change()
                transaction.on_commit(lambda: async_task(check_questions, pk))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.detail_url_name, pk=pk)
        if following is None:
            return redirect(self.detail_url_name, pk=pk)
        return redirect(f"{reverse(self.mend_url_name, args=(pk,))}?{urlencode({'row': following})}")

    def _form(self, **kwargs: Any) -> MendForm:
        form = MendForm(instance=Question(bank=self.object.bank), for_user=reader(self.request), **kwargs)
        mended = self._mended(self._row()["key"])
        form.show_pictures(known_in_draft(mended.pictures if mended else ()))
        return form

    def _row(self) -> dict[str, Any]:
        """Return the row that is asked for. Raises Http404 unless it is bad, mended or much like others."""
        key = self.request.GET.get("row") or self.request.POST.get("row") or ""
        found = next((row for row in bad_rows(self.object) if row["key"] == key and not row["is_sheet"]), None)
        if found:
            return found
        if key in self.object.mended or key in new_rows(self.object):
            return {"key": key, "where": where(key), "reason": "", "pieces": {}}
        raise Http404

    def _text(self) -> str:
        """Return what the row says, for the list of what is left out."""
        row = self._row()
        mended, pieces = self._mended(row["key"]), row["pieces"]
        if mended:
            return mended.stem
        return new_rows(self.object).get(row["key"]) or pieces.get("stem") or pieces.get("raw") or row["reason"]

    def _initial(self, row: dict[str, Any]) -> dict[str, Any]:
        mended = self._mended(row["key"])
        return words_of_draft(mended) if mended else words_of_pieces(row["pieces"])

    def _mended(self, key: str) -> QuestionDraft | None:
        return mended_of(self.object).get(key)

    def _following(self, key: str) -> str | None:
        """Return the next bad row that nobody has mended; the first one behind the last."""
        rows = [row["key"] for row in bad_rows(self.object) if not row["is_sheet"]]
        at = rows.index(key) + 1 if key in rows else 0
        return next((each for each in rows[at:] + rows[:at] if each not in self.object.mended and each != key), None)
