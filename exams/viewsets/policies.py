"""Who may read and change banks and what is in them."""

from django.db.models import Q

from exams.models import Question, QuestionBank, QuestionCase, QuestionState
from organizations.scopes import Reach
from organizations.viewsets.policy import SharedPolicy

BANK_POLICY = SharedPolicy(
    QuestionBank,
    at="owner",
    shares=Q(),
    view=Reach.MANAGE_QUESTIONS,
    add=Reach.MANAGE_QUESTIONS,
    change=Reach.MANAGE_QUESTIONS,
)
QUESTION_POLICY = SharedPolicy(
    Question,
    at="bank__owner",
    shares=Q(state=QuestionState.IN_USE),
    view=Reach.MANAGE_QUESTIONS,
    add=Reach.MANAGE_QUESTIONS,
    change=Reach.MANAGE_QUESTIONS,
)
CASE_POLICY = SharedPolicy(
    QuestionCase,
    at="bank__owner",
    shares=Q(pk__in=QuestionCase.objects.whole().values("pk")),
    view=Reach.MANAGE_QUESTIONS,
    add=Reach.MANAGE_QUESTIONS,
    change=Reach.MANAGE_QUESTIONS,
)
