"""Every address of the site. Wagtail's pages come last: they take what nobody else wanted."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("organizations.urls")),
    path("", include("exams.urls")),
    path("", include("leaderboard.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
]
