"""The demonstration's questions with pictures, and a short exam of the first enterprise that asks them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils import timezone

from exams.hazard_grid import Grid
from exams.importing.drafts import QuestionDraft
from exams.models import Category, Exam, Paper, PaperPart, Question, QuestionBank, QuestionKind, QuestionState
from exams.pictures.alone import PICTURE_ALONE
from exams.pictures.drafts import DraftPicture
from exams.pictures.small import SmallPicture, small_picture
from exams.services.exams import publish_exam
from exams.services.papers import prepare_papers
from exams.services.questions import add_questions, review_questions
from home.demo.county import FIRST
from home.demo.drawing.head_room import HAZARDS, SHOWS, SIZE, head_room
from home.demo.drawing.signs import SIGNS
from organizations.models import Unit

if TYPE_CHECKING:
    from PIL import Image

SLUG, NAME = "pictures-2024", "县局题库：看图"
PAPER_NAME, EXAM_TITLE = "看图找隐患（9 题）", "看图找隐患"
RIGHT_SIGN = "C"
LAW, VERSION = "安全生产法", "2021-06-10"
HAZARD_POINTS, POINTS = Decimal(20), Decimal(10)


def build_pictured(bureau: Unit, bank: QuestionBank) -> None:
    """The bureau's bank of pictures exists afterwards, and an exam that is open now; `bank` adds plain questions."""
    pictures, created = QuestionBank.objects.get_or_create(slug=SLUG, defaults={"name": NAME, "owner": bureau})
    if created:
        added = add_questions(bank=pictures, drafts=[_hazards(), _sign()], by=None)
        fresh = Question.objects.filter(pk__in=[question.pk for question in added])
        review_questions(questions=fresh, state=QuestionState.IN_USE, by=None)
    now = timezone.now()
    if not Exam.objects.open_at(now + timedelta(hours=2)).filter(title=EXAM_TITLE).exists():
        _open_exam(_paper(Unit.objects.get(code=FIRST.code), pictures, bank))


def _paper(enterprise: Unit, pictures: QuestionBank, bank: QuestionBank) -> Paper:
    """A hundred points: the picture first, the sign, and what to do when it goes wrong."""
    paper, created = Paper.objects.get_or_create(name=PAPER_NAME, owner=enterprise)
    if created:
        PaperPart.objects.bulk_create(
            PaperPart(paper=paper, bank=of, kind=kind, category=subject, count=count, points=points)
            for of, kind, subject, count, points in (
                (pictures, QuestionKind.HAZARD, Category.PROCEDURE, 1, HAZARD_POINTS),
                (pictures, QuestionKind.SINGLE, Category.LAW, 1, POINTS),
                (bank, QuestionKind.TRUE_FALSE, Category.EMERGENCY, 3, POINTS),
                (bank, QuestionKind.SINGLE, Category.EMERGENCY, 4, POINTS),
            )
        )
    return paper


def _open_exam(paper: Paper) -> None:
    now = timezone.now()
    exam = Exam.objects.create(
        title=EXAM_TITLE,
        owner=paper.owner,
        paper=paper,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=10),
        duration_minutes=20,
    )
    exam.audience.set([paper.owner])
    prepare_papers(exam=publish_exam(exam=exam, by=None))


def _hazards() -> QuestionDraft:
    return QuestionDraft(
        place="",
        kind=QuestionKind.HAZARD,
        stem="皮带机头室里有三处隐患，把它们都点出来。",
        options=Grid.over(width=SIZE[0], height=SIZE[1]).options(),
        answer=HAZARDS,
        explanation="转动的滚筒会把手和衣服卷进去；水会把漏出的电带到人身上；门口堵住了，出事时人跑不出去。看见了就马上报告。",
        category=Category.PROCEDURE,
        basis_text=LAW,
        basis_version=VERSION,
        basis_article="第五十九条",
        basis_quote="应当立即向现场安全生产管理人员或者本单位负责人报告",
        pictures=(DraftPicture("", SHOWS, _small(head_room())),),
    )


def _sign() -> QuestionDraft:
    keys = "ABCD"
    return QuestionDraft(
        place="",
        kind=QuestionKind.SINGLE,
        stem="哪一个标志的意思是“必须戴安全帽”？",
        options=tuple((key, PICTURE_ALONE) for key in keys),
        answer=(RIGHT_SIGN,),
        explanation="蓝色圆形是“必须”，红圈加斜杠是“禁止”，黄色三角形是“当心”，绿色方块是“往这边走”。",
        category=Category.LAW,
        basis_text=LAW,
        basis_version=VERSION,
        basis_article="第三十五条",
        basis_quote="设置明显的安全警示标志",
        pictures=tuple(
            DraftPicture(key, words, _small(draw())) for key, (words, draw) in zip(keys, SIGNS.items(), strict=True)
        ),
    )


def _small(drawing: Image.Image) -> SmallPicture:
    buffer = BytesIO()
    drawing.save(buffer, "PNG")
    return small_picture(buffer.getvalue(), filename="drawing.png")
