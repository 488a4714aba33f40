"""How a page shows the picture of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

from exams.pictures.addresses import picture_url

if TYPE_CHECKING:
    from django.template import RequestContext
    from django.utils.safestring import SafeString

    from exams.models import VersionPicture

register = template.Library()


@register.simple_tag(takes_context=True)
def question_picture(context: RequestContext, used: VersionPicture | None) -> SafeString | str:
    """Return the picture with an address for who reads the page, and its measures: nothing jumps while it loads.

    It is not left for later: a paper that lost its signal has to have all its pictures.
    """
    if not used:
        return ""
    picture = used.picture
    return format_html(
        '<img class="question-picture" src="{}" width="{}" height="{}" alt="{}" decoding="async">',
        picture_url(picture.pk, reader=context.request.user.pk or 0),
        picture.width,
        picture.height,
        used.alt,
    )
