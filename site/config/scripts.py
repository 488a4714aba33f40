"""Makes one script of a page's modules: `python -m config.scripts`.

A browser could load the modules as they are. A phone on a weak signal should not ask for a dozen files one after the
other, so the modules that an entry imports, and theirs, are written one below the other into `js/dist/<name>.js`:
without imports and exports, comments and indentation. They then share one scope, so a name may stand at the top of one
module only. What another script asks for while the page is open (`import(…)`) keeps the exports of its entry.
"""

import re
from collections import Counter
from pathlib import Path

from config.dist import write

JS = Path(__file__).resolve().parents[1] / "static" / "js"
ENTRIES = {
    "exam": "exam/page.js",
    "sign-in": "pages/sign-in.js",
    "start": "pages/start.js",
    "waiting": "pages/waiting.js",
    "countdown": "pages/countdown.js",
    "leftovers": "pages/leftovers.js",
    "answer-file": "exam/answer-file.js",
    "kiosk": "pages/kiosk.js",
    "judging": "pages/judging.js",
    "screen": "pages/screen.js",
    "screen-code": "pages/screen-code.js",
    "self-report": "pages/self-report.js",
    "told-before": "pages/told-before.js",
    "worker": "worker.js",
}
IMPORT = re.compile(r'^import (?:(?P<names>\{[^}]*\}) from )?"(?P<path>[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=async function|function|class|const)", re.MULTILINE)
TOP = re.compile(r"^(?:export )?(?:async function|function|class|const|let) (\w+)", re.MULTILINE)
COMMENT = re.compile(r"^\s*//.*\n|(?<=[;{},]) // .*$", re.MULTILINE)
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
BLANK_LINES = re.compile(r"\n{2,}")


class CannotBeJoined(ValueError):
    """Two modules use one name at their top, or one is imported under another name."""


def modules(entry: Path) -> list[Path]:
    """Return the entry and everything that it imports, each after what it needs."""
    found: list[Path] = []

    def visit(module: Path) -> None:
        if module in found:
            return
        for line in IMPORT.finditer(module.read_text("utf-8")):
            if " as " in (line["names"] or ""):
                raise CannotBeJoined(f"{module.name}: {line['names']}")
            visit((module.parent / line["path"]).resolve())
        found.append(module)

    visit(entry.resolve())
    return found


def flatten(entry: Path) -> str:
    """Return the entry and its modules as one script. Raises CannotBeJoined."""
    *inner, outer = [module.read_text("utf-8") for module in modules(entry)]
    texts = [*(EXPORT.sub("", text) for text in inner), outer]
    tops = Counter(name for text in texts for name in TOP.findall(text))
    if twice := [name for name, times in tops.items() if times > 1]:
        raise CannotBeJoined(f"{entry.name}: {', '.join(twice)}")
    joined = "\n".join(IMPORT.sub("", text) for text in texts)
    return BLANK_LINES.sub("\n", INDENT.sub("", COMMENT.sub("", joined))).lstrip()


def build(folder: Path = JS / "dist") -> list[Path]:
    """Write every script into the folder and return the files; a file that is right already keeps its date."""
    return write(folder, {f"{name}.js": flatten(JS / entry) for name, entry in ENTRIES.items()})


if __name__ == "__main__":
    build()
