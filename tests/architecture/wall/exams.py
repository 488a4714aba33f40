"""Who may have what of sittings, practice, results, printed papers and bonus sheets."""

from __future__ import annotations

from datetime import date

from exams.doubting import doubt_url
from exams.models import Attempt, QuestionVersion, WrongQuestion
from exams.services.doubts import say_doubt
from exams.services.mock_exams import start_mock
from exams.services.practice import todays_ten
from organizations.models import User
from tests.architecture.wall.grounds import SECRET, Grounds
from tests.architecture.wall.roles import EVERYBODY, NOBODY, SEE_THE_ENTERPRISE, SIGNED_IN, WITH_A_REACH
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
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    worker, under_way, graded = grounds.worker, grounds.under_way, grounds.graded
    enterprise, month = grounds.county.enterprise, "2024-03"
    return {
        "exams:door": f"/exams/{an_exam(enterprise).pk}/",
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
        "exams:desk_results_xlsx": f"/desk/exams/{graded.exam_id}/results.xlsx",
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
        "exams:bonus_sheet": f"/desk/bonus/{enterprise.code}/{month}/",
        "exams:bonus_sheet_xlsx": f"/desk/bonus/{enterprise.code}/{month}/sheet.xlsx",
        **_watch(grounds),
        **_practice(worker, graded),
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
