"""Every address of the site. Wagtail's pages come last: they take what nobody else wanted."""

from django.conf import settings
from django.urls import URLPattern, include, path, reverse_lazy
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from organizations.viewsets.account import AccountView


def _media() -> list[URLPattern]:
    """Public uploads, where no proxy serves them. Private files have no address at all."""
    if not settings.SERVE_MEDIA:
        return []
    return [path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})]


urlpatterns = [
    path("", include("exams.urls")),  # asked most often: an exam's saves look through no other list first
    # Wagtail's own doors know neither lock-out nor second factor; its account page asks for first and last names
    path("admin/login/", RedirectView.as_view(url=reverse_lazy("organizations:staff_sign_in"), query_string=True)),
    path("_util/login/", RedirectView.as_view(url=reverse_lazy("organizations:sign_in"), query_string=True)),
    path("admin/account/", require_admin_access(AccountView.as_view())),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("organizations.urls")),
    path("", include("courses.urls")),
    path("", include("leaderboard.urls")),
    path("", include("hazards.urls")),
    path("", include("home.urls")),
    *_media(),
    path("", include(wagtail_urls)),
]
