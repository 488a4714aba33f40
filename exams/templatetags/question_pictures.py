"""How a page shows the picture of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from exams.pictures.addresses import picture_url
from exams.question_markup import picture_mark, picture_tag

if TYPE_CHECKING:
    from django.template import Context
    from django.utils.safestring import SafeString

    from exams.models import VersionPicture

register = template.Library()


@register.simple_tag(takes_context=True)
def question_picture(context: Context, used: VersionPicture | None) -> SafeString | str:
    """Return the picture with an address for who reads the page; a stencil has no reader, so there it is a hole."""
    if not used:
        return ""
    request = getattr(context, "request", None)
    picture = used.picture_id
    return picture_tag(used, picture_url(picture, reader=request.user.pk or 0) if request else picture_mark(picture))
