"""Signing what was read, by a tick below its words."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from organizations.errors import Refused


def sign_by_tick(request: HttpRequest, sign: Callable[[], object]) -> None:
    """Call `sign` where the sentence above the button (`promise`) is ticked; a message says what came of it."""
    if not request.POST.get("promise"):
        messages.error(request, _("Not signed yet: tick the sentence above the button."))
        return
    try:
        sign()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Signed. Work safely."))
