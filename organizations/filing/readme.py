"""The README.txt of an archive: what is here, and how to see that it is as it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

BOM = "\ufeff"  # or Windows' Notepad takes it for another encoding


def readme(facts: Mapping[str, str], files: int) -> bytes:
    """Return the text, with the line ends and the mark that Windows' Notepad wants."""
    made = {"at": facts["made_at"], "by": facts["made_by"], "files": files}
    lines = [
        facts["title"],
        facts["unit"],
        _("Made at %(at)s by %(by)s; %(files)d files.") % made,
        "",
        _("What is here"),
        _("PDF files are to be read and printed; tables are Excel files (.xlsx)."),
        _("A .json file beside a PDF holds the same as data. Its SHA-256 stands in the foot of the PDF's pages."),
        _("manifest.json names every file with its size and its SHA-256."),
        "",
        _("How to check that nothing was changed"),
        _("1. Open checker.html in a browser (Edge, Chrome, 360, Firefox) and choose this folder. No network needed."),
        _("2. It shows the SHA-256 of manifest.json: hold it against the one on the archive's page in Jingzhong."),
        _("Without the page: hold Shift, click this folder with the right button, open PowerShell, and type"),
        "    certutil -hashfile manifest.json SHA256",
        _("and so for any other file; compare with what manifest.json says."),
    ]
    return (BOM + "\r\n".join(lines) + "\r\n").encode()
