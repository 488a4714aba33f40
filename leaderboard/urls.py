from django.urls import path

from leaderboard.views import boards

app_name = "leaderboard"
urlpatterns = [
    path("ranking/", boards.latest, name="index"),
    path("ranking/<uuid:exam_id>/", boards.of_exam, name="of_exam"),
]
