"""What a reviewer reads when he has decided: Wagtail itself only says that the page was saved."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Page

CONSEQUENCES = {
    "approve": _("Accepted: the case stands in the library now."),
    "reject": _("Sent back. Its author reads what you wrote when he opens the case."),
    "decline": _("Not taken. Its author reads why."),
}


def say_what_follows(request: HttpRequest, page: Page) -> None:
    """Say what has become of the case, and what its author learns."""
    if "action-workflow-action" in request.POST and (said := CONSEQUENCES.get(request.POST["workflow-action-name"])):
        messages.success(request, said)
