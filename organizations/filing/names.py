"""Names of files that every Windows takes, none like another; Chinese stays Chinese."""

from __future__ import annotations

import re
import unicodedata

# a name's length as Windows counts it (UTF-16 units): four levels of this fit into its 260 for a whole path
LONGEST = 50
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
RESERVED = re.compile(r"^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$", re.IGNORECASE)
LONGEST_SUFFIX = 6  # .xlsx


def safe_name(name: str, *, room_for: str = "") -> str:
    """Return the name as a file or folder may be called, with room for an addition before its suffix.

    Control characters, and those that turn the direction of writing, go; what Windows forbids becomes an underscore.
    """
    visible = "".join(char for char in unicodedata.normalize("NFC", name) if unicodedata.category(char)[0] != "C")
    stem, suffix = _split(FORBIDDEN.sub("_", visible).strip())
    if not stem or RESERVED.match(stem.split(".")[0].rstrip()):
        stem = f"_{stem}"
    stem = _cut(stem, LONGEST - _length(suffix) - _length(room_for)).rstrip(". ")
    return f"{stem}{room_for}{suffix}"


def _split(name: str) -> tuple[str, str]:
    """Split off a suffix like .xlsx; a name that is only that has none."""
    name = name.rstrip(". ")
    stem, dot, suffix = name.rpartition(".")
    if stem.strip(". ") and dot and suffix.isascii() and suffix.isalnum() and len(suffix) < LONGEST_SUFFIX:
        return stem, f".{suffix}"
    return name, ""


def _cut(text: str, most: int) -> str:
    while _length(text) > most:
        text = text[:-1]
    return text


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class Names:
    """Gives out the paths of one archive: no two alike where capitals don't count, no file called like a folder."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def take(self, *parts: str) -> str:
        """Return the path for these folders and this file name, joined by slashes; it is given out once."""
        *folders, name = parts
        path = ""
        for folder in folders:
            path = self._free(path, folder, self._files) + "/"
            self._folders.add(_key(path[:-1]))
        found = self._free(path, name, self._files | self._folders)
        self._files.add(_key(found))
        return found

    def _free(self, above: str, name: str, taken: set[str]) -> str:
        number, room_for = 1, ""
        while _key(f"{above}{safe_name(name, room_for=room_for)}") in taken:
            number += 1
            room_for = f" ({number})"
        return f"{above}{safe_name(name, room_for=room_for)}"


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())
