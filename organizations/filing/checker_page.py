"""Pages that check something without this product and without a network: one file each, to be opened from a disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = Path(__file__).parent / "checker"
SHA256 = settings.SITE / "static" / "js" / "components" / "sha256.js"


def checker_page() -> bytes:
    """Return the page that lies in every archive and checks it."""
    return one_file("organizations/archives/checker.html", SHA256, PARTS / "checker.js")


def one_file(template: str, *scripts: Path, context: Mapping[str, object] | None = None) -> bytes:
    """Return a page with the checkers' style and these scripts inside: from a disk no other file may be asked.

    The template links checker.css and checker.js; a script that is a module elsewhere is a plain one here.
    """
    page = str(render_to_string(template, dict(context or {})))
    style = (PARTS / "checker.css").read_text("utf-8")
    script = "".join(path.read_text("utf-8").replace("\nexport ", "\n") for path in scripts)
    page = page.replace('<link rel="stylesheet" href="checker.css">', f"<style>\n{style}</style>")
    return page.replace('<script src="checker.js"></script>', f"<script>\n{script}</script>").encode()
