"""The page inside every archive that checks it: one file, without this product and without a network."""

from __future__ import annotations

from pathlib import Path

from django.template.loader import render_to_string

PARTS = Path(__file__).parent / "checker"


def checker_page() -> bytes:
    """Return the page with its style and scripts inside: it is opened from a disk, where no other file may be asked."""
    page = str(render_to_string("organizations/archives/checker.html"))
    style = (PARTS / "checker.css").read_text("utf-8")
    script = "".join((PARTS / name).read_text("utf-8") for name in ("sha256.js", "checker.js"))
    page = page.replace('<link rel="stylesheet" href="checker.css">', f"<style>\n{style}</style>")
    return page.replace('<script src="checker.js"></script>', f"<script>\n{script}</script>").encode()
