"""A worker's paper as it is shown: questions in his order, and what he has answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exams.at_hand import versions_at_hand
from exams.journal import answers_of
from exams.models import Attempt, QuestionKind, QuestionVersion, VersionPicture
from exams.pictures.alone import words_beside
from exams.pictures.placed import by_place, with_pictures

Paper = list[list[Any]]


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option as the phone shows it: the letter of its place, the key that is sent, and as which it was chosen.

    `text` is empty where its picture says it all.
    `place` counts from 1; 0 is not chosen. It matters where steps are put in order.
    """

    letter: str
    key: str
    text: str
    place: int
    picture: VersionPicture | None = None

    @property
    def chosen(self) -> bool:
        return self.place > 0

    @property
    def words(self) -> str:
        return f"{self.letter}　{self.text}".rstrip()


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question on the page; `slot` counts from 0, `number` from 1. It never holds the right answer.

    `answer` is what the journal has, `background` what happened: questions on one case share it.
    """

    slot: int
    version: int
    kind: str
    stem: str
    options: tuple[ShownOption, ...]
    answer: tuple[str, ...]
    unit: str
    background: str
    picture: VersionPicture | None = None

    @property
    def number(self) -> int:
        return self.slot + 1

    @property
    def name(self) -> str:
        return f"q{self.slot}"

    @property
    def is_multiple(self) -> bool:
        return self.kind == QuestionKind.MULTIPLE

    @property
    def is_written(self) -> bool:
        return self.kind == QuestionKind.FILL

    @property
    def is_ordered(self) -> bool:
        return self.kind == QuestionKind.ORDER

    @property
    def is_hazard(self) -> bool:
        return self.kind == QuestionKind.HAZARD

    @property
    def has_pictures_alone(self) -> bool:
        """Whether every option is a picture and nothing else: they stand side by side then."""
        return bool(self.options) and all(option.picture and not option.text for option in self.options)

    @property
    def is_answered(self) -> bool:
        """Whether there is a whole answer: steps are in order when each has its place."""
        return len(self.answer) == len(self.options) if self.is_ordered else any(self.answer)

    @property
    def written(self) -> str:
        return self.answer[0] if self.is_written and self.answer else ""

    @property
    def was(self) -> str:
        """The answer that the page was shown with, as its form sends it back."""
        return self.written if self.is_written else " ".join(self.answer)

    @property
    def state(self) -> str:
        return "done" if self.is_answered else ""


def paper_of(attempt: Attempt) -> list[ShownQuestion]:
    """Return the paper with what the journal holds. One query where its questions are at hand, two more where not."""
    return shown(attempt.paper, versions_at_hand(line[0] for line in attempt.paper), answers_of(attempt.pk))


def versions_of(paper: Paper) -> dict[int, QuestionVersion]:
    """Return the versions that a paper asks, each with its question and its pictures. Two queries."""
    versions = QuestionVersion.objects.select_related("question").prefetch_related(with_pictures())
    return versions.in_bulk([line[0] for line in paper])


def shown(
    paper: Paper, versions: Mapping[int, QuestionVersion], chosen: Mapping[int, Sequence[str]]
) -> list[ShownQuestion]:
    """Return the questions of a paper ([[version id, [option keys as shown], points], …]) with what was answered.

    The versions must have their pictures fetched along.
    """
    return [
        shown_question(slot, versions[version], keys, tuple(chosen.get(slot, ())))
        for slot, (version, keys, _points) in enumerate(paper)
    ]


def shown_question(slot: int, version: QuestionVersion, keys: Sequence[str], answer: tuple[str, ...]) -> ShownQuestion:
    """Return one line of a paper with what was answered. The version must have its pictures fetched along."""
    texts = {option["key"]: option["text"] for option in version.options}
    places = {key: place for place, key in enumerate(answer, 1)}
    kind, pictures = version.kind, by_place(version)
    options = tuple(
        ShownOption(
            letter=_letter(kind, place, key),
            key=key,
            text=words_beside(texts[key], is_pictured=key in pictures),
            place=places.get(key, 0),
            picture=pictures.get(key),
        )
        for place, key in enumerate(keys)
    )
    return ShownQuestion(
        slot=slot,
        version=version.pk,
        kind=kind,
        stem=version.stem,
        options=options,
        answer=answer,
        unit=version.unit,
        background=version.background,
        picture=pictures.get(""),
    )


def _letter(kind: str, place: int, key: str) -> str:
    """A square keeps its name; other options are lettered in the order in which they are shown."""
    return key if kind == QuestionKind.HAZARD else chr(ord("A") + place)
