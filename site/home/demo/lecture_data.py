"""A warning lecture as data: the spoken text by sections, and three questions at its end."""

from dataclasses import dataclass

from home.demo.toml_table import TomlTable

SPEAKER_LEVELS = ("bureau", "town", "enterprise", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a lecture under its own heading."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LectureCheck:
    """One question after a lecture or a case; `answer` is the letter of the right option."""

    question: str
    options: tuple[str, ...]
    answer: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LectureData:
    """A warning lecture by an office, never by a named person; `case` is the slug of the accident it builds on."""

    title: str
    slug: str
    speaker: str
    speaker_level: str
    case: str
    required_minutes: int
    summary: str
    sections: tuple[Section, ...]
    checks: tuple[LectureCheck, ...]


def read_lecture(table: TomlTable) -> LectureData:
    """Raises ValueError naming file and field on bad data."""
    lecture = LectureData(
        title=table.text("title"),
        slug=table.text("slug"),
        speaker=table.text("speaker"),
        speaker_level=table.choice("speaker_level", SPEAKER_LEVELS),
        case=table.text("case"),
        required_minutes=table.whole("required_minutes", at_least=1),
        summary=table.text("summary"),
        sections=tuple(_read_section(section) for section in table.tables("section")),
        checks=read_questions(table, at_least=3),
    )
    table.close()
    return lecture


def _read_section(table: TomlTable) -> Section:
    section = Section(heading=table.text("heading"), paragraphs=table.texts("paragraphs", at_least=1))
    table.close()
    return section


def read_questions(table: TomlTable, *, at_least: int) -> tuple[LectureCheck, ...]:
    """The questions at the end of a case or a lecture."""
    return tuple(_read_check(check) for check in table.tables("question", at_least=at_least))


def _read_check(table: TomlTable) -> LectureCheck:
    options = table.texts("options", at_least=2)
    check = LectureCheck(
        question=table.text("question"),
        options=options,
        answer=table.choice("answer", letters_of(options)),
        explanation=table.text("explanation"),
    )
    table.close()
    return check


def letters_of(options: tuple[str, ...]) -> tuple[str, ...]:
    """A, B, C ... one for each option."""
    return tuple("ABCDEFGH"[: len(options)])
