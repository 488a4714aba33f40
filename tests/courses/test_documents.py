"""Documents as people upload them: what acts by itself, or hides that it would, is refused with the way out."""

from __future__ import annotations

import base64
import zlib
from io import BytesIO

import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from courses.uploads.checks import check_document
from organizations.archives import BadFile
from tests.factories.office import fields, office_file, packed_objects, pdf_file, relations

SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"


def check(name: str, content: bytes) -> None:
    check_document(BytesIO(content), filename=name)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(BadFile) as refused:
        check(name, content)
    said = str(refused.value)
    assert said.startswith(name)
    return said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"text", "不是 Office"),
        ("a.docx", b"<html><body>x</body></html>", "不是 Office"),
        ("a.docx", office_file("xlsx"), "不是 DOCX"),
        ("a.docx", office_file("docx", {"word/vbaProject.bin": "x"}), "宏"),
        ("a.xlsx", office_file("xlsx", {"xl/macrosheets/sheet1.xml": "<x/>"}), "宏"),
        ("a.docx", office_file("docx", {"word/embeddings/oleObject1.bin": "x"}), "嵌入"),
        ("a.docx", office_file("docx", {"word/activeX/activeX1.xml": "<x/>"}), "嵌入"),
        (
            "a.pptx",
            office_file("pptx", {"ppt/embeddings/a.xlsx": office_file("xlsx", {"xl/vbaProject.bin": "x"})}),
            "宏",
        ),
        ("a.docx", office_file("docx", {"word/document.xml": "<w:p"}), "损坏"),
    ],
)
def test_an_office_file_with_something_that_acts_is_refused(name: str, content: bytes, said: str) -> None:
    assert said in refusal(name, content)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://evil.example/t.dotm"),
        ("attachedTemplate", r"\\evil.example\share\t.dotm"),
        ("oleObject", "https://evil.example/x"),
        ("image", "http://evil.example/seen.png"),
        ("externalLinkPath", "file://server/book.xlsx"),
    ],
)
def test_what_is_fetched_from_elsewhere_on_opening_is_refused(kind: str, target: str) -> None:
    part = {"word/_rels/settings.xml.rels": relations(kind, target)}
    assert "别处" in refusal("a.docx", office_file("docx", part))


def test_no_spelling_hides_what_is_fetched() -> None:
    plain = relations("attachedTemplate", "http://evil.example/t.dotm")
    entity = plain.replace("External", "&#69;xternal")
    prefixed = plain.replace("<Relationship", "<r:Relationship").replace("</Relationship", "</r:Relationship")
    prefixed = prefixed.replace("xmlns=", "xmlns:r=")
    for written in (entity, prefixed, ('<?xml version="1.0" encoding="utf-16"?>' + plain).encode("utf-16")):
        assert "别处" in refusal("a.docx", office_file("docx", {"word/_rels/settings.xml.rels": written}))


def test_a_link_to_click_and_a_template_on_the_writers_own_disk_do_no_harm() -> None:
    check(
        "a.docx", office_file("docx", {"word/_rels/document.xml.rels": relations("hyperlink", "https://www.gov.cn/")})
    )
    own = relations("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm")
    check("a.docx", office_file("docx", {"word/_rels/settings.xml.rels": own}))
    check("a.pptx", office_file("pptx", {"ppt/embeddings/figures.xlsx": office_file("xlsx")}))


@pytest.mark.parametrize("runs", [(" DDEAUTO c:\\cmd.exe ",), (" DD", "EAU", "TO cmd ")])
def test_a_field_that_starts_a_program_is_refused(runs: tuple[str, ...]) -> None:
    assert "程序" in refusal("a.docx", office_file("docx", {"word/document.xml": fields(*runs)}))
    check("a.docx", office_file("docx", {"word/document.xml": fields(" PAGE ", " TOC ")}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>", "不是 PDF"),
        (pdf_file(b"1 0 obj << /OpenAction " + SCRIPT + b" >> endobj"), "脚本"),
        (pdf_file(b"1 0 obj << /S /J#61v#61Script >> endobj"), "脚本"),
        (pdf_file(b"1 0 obj << /S /Launch /F (cmd.exe) >> endobj"), "脚本"),
        (pdf_file(packed_objects(b"1 0 " + SCRIPT)), "脚本"),
        (pdf_file(packed_objects(b" " * 500_000 + SCRIPT + b" " * 500_000)), "脚本"),
        (pdf_file(packed_objects(b"1 0 << /S /J#61vaScript >>")), "脚本"),
        (pdf_file(b"1 0 obj << /Type /EmbeddedFile >> endobj"), "别的文件"),
        (pdf_file(b"trailer << /Encrypt 9 0 R >>"), "加了锁"),
        (pdf_file(packed_objects(b"x", b"/Filter /LZWDecode")), "打包"),
        (pdf_file(packed_objects(b"x", b"/Filter [ /ASCII85Decode /FlateDecode ]")), "打包"),
        (pdf_file(packed_objects(b"x", b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>")), "打包"),
    ],
)
def test_a_pdf_that_acts_or_cannot_be_looked_into_is_refused(content: bytes, said: str) -> None:
    assert said in refusal("a.pdf", content)


@given(st.integers(0, 70_000), st.integers(0, 200))
def test_a_script_is_found_wherever_in_a_stream_it_stands(before: int, after: int) -> None:
    noise = base64.b85encode(bytes(range(256)) * 300)[:before]
    assert "脚本" in refusal("a.pdf", pdf_file(packed_objects(noise + SCRIPT + b" " * after)))


def test_a_pdf_that_unpacks_to_far_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courses.uploads.pdf_files.MAX_UNPACKED_BYTES", 1_000_000)
    assert "太大" in refusal("a.pdf", pdf_file(packed_objects(b" " * 2_000_000)))


def test_an_ordinary_pdf_is_taken() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(text="/JS and script are words like others")
    check("a.pdf", bytes(pdf.output()))
    check(
        "a.pdf", pdf_file(packed_objects(b"1 0 << /Type /Catalog /OpenAction [3 0 R /Fit] >>"), zlib.compress(b"/JS"))
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x00\x01", "不是文字"),
        (b"\xff\xfe\xfd\x80\x80", "不是文字"),
        ("<!DOCTYPE html><p>好".encode(), "网页"),
        (b"\xef\xbb\xbf<!-- x --> <svg onload=alert(1)>", "网页"),
        (b"<?xml version='1.0'?><x/>", "网页"),
    ],
)
def test_a_text_that_is_something_else_is_refused(content: bytes, said: str) -> None:
    assert said in refusal("a.txt", content)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_is_taken_in_both_encodings_of_the_county(encoding: str) -> None:
    check("a.txt", "先通风，再检测，后作业 <3 米>".encode(encoding))
