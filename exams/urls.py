from django.urls import path

from exams.views import results, sitting

app_name = "exams"
urlpatterns = [
    path("exams/<uuid:exam_id>/", sitting.door, name="door"),
    path("exams/<uuid:exam_id>/start/", sitting.start, name="start"),
    path("attempts/<uuid:attempt_id>/", sitting.paper, name="paper"),
    path("attempts/<uuid:attempt_id>/events/", sitting.save, name="save"),
    path("attempts/<uuid:attempt_id>/hand-in/", sitting.hand_in, name="hand_in"),
    path("attempts/<uuid:attempt_id>/receipt/", sitting.receipt, name="receipt"),
    path("attempts/<uuid:attempt_id>/result/", results.result, name="result"),
]
