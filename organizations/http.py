"""Requests of somebody who has signed in, and files as answers."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from organizations.models import User


class SignedInRequest(HttpRequest):
    """A request behind `login_required`: its user is one of ours. Only a name for the type checker."""

    user: User


def pdf_download(filename: str, content: bytes) -> HttpResponse:
    """Return a PDF to keep; nobody between the server and the reader may keep a copy."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or ""
    response["Cache-Control"] = "private, no-store"
    return response


def shown_file(filename: str, content: bytes, content_type: str) -> HttpResponse:
    """Return a file that is shown rather than sent: web views that block downloads let one press and keep it."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=filename) or ""
    return response
