"""What tests of exams ask for: banks, enterprises, people, an exam on paper, and our own Excel file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation

from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.formats import read_questions
from exams.importing.tables import read_tables
from exams.models import Attempt, Exam, QuestionBank
from exams.services.papers import prepare_papers
from exams.services.printed_forms import make_forms
from exams.services.sittings import start_attempt
from organizations.models import Role, Unit, User
from tests.factories.exams import ExamFactory, PaperFactory, PaperPartFactory, QuestionBankFactory, QuestionFactory
from tests.factories.organizations import County, EnterpriseFactory, TeamFactory, staff, worker_of
from tests.factories.own_workbooks import CHOICE, Edit, Found, exported
from tests.factories.question_files import Read
from tests.factories.sittings import a_worker, an_exam, sit


@pytest.fixture
def bank(county: County) -> QuestionBank:
    made: QuestionBank = QuestionBankFactory(owner=county.enterprise, name="本矿题库")
    return made


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file of that name and content as an upload is read: the questions, and the bad rows."""

    def read(name: str, content: bytes) -> tuple[list[QuestionDraft], list[BadRow]]:
        path = tmp_path / name
        path.write_bytes(content)
        return read_questions(path, filename=name)

    return read


@pytest.fixture
def worker(county: County) -> User:
    return a_worker(county.team)


@pytest.fixture
def exam(county: County) -> Exam:
    """An exam of the enterprise that is open now, an hour long."""
    return an_exam(county.enterprise)


@pytest.fixture
def attempt(exam: Exam, worker: User) -> Attempt:
    """A sitting under way, with nothing answered yet."""
    return start_attempt(exam=exam, worker=worker)


@pytest.fixture
def failed(county: County, exam: Exam) -> User:
    worker = a_worker(county.team)
    sit(exam, worker, right=2)
    return worker


@pytest.fixture
def officer_user(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


@pytest.fixture
def head(county: County) -> User:
    return staff(Role.ENTERPRISE_HEAD, county.enterprise)


@pytest.fixture
def in_english() -> Iterator[None]:
    """Sentences are told apart by their English: the Chinese may be put better any day."""
    with translation.override("en"):
        yield


@pytest.fixture
def mine() -> Unit:
    enterprise: Unit = EnterpriseFactory()
    return enterprise


@pytest.fixture
def team(mine: Unit) -> Unit:
    unit: Unit = TeamFactory(parent=mine)
    return unit


@pytest.fixture
def printed_exam(county: County) -> Exam:
    """Four single choices, two with several right ones, two to be judged; forms are made, one worker has a seat."""
    paper = PaperFactory(owner=county.enterprise)
    part = PaperPartFactory(paper=paper, bank__owner=county.enterprise, count=4, points=10)
    QuestionFactory.create_batch(4, bank=part.bank)
    for kind, count, points in (("multiple", 2, 20), ("true_false", 2, 10)):
        PaperPartFactory(paper=paper, bank=part.bank, kind=kind, count=count, points=points)
        QuestionFactory.create_batch(count, bank=part.bank, **{kind: True})
    made: Exam = ExamFactory(owner=county.enterprise, paper=paper)
    make_forms(exam=made, by=None)
    return made


@pytest.fixture
def seated(county: County, printed_exam: Exam) -> User:
    person = worker_of(county.team)
    prepare_papers(exam=printed_exam)
    return person


@pytest.fixture
def clerks(county: County) -> tuple[User, User]:
    return staff(Role.SAFETY_OFFICER, county.enterprise), staff(Role.ENTERPRISE_HEAD, county.enterprise)


@pytest.fixture
def bank_file(tmp_path: Path) -> Path:
    return tmp_path / "题库.xlsx"


@pytest.fixture
def read_back(bank_file: Path) -> Callable[[bytes], Found]:
    def read(content: bytes) -> Found:
        bank_file.write_bytes(content)
        return read_tables(bank_file, bank_file.name)

    return read


@pytest.fixture
def edited(bank_file: Path, read_back: Callable[[bytes], Found]) -> Callable[..., Found]:
    """Read questions back after somebody has changed the file in a spreadsheet program and saved it."""

    def edited(edit: Edit, *questions: QuestionDraft) -> Found:
        workbook = openpyxl.load_workbook(BytesIO(exported(*questions or (CHOICE,))))
        edit(workbook)
        workbook.save(bank_file)
        return read_back(bank_file.read_bytes())

    return edited
