"""Archives as whoever fetched them holds them: unpacked, with their manifest."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from organizations.models import Archive, ArchiveState, Unit, User
from organizations.services.archives import ask_for_archive, make_archive


@dataclass(frozen=True)
class Unpacked:
    """What lies in the folder of an archive: contents by path, and the manifest."""

    files: dict[str, bytes]
    manifest: dict[str, Any]

    def names(self, folder: str = "") -> set[str]:
        return {path for path in self.files if path.startswith(folder)}


def unpacked(content: bytes) -> Unpacked:
    """Return what the zip holds; everything in it lies in one folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {tuple(name.split("/", 1)): archive.read(name) for name in archive.namelist()}
    assert len({top for top, _path in found}) == 1
    files = {path: content for (_top, path), content in found.items()}
    return Unpacked(files, json.loads(files["manifest.json"]))


def made(kind: str, unit: Unit, by: User, subject: object = "") -> Archive:
    """Ask for an archive and make it."""
    archive, _new = ask_for_archive(kind=kind, title=f"档案-{unit.name}", unit=unit, by=by, subject=str(subject))
    make_archive(archive.pk)
    archive.refresh_from_db()
    return archive


def opened(archive: Archive) -> Unpacked:
    assert archive.state == ArchiveState.READY, archive.problem
    with archive.file.open("rb") as file:
        return unpacked(file.read())


def assert_true(archive: Unpacked) -> None:
    """Every file is in the manifest with its size and digest, and nothing else is."""
    listed = {entry["path"]: entry for entry in archive.manifest["files"]}
    assert set(listed) == set(archive.files) - {"manifest.json"}
    for path, entry in listed.items():
        assert entry["sha256"] == hashlib.sha256(archive.files[path]).hexdigest()
        assert entry["bytes"] == len(archive.files[path])
