"""Bringing questions: a file, or text that is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exams.models import QuestionBank, QuestionImport
from organizations.imports_admin.uploading import UploadForm
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from organizations.models import User

LONGEST_TEXT = 500_000  # characters: what a form may bring besides files is 2.5 MB


class QuestionFileForm(UploadForm):
    """A file of questions, or the questions themselves, for one bank."""

    most_bytes = settings.QUESTION_FILE_MAX_BYTES
    text = forms.CharField(
        label=_("Or paste the questions here"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "With their options and answers, as they stand in Word or in a message, or as a table copied from Excel or "
            "WPS; GIFT and Aiken too."
        ),
    )

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
        if banks.queryset.count() == 1:
            banks.initial = banks.queryset.get()
        elif not banks.queryset.exists():
            banks.help_text = format_html(
                '<a href="{}">{}</a>', reverse("admin_banks:add"), gettext("There is no bank yet: make one first.")
            )
        self.fields["file"].required = False

    def clean_file(self) -> Any:
        return super().clean_file() if self.cleaned_data.get("file") else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        file, text = data.get("file"), data.get("text", "")
        if not self.errors:
            if file and text:
                raise ValidationError(_("Either a file or pasted questions, not both: take one of them away."))
            if not file and not text:
                raise ValidationError(_("Choose a file, or paste the questions."))
        if text and not file:
            name = gettext("Pasted questions %s") % timezone.localtime().strftime("%m-%d %H%M")
            data["file"] = ContentFile(text.encode(), name=f"{name}.txt")
        return data
