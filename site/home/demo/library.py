"""Putting the demonstration's cases and lectures into the library, with their drawings."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from django.core.files.images import ImageFile
from wagtail.models import Page

from courses.models import AccidentCasePage, CaseIndexPage, LecturePage, LectureSectionPage, Picture
from courses.post_kinds import kinds_of
from courses.rights.sections import make_section
from home.demo.content import CaseData, LectureCheck, LectureData, load_cases, load_lectures
from home.demo.county import FIRST, TOWN_SUFFIX
from home.demo.drawings import alt_text, draw_case
from organizations.models import Unit


def build_library(bureau: Unit) -> None:
    """Every case and lecture is published afterwards; what is there already is left as it is."""
    index = CaseIndexPage.objects.get()
    for case in load_cases():
        if not AccidentCasePage.objects.filter(slug=case.slug).exists():
            page = _case_page(case)
            page.post_kinds.set({kind for lesson in case.lessons for kind in kinds_of(lesson.post)})
            _publish(index, page)
    for lecture in load_lectures():
        if not LecturePage.objects.filter(slug=lecture.slug).exists():
            _publish(_section(lecture, bureau), _lecture_page(lecture))


def _publish(parent: Page, page: Page) -> None:
    page.full_clean(exclude=["path", "depth"])
    parent.add_child(instance=page)
    page.save_revision().publish()


def _section(lecture: LectureData, bureau: Unit) -> LectureSectionPage:
    places = {
        "town": lambda: Unit.objects.get(name=f"{FIRST.town}{TOWN_SUFFIX}"),
        "enterprise": lambda: Unit.objects.get(code=FIRST.code),
    }
    return make_section(places.get(lecture.speaker_level, lambda: bureau)())


def _case_page(case: CaseData) -> AccidentCasePage:
    return AccidentCasePage(
        title=case.title,
        slug=case.slug,
        short_title=case.short_title,
        occurred_on=case.occurred_on,
        occurred_time=case.occurred_time,
        place=case.place,
        enterprise_name=case.enterprise_name,
        industry=case.industry,
        accident_type=case.accident_type,
        deaths=case.deaths,
        deaths_at_least=case.deaths_at_least,
        missing=case.missing,
        injured=case.injured,
        loss_wan=case.loss_wan,
        grade=case.grade,
        reading_minutes=case.reading_minutes,
        summary=case.summary,
        confidence=case.confidence,
        as_of=case.as_of,
        uncertain="\n".join(case.uncertain),
        body=_body(case),
        sources=[
            block("source", {"publisher": s.publisher, "title": s.title, "date": s.date, "url": s.url})
            for s in case.sources
        ],
        checks=_questions(case.questions),
    )


def _questions(questions: tuple[LectureCheck, ...]) -> list[dict[str, Any]]:
    return [block("check", {**asdict(question), "options": list(question.options)}) for question in questions]


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid4())}


def _body(case: CaseData) -> Any:
    """The story in the order in which a worker asks: what happened, why, what of me."""
    return [
        block("illustration", {"image": _drawing(case).pk, "caption": ""}),
        block("course", [{"when": step.when, "what": step.what, "key": step.key} for step in case.course]),
        block("causes", {"direct": case.direct_cause, "indirect": list(case.indirect_causes)}),
        block("chain", _chain(case)),
        block("lessons", [{"post": lesson.post, "text": lesson.text} for lesson in case.lessons]),
        block(
            "checks",
            [{"question": check.question, "yes": check.yes, "no": check.no, "safe": "yes"} for check in case.checks],
        ),
        block("discuss", list(case.discuss)),
        block(
            "laws",
            [{"text": law.text, "version": law.version, "article": law.article, "says": law.says} for law in case.laws],
        ),
    ]


def _chain(case: CaseData) -> dict[str, Any]:
    lost = (case.deaths or 0) + (case.missing or 0)
    return {
        "source": f"{case.accident_type}的危险",
        "barriers": [{"name": barrier.name, "failed": barrier.failed} for barrier in case.barriers],
        "outcome": f"{lost} 人遇难或失踪" if case.missing else f"{lost} 人遇难" if lost else case.short_title,
        "is_our_reading": case.barriers_are_our_reading,
    }


def _drawing(case: CaseData) -> Picture:
    title = f"{case.short_title}示意图"
    known = Picture.objects.filter(title=title).first()
    if known is not None:
        return known
    buffer = io.BytesIO()
    draw_case(case).save(buffer, "PNG", optimize=True)
    file = ImageFile(buffer, name=f"{case.slug}.png")
    picture: Picture = Picture.objects.create(title=title, file=file, alt=alt_text(case)[:200], source="警钟绘制")
    return picture


def _lecture_page(lecture: LectureData) -> LecturePage:
    return LecturePage(
        title=lecture.title,
        slug=lecture.slug,
        speaker=lecture.speaker,
        speaker_level=lecture.speaker_level,
        case=AccidentCasePage.objects.filter(slug=lecture.case).first(),
        required_minutes=lecture.required_minutes,
        summary=lecture.summary,
        body=[
            block(
                "section",
                {"heading": part.heading, "text": "".join(f"<p>{text}</p>" for text in part.paragraphs)},
            )
            for part in lecture.sections
        ],
        checks=_questions(lecture.checks),
    )
