"""Procedures out of Excel and Word files: shown first, then written as drafts, as a whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from openpyxl import Workbook

from courses.models import Procedure, ProcedureImport
from courses.procedures.documents import named_post
from courses.services.procedure_files import PROCEDURES
from courses.services.procedure_reviews import submit
from organizations.models import ImportState
from organizations.services.file_imports import check_file, claim_writing, write_file
from tests.factories.organizations import County, PostFactory, desk_of
from tests.factories.procedures import People, a_procedure, holder_of, in_force

pytestmark = pytest.mark.django_db
HEADING = ("岗位", "步骤", "作业内容", "主要危险", "标准（要求）", "严禁", "防护用品", "关键步骤")
FIRST = ("支护工", "1", "敲帮问顶", "浮石砸人", "由外向里", "空顶作业", "安全帽", "是")
SECOND = ("", "2", "打锚杆眼", "", "", "", "", "否")


@pytest.fixture(autouse=True)
def _held(county: County) -> None:
    for name in ("支护工", "爆破工"):
        holder_of(county.team, PostFactory(name=name))


def workbook(*rows: Sequence[str], name: str = "规程") -> bytes:
    book, file = Workbook(), BytesIO()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def document(*tables: tuple[str, Sequence[Sequence[str]]]) -> bytes:
    made, file = docx.Document(), BytesIO()
    for heading, rows in tables:
        made.add_paragraph(heading)
        table = made.add_table(len(rows), len(rows[0]))
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(place, column).text = text
    made.save(file)
    return file.getvalue()


def checked(county: County, content: bytes, filename: str = "规程.xlsx") -> ProcedureImport:
    brought = ProcedureImport(enterprise=county.enterprise, filename=filename)
    brought.file.save(filename, ContentFile(content))
    check_file(PROCEDURES, brought.pk)
    brought.refresh_from_db()
    return brought


def written(brought: ProcedureImport, *, good: bool = False) -> ProcedureImport:
    claim_writing(record=brought, accept_good=good)
    write_file(PROCEDURES, brought.pk, accept_good=good, by=None)
    brought.refresh_from_db()
    return brought


def test_a_table_is_shown_first_and_written_as_drafts(county: County) -> None:
    brought = checked(county, workbook(("某某铁矿操作规程",), HEADING, FIRST, SECOND))

    assert brought.report["counts"] == {"begun": 1, "drafted": 0, "unchanged": 0, "lacking": 1}
    assert [row[:4] for row in brought.report["samples"]["begun"]] == [["支护工", 2, 1, 0]]
    assert not Procedure.objects.exists()

    assert written(brought).state == ImportState.DONE
    version = Procedure.objects.get(post__name="支护工").versions.get()
    assert version.is_draft
    said = version.steps.values_list("action", "hazard", "standard", "forbidden", "gear", "is_critical")
    assert list(said) == [
        ("敲帮问顶", "浮石砸人", "由外向里", "空顶作业", "安全帽", True),
        ("打锚杆眼", "", "", "", "", False),
    ]


def test_a_word_file_has_a_table_for_each_post_below_its_heading(county: County) -> None:
    rows = [HEADING[1:], FIRST[1:], SECOND[1:]]
    content = document(("支护工岗位安全操作规程", rows), ("二、爆破工操作规程", rows[:2]))

    brought = written(checked(county, content, "规程.docx"))

    steps = Procedure.objects.order_by("post__name").values_list("post__name", "versions__steps__action")
    assert brought.state == ImportState.DONE
    assert sorted(steps) == [("支护工", "打锚杆眼"), ("支护工", "敲帮问顶"), ("爆破工", "敲帮问顶")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "1", "敲帮问顶"), "岗位"),
        (("支护工", "1", "", "砸人"), "作业内容"),
        (("支护工", "1", "长" * 201), "作业内容"),
        (("支护工", "1", "敲帮", "", "标" * 301), "标准"),
        (("支护工", "1", "敲帮", "", "", "", "", "也许"), "关键步骤"),
        (("开船工", "1", "起锚"), "岗位"),
    ],
)
def test_a_bad_row_is_named_with_its_file_sheet_row_and_field(county: County, row: tuple[str, ...], said: str) -> None:
    brought = checked(county, workbook(HEADING, row, name="第一张"))

    [(place, reason)] = brought.report["bad"]
    assert all(word in place for word in ("规程.xlsx", "第一张", "2"))
    assert reason.startswith(said)
    assert not Procedure.objects.exists()


def test_a_procedure_with_a_bad_row_is_left_out_as_a_whole(county: County) -> None:
    other = ("爆破工", "1", "验炮")
    brought = checked(county, workbook(HEADING, FIRST, ("支护工", "2", ""), ("支护工", "3", "", "砸人"), other))

    written(brought, good=True)

    assert Procedure.objects.get().post.name == "爆破工"


def test_a_file_without_the_column_is_refused_with_a_sentence(county: County) -> None:
    brought = checked(county, workbook(("姓名", "工号"), ("安贵生", "0213")))

    assert brought.state == ImportState.FAILED
    assert "作业内容" in brought.report["notice"]


@pytest.mark.parametrize("filename", ["规程.docx", "规程.xlsx", "规程.doc", "~$规程.docx"])
def test_what_is_no_office_file_is_refused(county: County, filename: str) -> None:
    assert checked(county, b"not a zip", filename).state == ImportState.FAILED


def test_what_is_in_force_stays_and_a_next_version_says_where_it_came_from(county: County) -> None:
    version = in_force(county.enterprise, county.team, post=PostFactory(name="支护工"))

    written(checked(county, workbook(HEADING, FIRST)))

    draft = version.procedure.versions.open().get()
    assert (version.procedure.versions.in_force().get(), draft.number) == (version, 2)
    assert "规程.xlsx" in draft.changes
    assert checked(county, workbook(HEADING, FIRST)).report["counts"]["unchanged"] == 1


def test_what_is_under_review_is_not_written_over(county: County) -> None:
    people = People(county.enterprise, county.team)
    procedure = a_procedure(county.enterprise, post=PostFactory(name="支护工"), by=people.officer)
    submit(version=procedure.versions.get(), by=people.officer)

    assert checked(county, workbook(HEADING, FIRST)).report["bad_count"] == 1


def test_a_line_names_the_longest_post_that_stands_in_it() -> None:
    posts = ["采掘工", "井下采掘工"]

    assert named_post("《井下 采掘工岗位安全操作规程》", posts) == "井下采掘工"
    assert named_post("岗位：钳工", posts) == "钳工"
    assert named_post("总则", posts) == ""


def test_a_written_file_leads_to_the_drafts_it_made(county: County) -> None:
    brought = written(checked(county, workbook(HEADING, FIRST, SECOND)))
    other = a_procedure(county.enterprise, post=PostFactory(name="爆破工"))
    officer = desk_of(People(county.enterprise, county.team).officer)

    page = officer.get(reverse("admin_procedure_imports:detail", args=[brought.pk])).content.decode()

    made = Procedure.objects.get(post__name="支护工")
    assert reverse("admin_procedures:edit", args=[made.pk]) in page
    assert reverse("admin_procedures:edit", args=[other.pk]) not in page


def test_every_step_is_shown_and_what_it_lacks_before_it_can_be_handed_in(county: County) -> None:
    third = ("", "3", "装锚杆", "", "托盘贴紧岩面", "严禁空顶作业", "手套", "")
    brought = checked(county, workbook(HEADING, FIRST, SECOND, third))
    officer = desk_of(People(county.enterprise, county.team).officer)

    page = officer.get(reverse("admin_procedure_imports:detail", args=[brought.pk])).content.decode()

    assert "写得进去，提交审核前要补： 第 2 步缺危险、标准；第 3 步缺危险" in page
    assert page.count("<strong>缺</strong>") == 3
    assert all(said in page for said in ("3. 装锚杆", "托盘贴紧岩面", "<td>空顶作业</td>", "手套"))
