"""The scripts can be joined: one file a page, whole, light, and with nothing named twice."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from config import scripts

MOST_BYTES = 12 * 1024


def test_joining_writes_each_script_whole_and_light(tmp_path: Path) -> None:
    written = scripts.build(tmp_path)

    assert {path.stem for path in written} == set(scripts.ENTRIES)
    for path in written:
        text = path.read_text("utf-8")
        assert not re.search(r"^import\b|^//", text, re.MULTILINE)
        assert len(gzip.compress(text.encode())) < MOST_BYTES


def test_only_what_another_script_asks_for_exports_anything(tmp_path: Path) -> None:
    exporting = {
        path.stem for path in scripts.build(tmp_path) if re.search(r"^export\b", path.read_text(), re.MULTILINE)
    }

    assert exporting == {"answer-file"}


def test_joining_again_leaves_what_is_right_untouched(tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in scripts.build(tmp_path)}

    assert {path: path.stat().st_mtime_ns for path in scripts.build(tmp_path)} == before


def test_a_module_stands_once_and_after_what_it_needs() -> None:
    names = [path.name for path in scripts.modules(scripts.JS / "exam" / "page.js")]

    assert len(names) == len(set(names))
    assert names.index("store.js") < names.index("journal.js") < names.index("page.js")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("export const WAIT = 1;\n", 'import { WAIT as PAUSE } from "./one.js";\nPAUSE;\n'),
        ("export const WAIT = 1;\n", 'import "./one.js";\nconst WAIT = 2;\n'),
    ],
    ids=["another name", "one name twice"],
)
def test_what_can_not_share_one_scope_stops_the_build(tmp_path: Path, one: str, other: str) -> None:
    (tmp_path / "one.js").write_text(one, "utf-8")
    (tmp_path / "other.js").write_text(other, "utf-8")

    with pytest.raises(scripts.CannotBeJoined):
        scripts.flatten(tmp_path / "other.js")
