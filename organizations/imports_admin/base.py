"""Bringing a file in, in the admin: upload, dry run, write. A kind of file adds only its form, its flow, its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn

from organizations.errors import Refused
from organizations.imports_admin.uploading import UploadForm, UploadView
from organizations.models import FileImport, ImportState
from organizations.progress import progress_of
from organizations.services.file_imports import claim_writing
from organizations.viewsets.base import (
    ScopedIndexView,
    ScopedObjectView,
    ScopedViewSet,
    reader,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Number:
    """One of the figures of a dry run, and of the finished import."""

    key: str
    label: StrOrPromise
    done_label: StrOrPromise
    is_change: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of samples of a dry run."""

    key: str
    title: StrOrPromise
    headings: tuple[StrOrPromise, ...]
    template: str = "organizations/admin/imports/_listing.html"


class ImportView(ScopedObjectView):
    """One import, as far as it has come: a bar, the dry run, the result, or why it failed."""

    template_name = "organizations/admin/imports/detail.html"
    numbers: tuple[Number, ...] = ()
    listings: tuple[Listing, ...] = ()
    advice: StrOrPromise = ""
    add_url_name = ""
    progress_url_name = ""
    write_url_name = ""
    object: FileImport

    def get_page_title(self) -> str:
        return str(self.object.state_label)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.object.report
        counts, samples, bad = report.get("counts", {}), report.get("samples", {}), report.get("bad_count", 0)
        listings = [
            {
                "title": table.title,
                "headings": table.headings,
                "rows": samples[table.key],
                "total": counts[table.key],
                "template": table.template,
            }
            for table in self.listings
            if samples.get(table.key)
        ]
        return {
            **super().get_context_data(**kwargs),
            "numbers": [{"label": self._label(number), "value": counts.get(number.key, 0)} for number in self.numbers],
            "listings": listings,
            "changes": any(counts.get(number.key) for number in self.numbers if number.is_change),
            "advice": self.advice,
            "bad_count": bad,
            "bad_left_out": bad - len(report.get("bad", ())),
            "progress": progress_of(self.object.pk),
            "write_all": self.write_all_label(counts),
            "write_good": self.write_good_label(counts, bad),
            "add_url": reverse(self.add_url_name),
            "progress_url": reverse(self.progress_url_name, args=(self.object.pk,)),
            "write_url": reverse(self.write_url_name, args=(self.object.pk,)),
        }

    def write_all_label(self, counts: dict[str, int]) -> str:
        """Return what the button says where every row is good."""
        return gettext("Write all")

    def write_good_label(self, counts: dict[str, int], bad: int) -> str:
        """Return what the button says that leaves the bad rows out."""
        return gettext("Write only the good rows; %d are left out") % bad

    def _label(self, number: Number) -> StrOrPromise:
        return number.done_label if self.object.state == ImportState.DONE else number.label


class ProgressView(ScopedObjectView):
    """How far it is, for the script beside the bar."""

    object: FileImport

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        progress = progress_of(self.object.pk)
        known = self.object.state == ImportState.WRITING and progress.total
        label = f"{progress.done} / {progress.total}" if known else str(self.object.get_state_display())
        return JsonResponse(
            {
                "done": progress.done if known else 0,
                "total": progress.total if known else 0,
                "label": label,
                "finished": not self.object.is_under_way,
            }
        )


class WriteView(ScopedObjectView):
    """The button below a dry run."""

    permission_required = "add"
    http_method_names = ("post",)
    write_task: Callable[..., None] | None = None
    detail_url_name = ""
    object: FileImport

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        accept_good = request.POST.get("rows") == "good"
        pk, by = self.object.pk, reader(request).pk
        try:
            with transaction.atomic():
                claim_writing(record=self.object, accept_good=accept_good)
                transaction.on_commit(lambda: async_task(self.write_task, pk, accept_good, by))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(self.detail_url_name, pk=pk)


class ImportIndexView(ScopedIndexView):
    """The files that came in, the newest first."""

    detail_url_name = ""

    @property
    def add_item_label(self) -> str:
        return str(_("Upload a file"))

    def get_edit_url(self, instance: Any) -> str:
        return reverse(self.detail_url_name, args=(instance.pk,))

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        return []


class ImportViewSet(ScopedViewSet):
    """The pages of one kind of file. `check_task` and `write_task` are its background work."""

    icon = "upload"
    ordering = None
    index_view_class = ImportIndexView
    add_view_class = UploadView
    detail_view_class: type[ImportView] = ImportView
    views_offered = ("index", "index_results", "add")
    form_class: type[UploadForm]
    numbers: tuple[Number, ...]
    listings: tuple[Listing, ...]
    check_task: Callable[..., None]
    write_task: Callable[..., None]
    advice: StrOrPromise  # beside the button that leaves the bad rows out
    belongs_to: StrOrPromise
    belongs_to_accessor: str

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {f"{name}_url_name": self.get_url_name(name) for name in ("detail", "progress", "write")}
        return super().get_common_view_kwargs(**{**names, **kwargs})

    def get_form_class(self, for_update: bool = False) -> type[UploadForm]:
        return self.form_class

    @property
    def list_display(self) -> list[Any]:
        return [
            "filename",
            Column("belongs_to", label=self.belongs_to, accessor=self.belongs_to_accessor),
            Column("uploaded_at", label=_("uploaded at"), accessor="uploaded_at"),
            Column("uploaded_by", label=_("uploaded by"), accessor="uploaded_by"),
            StatusTagColumn(
                "state",
                label=_("state"),
                accessor="state_label",
                primary=lambda record: record.state == ImportState.DONE,
            ),
        ]

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_add_view_kwargs(**kwargs), "check_task": self.check_task}

    def own_urlpatterns(self) -> list[URLPattern]:
        shown = {"numbers": self.numbers, "listings": self.listings, "advice": self.advice}
        return [
            self.object_path("", self.detail_view_class, "detail", **shown),
            self.object_path("progress/", ProgressView, "progress"),
            self.object_path("write/", WriteView, "write", write_task=self.write_task),
        ]
