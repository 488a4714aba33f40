"""Which column of a file of procedures is what: as mines and works head their tables, and what nobody reads is said."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courses.models import Procedure
from courses.procedures.columns import find_heading
from organizations.models import ImportState
from organizations.spreadsheets import Sheet
from tests.courses.test_procedure_files import checked, document, workbook, written
from tests.factories.organizations import County, PostFactory, desk_of
from tests.factories.procedures import People, holder_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _held(county: County) -> None:
    holder_of(county.team, PostFactory(name="电工"))


def taken(*heads: str, below: tuple[str, ...] = ()) -> dict[str, str]:
    """Return what each heading was taken for."""
    heading = find_heading(Sheet("表", 1, (heads, below or tuple(f"词{place}" for place, _head in enumerate(heads)))))
    return {heads[column]: field for field, column in heading.columns.items()} if heading else {}


@pytest.mark.parametrize(
    ("field", "heads"),
    [
        ("hazard", "危害 危险源 风险 存在风险 危险因素及后果 主要危险、有害因素 风险（后果）"),
        ("standard", "标准 作业标准 操作要求 质量标准 安全标准和要求 控制措施"),
        ("forbidden", "严禁行为 严禁 禁止 禁令 违章行为 红线 禁止行为/红线"),
        ("gear", "劳保用品 劳动防护用品 个体防护 PPE 劳保穿戴"),
    ],
)
def test_a_heading_is_known_by_the_words_that_stand_in_such_tables(field: str, heads: str) -> None:
    for head in heads.split():
        assert taken("作业步骤", head).get(head) == field, head


def test_a_step_beside_a_number_is_what_to_do() -> None:
    assert taken("序号", "步骤", "危害") == {"序号": "place", "步骤": "action", "危害": "hazard"}
    assert taken("步骤", "作业内容", "危害")["步骤"] == "place"
    assert taken("步骤", "怎么干", "危害", below=("1", "停电", "触电")) == {}


def test_of_two_columns_the_better_name_is_read_and_the_other_one_named() -> None:
    heading = find_heading(Sheet("表", 1, (("作业步骤", "控制措施", "安全标准", "备注"), ("停电", "挂牌", "验电", ""))))

    assert heading is not None
    assert heading.columns["standard"] == 2
    assert heading.unread == ("控制措施",)  # below 备注 nothing stands


def test_the_preview_says_what_was_read_as_what_and_what_was_not_read(county: County) -> None:
    heads = ("作业步骤", "危险因素", "安全标准", "严禁行为", "防护用品", "责任人")
    row = ("停电、验电、挂牌", "触电", "三停电", "带电作业", "绝缘手套", "班长")
    content = document(("电工操作规程", (heads, row)), ("附则", (("编制", "审核"), ("甲", "乙"))))
    brought = checked(county, content, "规程.docx")
    officer = desk_of(People(county.enterprise, county.team).officer)

    page = officer.get(reverse("admin_procedure_imports:detail", args=[brought.pk])).content.decode()

    assert "严禁行为 → 禁止" in page
    assert "没有读的列：</strong> 责任人" in page
    assert "没有读的表：</strong> 编制、审核" in page


def test_a_refused_file_is_told_its_headings_and_the_words_that_would_do(county: County) -> None:
    brought = checked(county, workbook(("姓名", "工号"), ("安贵生", "0213")))

    assert brought.state == ImportState.FAILED
    assert all(word in brought.report["notice"] for word in ("姓名、工号", "作业步骤", "操作步骤"))


@pytest.mark.parametrize(("name", "title"), [("电工", ()), ("Sheet1", (("电工岗位安全操作规程",),))])
def test_without_a_column_the_sheet_or_the_line_above_names_the_post(
    county: County, name: str, title: tuple[tuple[str, ...], ...]
) -> None:
    heads = ("序号", "步骤", "危害", "标准", "禁止", "劳保用品")
    row = ("1", "停电、验电、挂牌", "触电", "三停电", "带电作业", "绝缘手套")

    written(checked(county, workbook(*title, heads, row, name=name)))

    [step] = Procedure.objects.get(post__name="电工").versions.get().steps.all()
    assert (step.action, step.forbidden, step.gear) == (row[1], row[4], row[5])


def test_a_table_that_names_no_post_says_so_once(county: County) -> None:
    brought = checked(
        county, workbook(("序号", "步骤", "危害"), ("1", "停电", "触电"), ("2", "验电", "触电"), name="Sheet1")
    )

    [(_place, reason)] = brought.report["bad"]
    assert "Sheet1" in reason


def test_the_table_to_fill_in_is_offered_and_comes_in_again(county: County) -> None:
    holder_of(county.team, PostFactory(name="支护工"))
    officer = desk_of(People(county.enterprise, county.team).officer)
    address = reverse("admin_procedure_imports:sample")

    assert f'href="{address}"' in officer.get(reverse("admin_procedure_imports:add")).content.decode()
    brought = checked(county, officer.get(address).getvalue())

    assert brought.report["counts"] == {"begun": 1, "drafted": 0, "unchanged": 0, "lacking": 0}
    assert (brought.report["bad"], brought.report["columns"][0]["unread"]) == ([], "")


def test_who_brings_no_procedures_has_no_table_to_fill_in(county: County) -> None:
    head = desk_of(People(county.enterprise, county.team).head)

    assert head.get(reverse("admin_procedure_imports:sample")).status_code == 302
