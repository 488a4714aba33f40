"""One real accident as data. Facts come from its sources; barriers, lessons, checks and talking points are ours."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from courses.accident_types import AccidentType
from courses.grades import Grade, grade_by_harm
from home.demo.lecture_data import LectureCheck, read_questions
from home.demo.toml_table import TomlTable

INDUSTRIES = (
    "underground_mine",
    "open_pit_mine",
    "tailings_pond",
    "metallurgy",
    "nonferrous",
    "building_materials",
    "machinery",
    "light_industry",
    "textile",
    "tobacco",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStep:
    """One known moment of how the accident unfolded; `key` marks the moment it happened."""

    when: str
    what: str
    key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """Something that should have stopped the accident, and how it failed (or that this was not read)."""

    name: str
    failed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What one post has to do from now on."""

    post: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A question to one's own workplace, with the words for yes and no. A safe workplace answers yes."""

    question: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCited:
    """An article of a law or of the major-hazard criteria, and in our words what it demands."""

    text: str
    version: str
    article: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the facts were read. `date` may be partial or empty; `url` is the address as found, not always a link."""

    publisher: str
    title: str
    date: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseData:
    """One accident. None means unknown, which is not zero; `grade` is empty where the known numbers can't decide it.

    `deaths_at_least` says that the count is what was found so far, not the final one. `loss_wan` is in 10,000 yuan.
    """

    title: str
    short_title: str
    slug: str
    occurred_on: date
    occurred_time: str
    place: str
    enterprise_name: str
    industry: str
    accident_type: str
    deaths: int | None
    deaths_at_least: bool
    missing: int | None
    injured: int | None
    loss_wan: Decimal | None
    grade: str
    reading_minutes: int
    summary: str
    confidence: str
    as_of: date
    uncertain: tuple[str, ...]
    course: tuple[CourseStep, ...]
    direct_cause: str
    indirect_causes: tuple[str, ...]
    barriers: tuple[Barrier, ...]
    barriers_are_our_reading: bool
    lessons: tuple[Lesson, ...]
    checks: tuple[Check, ...]
    questions: tuple[LectureCheck, ...]
    discuss: tuple[str, ...]
    laws: tuple[LawCited, ...]
    sources: tuple[Source, ...]


def read_case(table: TomlTable) -> CaseData:
    """Raises ValueError naming file and field on bad data, also when the grade is not what the numbers make it."""
    case = CaseData(
        title=table.text("title"),
        short_title=table.text("short_title"),
        slug=table.text("slug"),
        occurred_on=table.day("occurred_on"),
        occurred_time=table.matching("occurred_time", r"(([01]\d|2[0-3]):[0-5]\d)?", "like 07:20, or empty"),
        place=table.text("place"),
        enterprise_name=table.text("enterprise_name"),
        industry=table.choice("industry", INDUSTRIES),
        accident_type=table.choice("accident_type", AccidentType.values),
        deaths=table.whole_if_known("deaths"),
        deaths_at_least=table.flag("deaths_at_least", default=False),
        missing=table.whole_if_known("missing"),
        injured=table.whole_if_known("injured"),
        loss_wan=table.amount_if_known("loss_wan"),
        grade=table.choice("grade", (*Grade.values, "")),
        reading_minutes=table.whole("reading_minutes", at_least=1),
        summary=table.text("summary"),
        confidence=table.choice("confidence", ("high", "medium")),
        as_of=table.day("as_of"),
        uncertain=table.texts("uncertain"),
        course=tuple(_read_step(step) for step in table.tables("course")),
        direct_cause=table.text("direct_cause"),
        indirect_causes=table.texts("indirect_causes"),
        barriers=tuple(_read_barrier(barrier) for barrier in table.tables("barrier", at_least=3)),
        barriers_are_our_reading=table.flag("barriers_are_our_reading"),
        lessons=tuple(_read_lesson(lesson) for lesson in table.tables("lesson", at_least=4)),
        checks=tuple(_read_check(check) for check in table.tables("check", at_least=3)),
        questions=read_questions(table, at_least=0),
        discuss=table.texts("discuss", at_least=2),
        laws=tuple(_read_law(law) for law in table.tables("law")),
        sources=tuple(_read_source(source) for source in table.tables("source")),
    )
    table.close()
    _refuse_wrong_grade(table, case)
    return case


def _refuse_wrong_grade(table: TomlTable, case: CaseData) -> None:
    expected = grade_by_harm(deaths=case.deaths, missing=case.missing, loss_wan=case.loss_wan)
    if case.grade != expected:
        raise table.wrong("grade", f"is “{case.grade}”, but the numbers make it “{expected}”")


def _read_step(table: TomlTable) -> CourseStep:
    step = CourseStep(when=table.text("when"), what=table.text("what"), key=table.flag("key"))
    table.close()
    return step


def _read_barrier(table: TomlTable) -> Barrier:
    barrier = Barrier(name=table.text("name"), failed=table.text("failed"))
    table.close()
    return barrier


def _read_lesson(table: TomlTable) -> Lesson:
    lesson = Lesson(post=table.text("post"), text=table.text("text"))
    table.close()
    return lesson


def _read_check(table: TomlTable) -> Check:
    check = Check(question=table.text("question"), yes=table.text("yes"), no=table.text("no"))
    table.close()
    return check


def _read_law(table: TomlTable) -> LawCited:
    law = LawCited(
        text=table.text("text"), version=table.text("version"), article=table.text("article"), says=table.text("says")
    )
    table.close()
    return law


def _read_source(table: TomlTable) -> Source:
    source = Source(
        publisher=table.text("publisher"),
        title=table.text("title"),
        date=table.matching("date", r"(\d{4}(-\d\d(-\d\d)?)?)?", "a date, a part of one, or empty"),
        url=table.text("url", blank=True),
    )
    table.close()
    return source
