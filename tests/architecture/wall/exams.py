"""Who may have what of sittings, practice, results, printed papers and bonus sheets."""

from __future__ import annotations

from datetime import date

from exams.doubting import doubt_url
from exams.models import Attempt, QuestionVersion, WrongQuestion
from exams.services.analyses import ask_for_count, count_exam
from exams.services.doubts import say_doubt
from exams.services.mock_exams import start_mock
from exams.services.practice import todays_ten
from organizations.models import User
from tests.architecture.wall.grounds import SECRET, Grounds
from tests.architecture.wall.roles import EVERYBODY, NOBODY, SEE_THE_ENTERPRISE, SIGNED_IN, WITH_A_REACH
from tests.factories.bonus import MARCH, a_shown_sheet, a_withdrawn_signature, an_appeal
from tests.factories.bonus_rules import a_rule
from tests.factories.certificates import a_certificate, a_certifying_exam
from tests.factories.interventions import paused
from tests.factories.make_ups import a_make_up, close
from tests.factories.pictures import address_of, show
from tests.factories.retests import a_retest
from tests.factories.sittings import an_exam, sit

SEEN_BY = {
    "exams:door": frozenset({"worker"}),
    "exams:start": NOBODY,
    "exams:paper": frozenset({"worker"}),
    "exams:save": NOBODY,
    "exams:submit": NOBODY,
    "exams:news": NOBODY,
    "exams:hand_in": frozenset({"worker"}),
    "exams:receipt": frozenset({"worker"}),
    "exams:receipt_picture": frozenset({"worker"}),
    "exams:receipts": EVERYBODY,
    "exams:check_receipt": EVERYBODY,  # whoever has the code; it tells no name
    "exams:receipt_keys": EVERYBODY,
    "exams:receipt_checker": EVERYBODY,
    "exams:result": frozenset({"worker"}),
    "exams:certificates": EVERYBODY,
    "exams:check_certificate": EVERYBODY,  # whoever has the number; of the name it tells a part
    "exams:my_certificates": SIGNED_IN,
    "exams:certificate_pdf": frozenset({"worker", "officer", "head"}),
    "exams:certificate_png": frozenset({"worker", "officer", "head"}),
    "exams:desk_certificates": WITH_A_REACH,
    "exams:desk_certificates_xlsx": frozenset({"officer", "head", "neighbour_officer"}),
    "exams:practice": SIGNED_IN,
    "exams:question_of_ten": frozenset({"worker"}),
    "exams:wrong_questions": SIGNED_IN,
    "exams:wrong_question": frozenset({"worker"}),
    "exams:start_mock": NOBODY,
    "exams:mock_exam": frozenset({"worker"}),
    "exams:picture": frozenset({"worker"}),  # its page was made for him
    "exams:doubts": SIGNED_IN,
    "exams:doubt": frozenset({"worker"}),
    "exams:desk_exams": WITH_A_REACH,
    "exams:desk_results": SEE_THE_ENTERPRISE,
    "exams:desk_results_xlsx": SEE_THE_ENTERPRISE,
    "exams:desk_marks": SEE_THE_ENTERPRISE,
    "exams:exam_units": SEE_THE_ENTERPRISE,
    "exams:exam_units_xlsx": SEE_THE_ENTERPRISE,
    "exams:exam_earlier": SEE_THE_ENTERPRISE,
    "exams:exam_questions": SEE_THE_ENTERPRISE - {"leader"},
    "exams:exam_questions_xlsx": SEE_THE_ENTERPRISE - {"leader"},
    "exams:count_exam": NOBODY,
    "exams:count_progress": SEE_THE_ENTERPRISE,
    "exams:archive_exam": NOBODY,
    "exams:make_ups": frozenset({"officer", "bureau"}),
    "exams:make_up": frozenset({"officer", "bureau"}),
    "exams:retraining": NOBODY,
    "exams:release_make_up": NOBODY,
    "exams:retests": frozenset({"bureau", "inspector"}),
    "exams:retest": frozenset({"bureau", "inspector"}),  # an enterprise sees its own once it is released
    "exams:retest_xlsx": frozenset({"bureau", "inspector"}),
    "exams:supervise": NOBODY,  # the named supervisor alone
    "exams:absences": frozenset({"officer", "head"}),  # why somebody was ill stays in the enterprise
    "exams:take_back_excuse": NOBODY,
    "exams:release": frozenset({"officer", "bureau"}),
    "exams:watch": SEE_THE_ENTERPRISE,
    "exams:watch_live": SEE_THE_ENTERPRISE,
    "exams:intervene": frozenset({"officer", "head", "bureau"}),
    "exams:answer_intervention": NOBODY,
    "exams:sheets": frozenset({"officer", "head", "town", "bureau"}),
    "exams:type_sheet": frozenset({"officer", "head", "town", "bureau"}),
    "exams:settle_sheet": NOBODY,  # nothing there is to be settled
    "exams:sheet_again": NOBODY,
    "exams:answer_files": frozenset({"officer", "head", "town", "bureau"}),
    "exams:enter_files": NOBODY,
    "exams:print": frozenset({"officer", "bureau"}),
    "exams:make_forms": NOBODY,
    "exams:print_form": frozenset({"officer", "bureau"}),
    "exams:print_key": frozenset({"officer", "bureau"}),
    "exams:desk_bonus": frozenset({"officer", "head", "neighbour_officer"}),
    "exams:bonus_sheet": frozenset({"officer", "head"}),
    "exams:bonus_sheet_xlsx": frozenset({"officer", "head"}),
    "exams:bonus_sheet_pdf": frozenset({"officer", "head"}),
    "exams:bonus_signature": frozenset({"officer", "head"}),
    "exams:count_bonus": NOBODY,
    "exams:publish_bonus": NOBODY,
    "exams:sign_bonus": frozenset({"officer"}),  # the head after him
    "exams:return_bonus": NOBODY,
    "exams:supplement_bonus": NOBODY,
    "exams:bonus_bases": frozenset({"officer"}),
    "exams:bonus_appeal": frozenset({"officer"}),
    "exams:bonus_teams": frozenset({"leader", "officer", "head", "neighbour_officer"}),
    "exams:bonus_team": frozenset({"leader", "officer", "head"}),
    "exams:bonus_rule_pdf": frozenset({"worker", "leader", "officer", "head"}),
    "exams:bonus_overview": WITH_A_REACH,
    "exams:my_bonus": SIGNED_IN,
    "exams:my_bonus_month": frozenset({"worker"}),
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    worker, under_way, graded = grounds.worker, grounds.under_way, grounds.graded
    return {
        "exams:door": f"/exams/{an_exam(grounds.county.enterprise).pk}/",
        "exams:start": f"/exams/{under_way.exam_id}/start/",
        "exams:paper": f"/attempts/{under_way.pk}/",
        "exams:save": f"/attempts/{under_way.pk}/events/",
        "exams:submit": f"/attempts/{under_way.pk}/submit/",
        "exams:news": f"/attempts/{under_way.pk}/news/",
        "exams:hand_in": f"/attempts/{under_way.pk}/hand-in/",
        "exams:receipt": f"/attempts/{graded.pk}/receipt/",
        "exams:receipt_picture": f"/attempts/{graded.pk}/receipt.png",
        "exams:check_receipt": f"/receipts/{graded.receipt}/",
        "exams:result": f"/attempts/{graded.pk}/result/",
        "exams:desk_results": f"/desk/exams/{graded.exam_id}/",
        "exams:desk_marks": f"/desk/sittings/{graded.pk}/",
        "exams:desk_results_xlsx": f"/desk/exams/{graded.exam_id}/results.xlsx",
        **_analysed(grounds),
        **_make_ups(grounds),
        **_retests(grounds),
        "exams:absences": f"/desk/exams/{graded.exam_id}/absences/",
        "exams:take_back_excuse": f"/desk/exams/{graded.exam_id}/absences/1/",
        "exams:release": f"/desk/exams/{graded.exam_id}/release/",
        "exams:archive_exam": f"/desk/exams/{graded.exam_id}/archive/",
        "exams:sheets": f"/desk/exams/{graded.exam_id}/sheets/",
        "exams:type_sheet": f"/desk/exams/{grounds.on_paper.pk}/sheets/A/{worker.pk}/",
        "exams:settle_sheet": f"/desk/exams/{graded.exam_id}/sheets/{worker.pk}/settle/",
        "exams:sheet_again": f"/desk/exams/{graded.exam_id}/sheets/{worker.pk}/again/",
        "exams:answer_files": f"/desk/exams/{graded.exam_id}/answer-files/",
        "exams:enter_files": f"/desk/exams/{graded.exam_id}/answer-files/enter/",
        "exams:print": f"/desk/exams/{graded.exam_id}/print/",
        "exams:make_forms": f"/desk/exams/{graded.exam_id}/print/make/",
        "exams:print_form": f"/desk/exams/{graded.exam_id}/print/A.pdf",
        "exams:print_key": f"/desk/exams/{graded.exam_id}/print/key.pdf",
        **_certificates(grounds),
        **_bonus(grounds),
        **_watch(grounds),
        **_practice(worker, graded),
    }


def _certificates(grounds: Grounds) -> dict[str, str]:
    certificate = a_certificate(a_certifying_exam(grounds.county.enterprise), grounds.worker)
    return {
        "exams:check_certificate": f"/certificates/{certificate.number}/",
        "exams:certificate_pdf": f"/certificates/{certificate.pk}.pdf",
        "exams:certificate_png": f"/certificates/{certificate.pk}.png",
    }


def _watch(grounds: Grounds) -> dict[str, str]:
    exam, team = grounds.under_way.exam, grounds.county.team
    watch = f"/desk/exams/{exam.pk}/watch"
    return {
        "exams:watch": f"{watch}/",
        "exams:watch_live": f"{watch}/live/",
        "exams:intervene": f"{watch}/extra/?unit={team.pk}",
        "exams:answer_intervention": f"/desk/interventions/{paused(exam, team).pk}/answer/",
    }


def _analysed(grounds: Grounds) -> dict[str, str]:
    exam, worker = an_exam(grounds.county.enterprise), grounds.worker
    sit(exam, worker, right=3)
    close(exam)
    count_exam(analysis=ask_for_count(exam=exam, by=None))
    page = f"/desk/exams/{exam.pk}"
    return {
        "exams:exam_units": f"{page}/units/",
        "exams:exam_units_xlsx": f"{page}/units.xlsx",
        "exams:exam_earlier": f"{page}/earlier/",
        "exams:exam_questions": f"{page}/questions/",
        "exams:exam_questions_xlsx": f"{page}/questions.xlsx",
        "exams:count_exam": f"{page}/count/",
        "exams:count_progress": f"{page}/count/progress/",
    }


def _make_ups(grounds: Grounds) -> dict[str, str]:
    exam, worker = an_exam(grounds.county.enterprise), grounds.worker
    close(exam)
    made = a_make_up(exam, [worker])
    page = f"/desk/exams/{exam.pk}/make-ups/"
    return {
        "exams:make_ups": page,
        "exams:make_up": f"{page}{made.pk}/",
        "exams:retraining": f"{page}{made.pk}/retraining/",
        "exams:release_make_up": f"{page}{made.pk}/release/",
    }


def _retests(grounds: Grounds) -> dict[str, str]:
    exam = an_exam(grounds.county.enterprise)
    sit(exam, grounds.worker, right=3)
    close(exam)
    again = a_retest(exam, grounds.county.bureau)
    page = f"/desk/exams/{again.pk}/"
    return {
        "exams:retests": f"/desk/exams/{exam.pk}/retests/",
        "exams:retest": f"{page}retest/",
        "exams:retest_xlsx": f"{page}retest.xlsx",
        "exams:supervise": f"{page}supervise/",
    }


def _bonus(grounds: Grounds) -> dict[str, str]:
    """The worker's line has yuan, he appeals, and an earlier month bears a signature."""
    a_rule(grounds.county.enterprise, grounds.worker, MARCH)
    sheet = a_shown_sheet(grounds.county.enterprise, grounds.worker)
    page = f"/desk/bonus/{grounds.county.enterprise.code}/2024-03/"
    return {
        "exams:bonus_sheet": page,
        "exams:bonus_sheet_xlsx": f"{page}sheet.xlsx",
        "exams:bonus_sheet_pdf": f"{page}sheet.pdf",
        "exams:count_bonus": f"{page}count/",
        "exams:publish_bonus": f"{page}publish/",
        "exams:sign_bonus": f"{page}sign/",
        "exams:return_bonus": f"{page}send-back/",
        "exams:supplement_bonus": f"{page}supplement/",
        "exams:bonus_bases": f"{page}bases/",
        "exams:bonus_signature": f"/desk/bonus/signatures/{a_withdrawn_signature(sheet).pk}.webp",
        "exams:bonus_appeal": f"/desk/bonus/appeals/{an_appeal(sheet, grounds.worker).pk}/",
        "exams:bonus_team": f"/desk/bonus/teams/{sheet.pk}/{grounds.county.team.pk}/",
        "exams:bonus_rule_pdf": f"/bonus/sheets/{sheet.pk}/rule.pdf",
        "exams:my_bonus_month": "/bonus/2024-03/",
    }


def _practice(worker: User, graded: Attempt) -> dict[str, str]:
    version = QuestionVersion.objects.get(pk=graded.paper[0][0])
    say_doubt(worker=worker, version=version, text=SECRET)
    ten = todays_ten(worker=worker)
    assert ten is not None
    wrong = WrongQuestion.objects.create(worker=worker, question=version.question, due_on=date(2024, 3, 1))
    return {
        "exams:question_of_ten": f"/practice/ten/{ten.pk}/1/",
        "exams:wrong_question": f"/practice/wrong/{wrong.pk}/",
        "exams:mock_exam": f"/practice/mock/{start_mock(worker=worker).pk}/",
        "exams:picture": address_of(show(version.question), worker),
        "exams:doubt": doubt_url(worker=worker.pk, version=version.pk),
    }
