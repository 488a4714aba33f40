"""Answer sheets on paper: what stands on a form, and what a clerk types of it."""

from __future__ import annotations

from django.urls import reverse

from exams.models import Exam, PrintedForm, QuestionVersion
from exams.printing.typed import parts_of_form, shown
from organizations.models import User


def form_b(exam: Exam) -> PrintedForm:
    return PrintedForm.objects.select_related("exam").get(exam=exam, letter="B")


def right_on(form: PrintedForm) -> list[list[str]]:
    """Return the right keys of each question in the form's order."""
    keys = dict(QuestionVersion.objects.values_list("pk", "answer"))
    return [sorted(keys[line[0]]) for line in form.paper]


def lines_of(form: PrintedForm, answers: list[list[str]]) -> dict[str, str]:
    """What a clerk types of these answers, by the names of the fields."""
    parts = parts_of_form(form.paper, dict(QuestionVersion.objects.values_list("pk", "question__kind")))
    return {
        part.name: ",".join(shown(part, n, answers[part.first + n]) for n in range(len(part.keys))) for part in parts
    }


def typing_page(exam: Exam, worker: User) -> str:
    """Return where a clerk types the worker's form B."""
    return reverse("exams:type_sheet", args=(exam.pk, "B", worker.pk))
