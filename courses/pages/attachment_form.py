"""Uploading a document or a film: looked into before anything is kept."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents.forms import BaseDocumentForm

from courses.uploads.checks import check_document
from courses.uploads.films import Film, is_film, read_film
from organizations.archives import BadFile


class AttachmentForm(BaseDocumentForm):
    """Wagtail's form of a document, which knows how long a film is and refuses what it can't hand out."""

    film: Film | None = None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        try:
            if is_film(file.name):
                self.film = read_film(file, filename=file.name, size=file.size)
            else:
                check_document(file, filename=file.name)
        except BadFile as refusal:
            raise ValidationError(str(refusal)) from refusal
        return file

    def save(self, commit: bool = True) -> Any:
        if "file" in self.changed_data:
            self.instance.seconds = self.film.seconds if self.film else None
            poster = ContentFile(self.film.poster, name="poster.webp") if self.film else ""
            self.instance.poster = poster
        return super().save(commit=commit)
