"""Our own PDFs as a reader has them: the words on each page, and each page as a picture."""

from __future__ import annotations

import re

from PIL import Image
from pypdfium2 import PdfDocument

BREAKS = re.compile(r"[\r\n\x02\ufffe]+")  # also what stands for a broken word


def text_of_pages(pdf: bytes) -> list[str]:
    """Return the text of every page, without the breaks of its lines."""
    return [BREAKS.sub("", page.get_textpage().get_text_bounded()) for page in PdfDocument(pdf)]


def pages_as_seen(pdf: bytes) -> list[Image.Image]:
    """Return every page as a viewer draws it, two points a pixel."""
    return [page.render(scale=0.5).to_pil() for page in PdfDocument(pdf)]
