"""Categories of Moodle are paths like $course$/top/法律法规; ours is the last of its names that we know."""

from __future__ import annotations

import re

from exams.importing.subjects import CATEGORY_WORDS
from exams.models.questions import Category
from organizations.spreadsheets import plain

# a name may hold a slash: it is written twice
BETWEEN_NAMES = re.compile(r"(?<!/)/(?!/)")


def category_of_path(path: str) -> str:
    """Return the category that the path names, from its end; GENERAL where it names none of ours."""
    names = [plain(name.replace("//", "/")) for name in BETWEEN_NAMES.split(path.strip())]
    return next((CATEGORY_WORDS[name] for name in reversed(names) if name in CATEGORY_WORDS), Category.GENERAL)
