"""A file is taken in, and checked in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task

from organizations.models import FileImport
from organizations.viewsets.base import ScopedCreateView, ScopedForm, reader


class UploadForm(ScopedForm):
    """A file and where it belongs."""

    most_bytes: ClassVar[int]

    class Meta(ScopedForm.Meta):
        fields: tuple[str, ...] = ("file",)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > self.most_bytes:
            raise ValidationError(
                _("%(file)s has %(size)s, more than %(most)s. Leave out pictures and sheets that don't belong."),
                params={
                    "file": file.name,
                    "size": filesizeformat(file.size or 0),
                    "most": filesizeformat(self.most_bytes),
                },
            )
        return file


class UploadView(ScopedCreateView):
    """Takes the file in and has it checked in the background."""

    page_title = _("Upload a file")
    submit_button_label = _("Upload and check")
    submit_button_active_label = _("Uploading …")
    success_message = None
    check_task: Callable[..., None] | None = None
    detail_url_name = ""

    def save_instance(self) -> FileImport:
        record: FileImport = self.form.save(commit=False)
        record.filename = PurePath(self.form.cleaned_data["file"].name).name[-200:]
        record.uploaded_by = reader(self.request)
        record.save()
        transaction.on_commit(lambda: async_task(self.check_task, record.pk))
        return record

    def get_success_url(self) -> str:
        return reverse(self.detail_url_name, args=(self.object.pk,))

    def get_success_buttons(self) -> list[Any]:
        return []
