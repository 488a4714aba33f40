from django.urls import path

from leaderboard import views

app_name = "leaderboard"
urlpatterns = [
    path("ranking/", views.latest, name="index"),
    path("ranking/<uuid:exam_id>/", views.of_exam, name="of_exam"),
]
