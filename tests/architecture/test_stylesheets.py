"""The stylesheets can be built, carry every part, stay light, and old web views understand them."""

import gzip
import re
from pathlib import Path

import pytest

from config import styles

ROOT = Path(__file__).resolve().parents[2]
APPS = ("site", "organizations", "courses", "exams", "leaderboard", "hazards", "campaigns")
# One TCP round trip of a cold phone carries about 14 KB; the page itself wants some of them.
MOST_BYTES = 12 * 1024
# Newer than Chromium 89, the oldest web view still common inside WeChat.
TOO_NEW_CSS = re.compile(r":has\(|@layer\b|@container\b|color-mix\(|light-dark\(|@scope\b|^\s*&", re.MULTILINE)
TOO_NEW_JS = re.compile(
    r"\.at\(|\.findLast|Object\.hasOwn|structuredClone|randomUUID|AbortSignal\.(timeout|any)|\.toSorted"
)
HAN = re.compile(r"[\u4e00-\u9fff]")


def found(pattern: str) -> list[Path]:
    """Return our own files of the pattern, in every app; what is made from others is left out."""
    files = (path for app in APPS for path in (ROOT / app).rglob(pattern))
    return sorted(path for path in files if "dist" not in path.parts)


def sources() -> set[Path]:
    """Return every stylesheet that is a part: not a list of parts, not a result."""
    return {path for path in found("*.css") if path.is_relative_to(styles.CSS) and path.parent.name != "bundles"}


def test_every_stylesheet_is_a_part_of_one_that_a_page_links() -> None:
    listed = {part for bundle in styles.bundles() for part in styles.parts(bundle)}
    assert sources() == listed


@pytest.mark.parametrize("bundle", styles.bundles(), ids=lambda bundle: bundle.stem)
def test_a_bundle_begins_with_the_tokens_and_lists_no_part_twice(bundle: Path) -> None:
    parts = styles.parts(bundle)
    assert parts[0].name == "tokens.css"
    assert len(parts) == len(set(parts))


def test_building_writes_each_stylesheet_whole_and_light(tmp_path: Path) -> None:
    written = styles.build(tmp_path)
    assert {path.stem for path in written} == {"desk", "exam", "phone", "print", "screen"}
    for path in written:
        text = path.read_text("utf-8")
        assert "@import" not in text
        assert text.count("{") == text.count("}") > 0
        assert len(gzip.compress(text.encode())) < MOST_BYTES


def test_building_again_leaves_what_is_right_untouched(tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in styles.build(tmp_path)}
    assert {path: path.stat().st_mtime_ns for path in styles.build(tmp_path)} == before


def test_a_part_that_is_missing_stops_the_build(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.css"
    bundle.write_text('@import "gone.css";\n', "utf-8")
    with pytest.raises(FileNotFoundError):
        styles.flatten(bundle)


@pytest.mark.parametrize("path", sorted(sources()), ids=lambda path: path.stem)
def test_old_web_views_understand_a_stylesheet(path: Path) -> None:
    assert not TOO_NEW_CSS.search(styles.COMMENT.sub("", path.read_text("utf-8")))


@pytest.mark.parametrize("path", found("static/js/**/*.js"), ids=lambda path: path.stem)
def test_a_script_has_no_words_of_its_own_and_old_web_views_understand_it(path: Path) -> None:
    code = re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    assert not HAN.search(code)
    assert not TOO_NEW_JS.search(code)


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'\[data-icon="(\w+)"\]', (styles.CSS / "icons.css").read_text("utf-8")))
    named = {
        (path.name, name)
        for path in found("*.html")
        for name in re.findall(r'data-icon="(\w+)"', path.read_text("utf-8"))
        if name not in drawn
    }
    assert not named


@pytest.mark.parametrize("path", found("*.html"), ids=lambda path: path.stem)
def test_a_template_brings_no_inline_style_or_script(path: Path) -> None:
    text = re.sub(r"\{% comment.*?endcomment %\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", found("templates/components/*.html"), ids=lambda path: path.stem)
def test_a_component_says_what_it_takes(path: Path) -> None:
    assert "{% comment %}" in path.read_text("utf-8")
