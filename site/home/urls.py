from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("desk/", views.desk, name="desk"),
    path("healthz/", views.healthz, name="healthz"),
    path("worker.js", views.worker, name="worker"),
]
