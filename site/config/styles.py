"""Makes each stylesheet that a page links out of its parts: `python -m config.styles`.

`static/css/bundles/<name>.css` lists its parts with @import, and a browser could read it as it is. A phone on a weak
signal should not ask for twenty files, so the same list is flattened into `static/css/dist/<name>.css`.
"""

import re
from pathlib import Path

from config.dist import write

CSS = Path(__file__).resolve().parents[1] / "static" / "css"
IMPORT = re.compile(r'^@import "(?P<part>[^"]+)";\n?', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
BLANK_LINES = re.compile(r"\n{2,}")


def parts(bundle: Path) -> list[Path]:
    """Return the files that the bundle imports, in order."""
    return [(bundle.parent / found["part"]).resolve() for found in IMPORT.finditer(bundle.read_text("utf-8"))]


def flatten(bundle: Path) -> str:
    """Return the bundle's parts as one stylesheet, without comments and indentation."""
    text = "\n".join(part.read_text("utf-8") for part in parts(bundle))
    return BLANK_LINES.sub("\n", INDENT.sub("", COMMENT.sub("", text))).lstrip()


def bundles() -> list[Path]:
    """Return the lists of parts, one a surface."""
    return sorted((CSS / "bundles").glob("*.css"))


def build(folder: Path = CSS / "dist") -> list[Path]:
    """Write every bundle into the folder and return the files; a file that is right already keeps its date."""
    return write(folder, {bundle.name: flatten(bundle) for bundle in bundles()})


if __name__ == "__main__":
    build()
