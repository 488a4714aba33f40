"""Writing an archive: piece by piece into a zip, with a manifest of what went in."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from organizations.filing.checker_page import checker_page
from organizations.filing.names import Names, safe_name
from organizations.filing.readme import readme
from organizations.progress import Report, watched

if TYPE_CHECKING:
    from django.core.files import File

FORMAT = "jingzhong-archive-1"
MANIFEST = "manifest.json"
READ_AT_ONCE = 256 * 1024
PACKED = ("jpg", "jpeg", "png", "webp", "pdf", "xlsx", "docx", "pptx", "mp4", "webm")  # packing again gains nothing


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of an archive: its folders and name, and what is in it.

    `digest` is the SHA-256 it had when it was taken in, where that is known.
    """

    path: tuple[str, ...]
    content: bytes | File[Any]
    digest: str = ""


Piece = Callable[[], Iterable[Filed]]  # one step of the work; nothing is read or drawn before it is called


@dataclass(frozen=True, slots=True)
class About:
    """What an archive is of, as its manifest and its README say it."""

    kind: str
    title: str
    unit: str
    made_at: datetime
    made_by: str

    def facts(self) -> dict[str, str]:
        return {
            "kind": self.kind,
            "title": self.title,
            "unit": self.unit,
            "made_at": localtime(self.made_at).isoformat(timespec="seconds"),
            "made_by": self.made_by,
        }


@dataclass(slots=True)
class _Written:
    files: list[dict[str, str | int]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished archive: the SHA-256 of its manifest, and what has to be said of it."""

    digest: str
    warnings: Sequence[str]


def write_archive(target: IO[bytes], pieces: Sequence[Piece], about: About, *, report: Report) -> Made:
    """Write the zip; what one piece makes is in memory at a time.

    A stored file that is gone is left out, one that is not as it was taken in stays; both are told in the warnings.
    """
    top, moment = safe_name(about.title), localtime(about.made_at)
    names, written = Names(), _Written()
    own = ("README.txt", "checker.html", MANIFEST)
    readme_path, checker_path, manifest_path = (names.take(name) for name in own)
    with zipfile.ZipFile(target, "w") as archive:
        packer = _Packer(archive, top, moment, written)
        for piece in watched(pieces, total=len(pieces), report=report, every=5):
            for filed in piece():
                packer.add(names.take(*filed.path), filed.content, filed.digest)
        packer.add(checker_path, checker_page())
        packer.add(readme_path, readme(about.facts(), len(written.files) + 2))
        manifest = {"format": FORMAT, **about.facts(), "warnings": written.warnings, "files": written.files}
        content = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
        packer.write(manifest_path, BytesIO(content))
    return Made(hashlib.sha256(content).hexdigest(), written.warnings)


@dataclass(frozen=True, slots=True)
class _Packer:
    archive: zipfile.ZipFile
    top: str
    moment: datetime
    written: _Written

    def add(self, path: str, content: bytes | File[Any], taken_in: str = "") -> None:
        try:
            with _opened(content) as source:
                digest, size = self.write(path, source)
        except FileNotFoundError:
            self.written.warnings.append(_("%(file)s is gone from the store and not in here.") % {"file": path})
            return
        self.written.files.append({"path": path, "bytes": size, "sha256": digest})
        if taken_in and taken_in != digest:
            self.written.warnings.append(_("%(file)s is not as it was when it was taken in.") % {"file": path})

    def write(self, path: str, source: IO[bytes]) -> tuple[str, int]:
        """Write one file and return its SHA-256 and size in bytes."""
        info = zipfile.ZipInfo(f"{self.top}/{path}", date_time=self.moment.timetuple()[:6])
        packed = path.lower().rsplit(".", 1)[-1] in PACKED
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self.archive.open(info, "w") as out:
            while some := source.read(READ_AT_ONCE):
                digest.update(some)
                size += len(some)
                out.write(some)
        return digest.hexdigest(), size


@contextmanager
def _opened(content: bytes | File[Any]) -> Iterator[IO[bytes]]:
    if isinstance(content, bytes):
        yield BytesIO(content)
        return
    with content.open("rb") as file:
        yield file
