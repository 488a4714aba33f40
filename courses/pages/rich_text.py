"""Text with a few marks: whatever was pasted, only those of our editor are kept, and links lead where they may."""

from __future__ import annotations

import html
import re
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.rich_text import RichText, get_text_for_indexing

from courses.hosts import refusal, refused_links

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')


class PlainRichText(blocks.RichTextBlock):
    """Wagtail's rich text, held to the editor's own features wherever it comes from.

    The editor itself posts no HTML. But a value may also be set by a program or come from an older database, and what
    a page shows must not depend on that.
    """

    def to_python(self, value: Any) -> RichText:
        return super().to_python(self.only_features(value or ""))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        source = self.only_features(cleaned.source)
        if self.field.required and not get_text_for_indexing(source).strip():
            raise ValidationError(self.field.error_messages["required"], code="required")
        wrong = refused_links(html.unescape(address) for address in LINK.findall(source))
        if wrong:
            raise ValidationError([refusal(link) for link in wrong], code="host_not_allowed")
        return RichText(source)

    def only_features(self, source: str) -> str:
        """Return the text as the editor would give it back: no style, script, frame or handler is a feature of it."""
        converter = self.field.widget.converter
        return str(converter.to_database_format(converter.from_database_format(source)))
