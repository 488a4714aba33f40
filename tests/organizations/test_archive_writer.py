"""The zip of an archive: whatever comes in, the manifest is true, and a stranger can check it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import partial
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from organizations.filing.archive_writer import About, Filed, write_archive
from organizations.models import Archive
from organizations.progress import silent
from tests.factories.archives import Unpacked, assert_true, unpacked
from tests.factories.organizations import County

pytestmark = pytest.mark.django_db


def written(*pieces: Iterable[Filed]) -> Unpacked:
    """Return an archive of these files, each piece made when its turn comes."""
    target = BytesIO()
    about = About("test", "一份档案", "石岭沟铁矿", timezone.now(), "赵淑芳")
    made = write_archive(target, [partial(list, piece) for piece in pieces], about, report=silent)
    result = unpacked(target.getvalue())
    assert made.digest == hashlib.sha256(result.files["manifest.json"]).hexdigest()
    return result


def test_two_files_of_one_name_both_come_in() -> None:
    result = written([Filed(("证据", "照片.jpg"), b"1")], [Filed(("证据", "照片.JPG"), b"2")])

    assert [result.files[name] for name in ("证据/照片.jpg", "证据/照片 (2).JPG")] == [b"1", b"2"]
    assert_true(result)


def test_a_file_called_like_the_manifest_does_not_take_its_place() -> None:
    result = written([Filed(("Manifest.json",), b"{}")], [Filed(("README.txt",), b"")])

    assert result.manifest["title"] == "一份档案"
    assert {"Manifest (2).json", "README (2).txt"} <= set(result.files)


def test_a_stored_file_that_is_gone_is_told_and_does_not_spoil_the_rest(county: County) -> None:
    gone = Archive(file="archives/gone.zip").file

    result = written([Filed(("证据", "丢了.jpg"), gone), Filed(("证据", "在.txt"), ContentFile(b"1"))])

    assert "证据/丢了.jpg" not in result.files
    assert result.files["证据/在.txt"] == b"1"
    assert result.manifest["warnings"] == ["证据/丢了.jpg 在服务器上找不到了，没放进来。"]


def test_a_stored_file_that_is_not_as_it_was_taken_in_comes_along_and_is_told() -> None:
    result = written([Filed(("证据", "照片.jpg"), b"changed", digest=hashlib.sha256(b"as it was").hexdigest())])

    assert result.files["证据/照片.jpg"] == b"changed"
    assert result.manifest["warnings"] == ["证据/照片.jpg 和上传时不一样了。"]


def test_the_readme_opens_right_in_notepad_and_says_how_to_check() -> None:
    text = written([Filed(("一.txt",), b"1")]).files["README.txt"]

    assert text.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in text.replace(b"\r\n", b"")
    for word in ("certutil -hashfile manifest.json SHA256", "checker.html", "赵淑芳", "共 4 个文件"):
        assert word in text.decode()


def test_the_checker_asks_nobody_else() -> None:
    page = written().files["checker.html"].decode()

    assert "<script src" not in page
    assert "<link" not in page
    assert "http" not in page
    assert "class Sha256" in page
