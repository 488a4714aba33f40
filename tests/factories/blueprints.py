"""Papers by post, the people who sit them, and what they were asked."""

from __future__ import annotations

from courses.models import PostKind
from exams.models import Attempt, Exam, Paper, PaperPart
from organizations.models import Unit, User
from tests.factories.exams import ExamFactory, PaperFactory, PaperPartFactory, QuestionFactory
from tests.factories.organizations import MembershipFactory, PostFactory


def kind_of(word: str) -> PostKind:
    kind, _made = PostKind.objects.get_or_create(name=word, defaults={"words": word})
    return kind


def working_as(post: str, team: Unit) -> User:
    worker: User = MembershipFactory(unit=team, post=PostFactory(name=post)).user
    return worker


def questions_for(part: PaperPart, number: int, *posts: PostKind, **fields: object) -> set[int]:
    """Put so many questions for the part into its bank, for these posts; return their versions."""
    made = QuestionFactory.create_batch(number, bank=part.bank, kind=part.kind, category=part.category, **fields)
    for question in made:
        question.post_kinds.set(posts)
    return {question.current_id for question in made}


def paper_by_post(owner: Unit) -> tuple[Paper, dict[str, set[int]]]:
    """Four general questions, then two for electricians, two for furnace men, or two more general ones."""
    paper = PaperFactory(owner=owner)
    general = PaperPartFactory(paper=paper, bank__owner=owner, count=4, points=10)
    same = {"paper": paper, "bank": general.bank, "count": 2, "points": 30, "choice": 1}
    versions = {"": questions_for(general, 12)}
    for post in ("电工", "炉前"):
        part = PaperPartFactory(**same, post_kind=kind_of(post))
        versions[post] = questions_for(part, 3, kind_of(post))
    PaperPartFactory(**same)
    return paper, versions


def exam_by(paper: Paper, *audience: Unit, **fields: object) -> Exam:
    exam: Exam = ExamFactory(owner=paper.owner, paper=paper, audience=audience or [paper.owner], **fields)
    return exam


def asked(worker: User, exam: Exam) -> list[int]:
    """Return the versions on the worker's paper."""
    return [line[0] for line in Attempt.objects.get(worker=worker, exam=exam).paper]
