from django.urls import path, register_converter

from exams.bonus.months import MonthConverter
from exams.views import (
    anomalies,
    archives,
    bonus,
    desk,
    doubts,
    mock,
    pictures,
    practice,
    printing,
    results,
    sheets,
    sitting,
)

register_converter(MonthConverter, "month")

app_name = "exams"
urlpatterns = [
    path("exams/<uuid:exam_id>/", sitting.door, name="door"),
    path("exams/<uuid:exam_id>/start/", sitting.start, name="start"),
    path("attempts/<uuid:attempt_id>/", sitting.paper, name="paper"),
    path("attempts/<uuid:attempt_id>/events/", sitting.save, name="save"),
    path("attempts/<uuid:attempt_id>/hand-in/", sitting.hand_in, name="hand_in"),
    path("attempts/<uuid:attempt_id>/receipt/", sitting.receipt, name="receipt"),
    path("attempts/<uuid:attempt_id>/result/", results.result, name="result"),
    path("practice/", practice.practice, name="practice"),
    path("practice/ten/<uuid:ten_id>/<int:number>/", practice.question_of_ten, name="question_of_ten"),
    path("practice/wrong/", practice.wrong_questions, name="wrong_questions"),
    path("practice/wrong/<uuid:wrong_id>/", practice.wrong_question, name="wrong_question"),
    path("practice/mock/", mock.start, name="start_mock"),
    path("practice/mock/<uuid:mock_id>/", mock.mock_exam, name="mock_exam"),
    path("practice/doubts/", doubts.doubts, name="doubts"),
    path("practice/doubts/<str:token>/", doubts.doubt, name="doubt"),
    path("question-pictures/<str:token>/", pictures.picture, name="picture"),
    path("desk/exams/", desk.exam_list, name="desk_exams"),
    path("desk/exams/<uuid:exam_id>/", desk.results, name="desk_results"),
    path("desk/exams/<uuid:exam_id>/results.xlsx", desk.results_xlsx, name="desk_results_xlsx"),
    path("desk/exams/<uuid:exam_id>/archive/", archives.archive_exam, name="archive_exam"),
    path("desk/exams/<uuid:exam_id>/anomalies/", anomalies.anomalies, name="anomalies"),
    path("desk/exams/<uuid:exam_id>/anomalies/search/", anomalies.search, name="search_anomalies"),
    path("desk/exams/<uuid:exam_id>/anomalies/progress/", anomalies.search_progress, name="search_progress"),
    path("desk/exams/<uuid:exam_id>/anomalies/<int:anomaly_id>/", anomalies.judge, name="judge_anomaly"),
    path("desk/exams/<uuid:exam_id>/print/", printing.forms, name="print"),
    path("desk/exams/<uuid:exam_id>/print/make/", printing.make, name="make_forms"),
    path("desk/exams/<uuid:exam_id>/print/key.pdf", printing.key_file, name="print_key"),
    path("desk/exams/<uuid:exam_id>/print/<str:letter>.pdf", printing.form_file, name="print_form"),
    path("desk/exams/<uuid:exam_id>/sheets/", sheets.sheets, name="sheets"),
    path("desk/exams/<uuid:exam_id>/sheets/<int:worker>/settle/", sheets.settle, name="settle_sheet"),
    path("desk/exams/<uuid:exam_id>/sheets/<int:worker>/again/", sheets.again, name="sheet_again"),
    path("desk/exams/<uuid:exam_id>/sheets/<str:letter>/<int:worker>/", sheets.type_answers, name="type_sheet"),
    path("desk/bonus/", bonus.months, name="desk_bonus"),
    path("desk/bonus/<str:code>/<month:month>/", bonus.sheet, name="bonus_sheet"),
    path("desk/bonus/<str:code>/<month:month>/sheet.xlsx", bonus.sheet_xlsx, name="bonus_sheet_xlsx"),
]
