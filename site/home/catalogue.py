"""The catalogue of messages: gathered, checked and compiled with Babel, so that no system package is needed."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# templatize() leaves calls of these between runs of filler; the filler is no Python, the calls are.
CALL = re.compile(
    r"""(?:gettext|ngettext|pgettext|npgettext|_)\(\s*u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""(?:\s*,\s*(?:u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*'|\w+))*\s*\)"""
)
# what changes at every run, and what names nobody
HEADER_NOISE = re.compile(r'"(?:POT|PO|Generated|Last|Language-Team|Report|Project)[\w-]*:.*\n')


def empty() -> Catalog:
    return Catalog(
        project="jingzhong", locale="zh_Hans", charset="utf-8", fuzzy=False, header_comment="# 警钟, Chinese."
    )


def source_files(root: Path, folders: tuple[str, ...]) -> Iterator[Path]:
    """Yield the Python files and templates whose strings people see."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield path


def messages_of(path: Path) -> list[tuple[str | tuple[str, ...], str | None]]:
    """Return every (message, context) of one file; a message with a plural is a tuple of two."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        text = "\n".join(found.group() for found in CALL.finditer(templatize(text)))
    found = extract("python", io.BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"})
    return [(message, context) for _line, message, _comments, context in found]


def gather(root: Path, folders: tuple[str, ...]) -> Catalog:
    """Return a catalogue of all strings under these folders, each with the files it stands in."""
    catalogue = empty()
    for path in source_files(root, folders):
        for message, context in messages_of(path):
            catalogue.add(message, locations=[(str(path.relative_to(root)), 0)], context=context)
    return catalogue


def read(path: Path) -> Catalog:
    if not path.exists():
        return empty()
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def updated(known: Catalog, found: Catalog) -> Catalog:
    """Return the found strings with the translations that are known; what no file says any more is gone."""
    for message in found:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None:
            message.string, message.flags = old.string, old.flags
    return found


def wanting(catalogue: Catalog) -> list[str]:
    """Return every string without a Chinese one, or with one that is only guessed."""
    return [str(message.id) for message in catalogue if message.id and (not _whole(message.string) or message.fuzzy)]


def _whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, catalogue, omit_header=False, sort_output=True, no_location=False, include_lineno=False, width=120)
    text = HEADER_NOISE.sub("", buffer.getvalue().decode())
    path.write_text(text, "utf-8")


def compile_all(folders: list[Path]) -> list[Path]:
    """Make the .mo beside every .po that is newer, and return what was made."""
    made = []
    for source in (source for folder in folders for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale="zh_Hans")
        fresh = target.with_suffix(f".{os.getpid()}.mo.new")  # two processes may be at it
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)
        made.append(target)
    return made
