"""The demonstration's cases and lectures: sound as they are, and refused with file and field when they are not."""

from collections import Counter
from pathlib import Path

import pytest

from exams.models import QuestionCase
from home.demo.bank import build_bank
from home.demo.case_data import INDUSTRIES
from home.demo.content import CONTENT, load_cases, load_lectures, load_questions
from home.demo.question_cases import load_question_cases
from home.demo.question_data import QuestionData
from organizations.models import Industry
from tests.factories.organizations import BureauFactory

CASE = CONTENT / "cases" / "dahongcai-2021.toml"


def changed(folder: Path, old: str, new: str) -> Path:
    text = CASE.read_text(encoding="utf-8")
    assert old in text
    (folder / CASE.name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_every_case_and_lecture_of_the_demonstration_can_be_read() -> None:
    cases = load_cases()
    assert len(cases) >= 14
    assert {lecture.speaker_level for lecture in load_lectures()} >= {"bureau", "town", "enterprise"}
    assert all(sum(step.key for step in case.course) == 1 for case in cases)


def test_the_industries_are_those_of_the_units() -> None:
    assert set(INDUSTRIES) == set(Industry.values)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('grade = "重大"', 'grade = "较大"', "grade"),
        ("deaths = 13", 'deaths = "13"', "deaths"),
        ('accident_type = "透水"', 'accident_type = "溃水"', "accident_type"),
        ('occurred_time = "07:20"', 'occurred_time = "7:20"', "occurred_time"),
        ("occurred_on = 2021-06-10", "occurred_on = 2021-06-10T07:20:00", "occurred_on"),
        ('loss_wan = "3935.95"', 'loss_wan = "NaN"', "loss_wan"),
        ('short_title = "大红才铁矿透水"', 'shrot_title = "大红才铁矿透水"', "short_title"),
        ('confidence = "high"', 'confidence = "high"\ndeath = 1', "death"),
        ('slug = "dahongcai-2021"', 'slug = "dahongcai"', "slug"),
        ('says = "设计规定', 'say = "设计规定', "says"),
    ],
)
def test_bad_data_is_refused_with_its_file_and_its_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    with pytest.raises(ValueError, match=rf"^dahongcai-2021\.toml.*“{field}”"):
        load_cases(changed(tmp_path, old, new))


def test_a_lecture_on_a_case_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^spark-and-smoke\.toml: field “case” names “lianshan-2015”"):
        load_lectures(cases_folder=tmp_path)


@pytest.mark.parametrize(
    ("kind", "options", "answer"),
    [
        ("single", '["停", "走", "报"]', "D"),
        ("multiple", '["停", "走", "报"]', "BA"),
        ("multiple", '["停", "走", "报"]', "B"),
        ("single", '["停", "停", "报"]', "A"),
        ("true_false", '["对", "错", "难说"]', "true"),
    ],
)
def test_an_answer_that_does_not_fit_its_options_is_refused(
    tmp_path: Path, kind: str, options: str, answer: str
) -> None:
    (tmp_path / "law_1.toml").write_text(
        f'[[question]]\nkind = "{kind}"\nstem = "先做什么？"\noptions = {options}\nanswer = "{answer}"\n'
        'explanation = "先停。"\ndifficulty = 1\n[question.basis]\ntext = "安全生产法"\n'
        'version = "2021-06-10"\narticle = "第五十五条"\nquote = "有权停止作业"\n',
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match=r"^law_1\.toml \[\[question\]\] 1: field “(answer|options)”"):
        load_questions(tmp_path)


@pytest.fixture(scope="module")
def bank() -> dict[str, list[QuestionData]]:
    by_subject: dict[str, list[QuestionData]] = {}
    for question in load_questions():
        by_subject.setdefault(question.subject, []).append(question)
    return by_subject


def test_the_bank_covers_the_four_subjects_of_the_order_with_three_hundred_questions(
    bank: dict[str, list[QuestionData]],
) -> None:
    assert set(bank) == {"resumption", "law", "emergency", "procedure"}
    assert sum(len(questions) for questions in bank.values()) >= 300


def test_every_question_rests_on_an_article_and_says_why() -> None:
    for question in load_questions():
        assert all((question.explanation, question.basis.text, question.basis.version, question.basis.article))


@pytest.mark.parametrize("subject", ["resumption", "law", "emergency", "procedure"])
def test_whoever_always_answers_the_same_gets_no_further_than_chance(
    bank: dict[str, list[QuestionData]], subject: str
) -> None:
    answers = {
        kind: Counter(question.answer for question in bank[subject] if question.kind == kind)
        for kind in ("true_false", "single")
    }
    assert 0.4 <= answers["true_false"]["true"] / answers["true_false"].total() <= 0.6
    assert max(answers["single"].values()) / answers["single"].total() <= 0.35


def test_a_mine_and_a_smelter_have_questions_of_their_own_trade(bank: dict[str, list[QuestionData]]) -> None:
    asked = Counter(industry for question in bank["procedure"] for industry in question.industries)
    assert all(asked[industry] >= 3 for industry in Industry.values)


def test_two_cases_have_three_questions_each_and_none_is_asked_twice() -> None:
    cases = load_question_cases()
    asked = [question for case in cases for question in case.questions]

    assert [len(case.questions) for case in cases] == [3, 3]
    assert all((case.title, case.text) for case in cases)
    assert all((question.explanation, question.basis.quote) for question in asked)
    assert not {question.stem for question in asked} & {question.stem for question in load_questions()}


@pytest.mark.django_db
def test_the_demonstrations_cases_can_be_drawn() -> None:
    build_bank(BureauFactory())

    assert QuestionCase.objects.whole().count() == 2


def test_a_question_under_a_case_is_refused_with_its_file_and_field(tmp_path: Path) -> None:
    (tmp_path / "fire.toml").write_text(
        'title = "着火"\nsubject = "emergency"\ntext = "井下着火。"\n[[question]]\nkind = "single"\n', encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"^fire\.toml: field “question” needs at least 2"):
        load_question_cases(tmp_path)


def test_no_question_rests_on_an_older_version_than_another_does_for_it_would_never_be_asked() -> None:
    versions = {(question.basis.text, question.basis.version) for question in load_questions()}

    assert len(versions) == len({text for text, _version in versions})
