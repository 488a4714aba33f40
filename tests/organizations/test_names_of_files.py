"""Whatever people and lectures are called: their files have names that Windows takes, and no two the same."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from organizations.filing.names import LONGEST, Names, safe_name

RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789")}
ODD = st.text(alphabet=st.sampled_from('安全一班aA.  :*?"<>|/\\\u202e\x00\n𠮷ßSs（）'), max_size=80) | st.text(
    max_size=80
)


def assert_safe(name: str) -> None:
    assert name
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\x7f]', name)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in name)
    assert name == name.strip()
    assert not name.endswith(".")
    assert name.split(".", maxsplit=1)[0].rstrip().upper() not in RESERVED
    assert len(name.encode("utf-16-le")) // 2 <= LONGEST


@given(ODD)
@example("con.txt")
@example("NUL")
@example("..")
@example("a." + "b" * 5)
@example("𠮷" * 60 + ".xlsx")
@example("COM1 .pdf")
@example("con." + "字" * 60)
def test_any_name_becomes_one_that_windows_takes(name: str) -> None:
    assert_safe(safe_name(name))


@given(st.lists(st.lists(ODD, min_size=1, max_size=3), max_size=30))
@example([["a"], ["A", "b"], ["a", "b"], ["a"]])
@example([["a", "b"], ["a"]])
def test_no_two_paths_are_the_same_and_no_file_is_called_like_a_folder(wanted: list[list[str]]) -> None:
    names = Names()

    paths = [names.take(*parts) for parts in wanted]

    files = [path.casefold() for path in paths]
    folders = {path[:end] for path in files for end in range(len(path)) if path[end] == "/"}
    assert len(set(files)) == len(files)
    assert not set(files) & folders
    for path in paths:
        for part in path.split("/"):
            assert_safe(part)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("采掘一班", "采掘一班"),
        ("0213-安贵生.pdf", "0213-安贵生.pdf"),
        ("一/二:三?.xlsx", "一_二_三_.xlsx"),
        ("3月4日 现场讲课.", "3月4日 现场讲课"),
        ("aux.pdf", "_aux.pdf"),
    ],
)
def test_chinese_stays_and_only_what_is_forbidden_goes(name: str, expected: str) -> None:
    assert safe_name(name) == expected


def test_a_second_of_the_same_name_gets_a_number_before_its_suffix() -> None:
    names = Names()

    assert [names.take("证据", "照片.JPG"), names.take("证据", "照片.jpg")] == ["证据/照片.JPG", "证据/照片 (2).jpg"]
