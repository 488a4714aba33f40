"""Questions on a page: to be answered, and after grading. The markup is made in exams/question_markup.py."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import template

from exams.question_markup import answer_cards as cards
from exams.question_markup import cell_links as links
from exams.question_markup import question_forms as forms

if TYPE_CHECKING:
    from django.template import RequestContext
    from django.utils.safestring import SafeString

    from exams.review import ReviewedQuestion
    from exams.sheet import ShownQuestion

register = template.Library()


@register.simple_tag(takes_context=True)
def question_forms(
    context: RequestContext, questions: Iterable[ShownQuestion], *, one_at_a_time: bool = False
) -> SafeString:
    """Return the questions as parts of a form, for who reads the page."""
    return forms(questions, reader=_reader(context), one_at_a_time=one_at_a_time)


@register.simple_tag(takes_context=True)
def question_form(context: RequestContext, question: ShownQuestion) -> SafeString:
    """Return one question as part of a form."""
    return forms([question], reader=_reader(context))


@register.simple_tag
def cell_links(cells: Iterable[ShownQuestion]) -> SafeString:
    """Return the cells of the answer card."""
    return links(cells)


@register.simple_tag(takes_context=True)
def answer_cards(context: RequestContext, items: Iterable[ReviewedQuestion]) -> SafeString:
    """Return the questions as they are read after grading."""
    return cards(items, reader=_reader(context))


@register.simple_tag(takes_context=True)
def answer_card(context: RequestContext, item: ReviewedQuestion) -> SafeString:
    """Return one graded question that has the page to itself."""
    return cards([item], reader=_reader(context), alone=True)


def _reader(context: RequestContext) -> int:
    return context.request.user.pk or 0
