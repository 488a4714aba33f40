"""Making the forms of an exam that is sat on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from exams.drawing.blueprint import ELSEWHERE
from exams.drawing.sampling import seeded
from exams.errors import CannotBePrinted, ExamNotOpen
from exams.models import Exam, ExamState, PrintedForm, QuestionKind, QuestionVersion
from exams.printing.forms import AskedVersion, printed_forms
from exams.receipts.codes import new_receipt
from exams.services.draws import new_seed
from exams.services.plans import plan_of
from exams.services.readiness import check_filled
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User

LETTERS = "AB"


@transaction.atomic
def make_forms(*, exam: Exam, by: User | None, seed: int | None = None) -> list[PrintedForm]:
    """Draw one paper for everybody and keep it as forms A and B, in another order each. Forms that exist are returned.

    What suits only some posts or industries is not asked on paper, and of each choice the part for everybody else is.
    Raises ExamNotOpen for a draft, PaperCannotBeFilled, CannotBePrinted where hazards are to be tapped.
    """
    exam = Exam.objects.select_for_update().get(pk=exam.pk)
    known = list(PrintedForm.objects.filter(exam=exam))
    if known:
        return known
    if exam.state == ExamState.DRAFT:
        raise ExamNotOpen(_("Publish the exam first: until then its paper may change."))
    plan = plan_of(exam.paper)
    check_filled(plan, [ELSEWHERE])
    seed = new_seed() if seed is None else seed
    drawn = plan.paper_for(ELSEWHERE, seeded(seed, "printed"))
    versions = QuestionVersion.objects.filter(pk__in=[line[0] for line in drawn])
    asked = {pk: AskedVersion(*said) for pk, *said in versions.values_list("pk", "kind", "background")}
    if any(version.kind == QuestionKind.HAZARD for version in asked.values()):
        raise CannotBePrinted(
            _("The paper asks for hazards on a picture: they are tapped on a screen. Print a paper without them.")
        )
    papers = printed_forms(drawn, asked, LETTERS, seed)
    made = PrintedForm.objects.bulk_create(
        PrintedForm(exam=exam, letter=letter, code=new_receipt(), paper=paper, seed=seed, by=by)
        for letter, paper in papers.items()
    )
    record("forms.make", by=by, subject=exam, unit=exam.owner, letters=LETTERS, seed=seed)
    return made
