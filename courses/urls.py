from django.urls import path

from courses.views import study

app_name = "courses"
urlpatterns = [
    path("study/beat/", study.beat, name="beat"),
    path("films/<int:document_id>/", study.film, name="film"),
    path("films/<int:document_id>/poster/", study.poster, name="poster"),
]
