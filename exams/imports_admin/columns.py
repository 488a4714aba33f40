"""The page on which a person says which column of a file's tables is what."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task
from wagtail.admin import messages

from exams.importing.mapping import BadMapping, Mapping
from exams.importing.shown_tables import ShownTable
from exams.imports_admin.column_forms import MappingForm, tables_with
from exams.models import QuestionImport
from exams.services.mended_imports import CHANGEABLE, mapping_of, say_columns
from exams.tasks import check_questions
from organizations.errors import Refused
from organizations.models import ImportState
from organizations.viewsets.base import ScopedObjectView


class ColumnsView(ScopedObjectView):
    """The first rows of each sheet with a choice over every column; then the file is checked again."""

    template_name = "exams/admin/imports/columns.html"
    page_title = _("Which column is what")
    permission_required = "add"
    detail_url_name = ""
    object: QuestionImport
    form: MappingForm | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.object.tables or self.object.state not in CHANGEABLE:
            return redirect(self.detail_url_name, pk=self.object.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asks = self.object.state == ImportState.FAILED
        return {
            **super().get_context_data(**kwargs),
            "form": self.form or MappingForm(self._tables()),
            "notice": self.object.report.get("notice", "") if asks else "",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = MappingForm(self._tables(), request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs))
        record, mapping = self.object, self.form.mapping
        try:
            with transaction.atomic():
                say_columns(record=record, mapping=mapping)
                transaction.on_commit(lambda: async_task(check_questions, record.pk))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(self.detail_url_name, pk=record.pk)

    def _tables(self) -> list[ShownTable]:
        said: Mapping | None = None
        with suppress(BadMapping):  # what was stored at another time may be no mapping any more: it is said anew
            said = mapping_of(self.object)
        return tables_with((ShownTable.from_data(data) for data in self.object.tables), said)
