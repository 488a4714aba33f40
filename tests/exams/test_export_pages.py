"""Taking a bank out of the house: who may, how much of it, in which form, and that it is on record."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from exams.exporting import files
from exams.exporting.forms import ExportFormat
from exams.importing.formats import read_questions
from exams.models import Category, QuestionBank, QuestionKind, QuestionState
from organizations.models import AuditEntry, Role
from tests.factories.courses import a_case
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.organizations import County, desk_of, staff

pytestmark = pytest.mark.django_db
Stems = Callable[[Any], set[str]]


@pytest.fixture
def bank(county: County) -> QuestionBank:
    """A bank of the enterprise with a question in use and one that waits for its review."""
    made: QuestionBank = QuestionBankFactory(owner=county.enterprise, name="本矿题库")
    QuestionFactory(bank=made, stem="在用？")
    QuestionFactory(bank=made, stem="待审？", state=QuestionState.TO_REVIEW)
    return made


@pytest.fixture
def stems(tmp_path: Path) -> Stems:
    """Return the stems in a file that was handed out."""

    def stems(answer: Any) -> set[str]:
        assert answer.status_code == 200
        path = tmp_path / name_of(answer)
        path.write_bytes(content_of(answer))
        found, bad = read_questions(path, filename=path.name)
        assert bad == []
        return {draft.stem for draft in found}

    return stems


def page(client: Client, bank: QuestionBank, **asked: str) -> Any:
    return client.get(reverse("admin_banks:export", args=(bank.pk,)), asked)


def take(client: Client, bank: QuestionBank, form: str = "xlsx", **asked: str) -> Any:
    return client.get(reverse("admin_banks:export_file", args=(bank.pk,)), {"form": form, **asked})


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def name_of(answer: Any) -> str:
    return unquote(answer["Content-Disposition"].partition("filename*=utf-8''")[2])


def test_what_is_in_use_is_exported_unless_all_is_asked_for(officer: Client, bank: QuestionBank, stems: Stems) -> None:
    assert stems(take(officer, bank)) == {"在用？"}
    assert stems(take(officer, bank, state="in_use")) == {"在用？"}
    assert stems(take(officer, bank, state="all")) == {"在用？", "待审？"}


def test_the_page_says_how_many_there_are_and_what_each_form_carries(officer: Client, bank: QuestionBank) -> None:
    shown = page(officer, bank)

    assert shown.status_code == 200
    assert shown.context["choice"].fields["state"].choices[0][1].count("1") == 1
    assert shown.context["choice"].fields["state"].choices[1][1].count("2") == 1
    assert [value for value, *_rest in shown.context["forms_offered"]] == ["xlsx", "paper", "key", "xml", "gift"]


def test_of_the_bureaus_bank_an_enterprise_takes_what_is_in_use_and_never_a_draft(
    county: County, officer: Client, stems: Stems
) -> None:
    shared = QuestionBankFactory(owner=county.bureau, name="县局题库")
    QuestionFactory(bank=shared, stem="县局在用？")
    for state in (QuestionState.DRAFT, QuestionState.TO_REVIEW, QuestionState.PARKED, QuestionState.RETIRED):
        QuestionFactory(bank=shared, state=state)

    for form in ("xlsx", "gift", "xml"):
        assert stems(take(officer, shared, form, state="all")) == {"县局在用？"}
    assert "state" not in page(officer, shared).context["choice"].fields


@pytest.mark.parametrize("form", ExportFormat.values)
def test_a_neighbours_bank_is_not_found(county: County, officer: Client, form: str) -> None:
    secret = QuestionBankFactory(owner=county.neighbour)
    QuestionFactory(bank=secret)

    assert page(officer, secret).status_code == 404
    assert take(officer, secret, form).status_code == 404


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.ENTERPRISE_HEAD, Role.INSPECTOR, Role.TOWN_OFFICER])
def test_who_makes_no_questions_takes_none(county: County, bank: QuestionBank, role: Role) -> None:
    client = desk_of(staff(role, county.bureau))

    assert page(client, bank).status_code in {302, 403, 404}
    assert take(client, bank).status_code in {302, 403, 404}
    assert not AuditEntry.objects.filter(action="questions.export").exists()


def test_a_bank_can_be_narrowed_down_to_a_kind_and_a_subject(officer: Client, bank: QuestionBank, stems: Stems) -> None:
    QuestionFactory(bank=bank, stem="救援？", category=Category.EMERGENCY)
    QuestionFactory(bank=bank, stem="救援对吗？", category=Category.EMERGENCY, true_false=True)

    found = stems(take(officer, bank, kind=QuestionKind.SINGLE, category=Category.EMERGENCY))

    assert found == {"救援？"}


@pytest.mark.parametrize(
    ("form", "name", "content_type"),
    [
        ("xlsx", "本矿题库-{}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("gift", "本矿题库-{}.gift", "text/plain; charset=utf-8"),
        ("xml", "本矿题库-{}.xml", "application/xml"),
    ],
)
def test_the_file_is_called_as_the_bank_and_the_day(
    officer: Client, bank: QuestionBank, form: str, name: str, content_type: str
) -> None:
    answer = take(officer, bank, form)

    assert name_of(answer) == name.format(localdate())
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == content_type
    assert "no-store" in answer["Cache-Control"]


def test_word_is_taken_with_the_answers_or_without(officer: Client, bank: QuestionBank) -> None:
    texts, names = [], set()
    for form in ("paper", "key"):
        answer = take(officer, bank, form)
        names.add(name_of(answer))
        document = docx.Document(BytesIO(content_of(answer)))
        assert document.paragraphs[0].text == "本矿题库"
        texts.append([cell.text for table in document.tables for row in table.rows for cell in row.cells])

    assert len(names) == 2
    assert texts == [[], ["题号", "1", "答案", "A"]]


def test_what_gift_can_not_say_is_told_on_the_next_page(officer: Client, bank: QuestionBank, stems: Stems) -> None:
    QuestionFactory(bank=bank, ordered=True, stem="先后？")

    assert stems(take(officer, bank, "gift")) == {"在用？"}

    [said] = [str(message) for message in page(officer, bank).context["messages"]]
    assert "Excel" in said


@pytest.mark.parametrize(
    ("asked", "said"), [({"form": "pdf"}, ""), ({"form": "xlsx", "kind": "order"}, ""), ({"form": "gift"}, "Excel")]
)
def test_what_can_not_be_exported_is_said_and_the_choice_stays(
    officer: Client, bank: QuestionBank, asked: dict[str, str], said: str
) -> None:
    if asked["form"] == "gift":
        bank.questions.update(kind=QuestionKind.ORDER)

    answer = officer.get(reverse("admin_banks:export_file", args=(bank.pk,)), asked, follow=True)

    [message] = [str(message) for message in answer.context["messages"]]
    assert said in message
    assert answer.context["choice"].initial["form"] == asked["form"]
    assert not AuditEntry.objects.filter(action="questions.export").exists()


def test_more_than_anybody_prints_is_refused_in_word_alone(
    officer: Client, bank: QuestionBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_IN_WORD", 1)

    assert take(officer, bank, "paper", state="all").status_code == 302
    assert take(officer, bank, "xlsx", state="all").status_code == 200


def test_every_export_is_on_record(officer: Client, bank: QuestionBank) -> None:
    take(officer, bank, "key", state="all")

    entry = AuditEntry.objects.get(action="questions.export")
    assert (entry.subject, entry.unit, entry.detail) == (
        f"exams.questionbank:{bank.pk}",
        bank.owner,
        {"form": "key", "questions": 2},
    )


@pytest.mark.parametrize("form", ExportFormat.values)
def test_many_are_exported_with_no_more_queries_than_few(officer: Client, bank: QuestionBank, form: str) -> None:
    case, counts = a_case(), []
    for many in (1, 20):
        QuestionFactory.create_batch(many, bank=bank, basis_case=case)
        with CaptureQueriesContext(connection) as captured:
            assert take(officer, bank, form).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_list_of_banks_leads_to_the_export_of_each_with_as_many_queries_for_many(
    county: County, officer: Client, bank: QuestionBank
) -> None:
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            listed = officer.get(reverse("admin_banks:index")).content.decode()
        counts.append(len(captured))
        QuestionBankFactory.create_batch(5, owner=county.enterprise)

    assert reverse("admin_banks:export", args=(bank.pk,)) in listed
    assert counts[0] == counts[1]
