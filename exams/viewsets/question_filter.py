"""By what questions are narrowed down: in their list, for what is done with many, and on the way through a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from exams.models import Category, Question, QuestionBank, QuestionImport, QuestionKind, QuestionState
from exams.viewsets.policies import BANK_POLICY, QUESTION_POLICY
from organizations.models import ImportState
from organizations.viewsets.base import reader

if TYPE_CHECKING:
    from django.http import HttpRequest

    from organizations.models import User


def _banks(request: HttpRequest) -> QuerySet[QuestionBank]:
    return readable_banks(reader(request))


def readable_banks(user: User) -> QuerySet[QuestionBank]:
    """Return the banks in reach, and the bureau's."""
    banks: QuerySet[QuestionBank] = BANK_POLICY.instances_user_has_permission_for(user, "view")
    return banks


def _imports(request: HttpRequest) -> QuerySet[QuestionImport]:
    """Return the files that brought questions into banks in reach."""
    written = QuestionImport.objects.filter(state=ImportState.DONE)
    own: QuerySet[QuestionBank] = BANK_POLICY.instances_user_has_permission_for(request.user, "change")
    return written.filter(bank__in=own)


class QuestionFilter(WagtailFilterSet):
    state = ChoiceFilter(label=_("state"), choices=QuestionState.choices)
    bank = ModelChoiceFilter(label=_("bank"), queryset=_banks)
    kind = ChoiceFilter(label=_("kind"), choices=QuestionKind.choices)
    category = ChoiceFilter(label=_("exam subject"), choices=Category.choices)
    origin = ModelChoiceFilter(label=_("file it came from"), queryset=_imports)

    class Meta:
        model = Question
        fields: tuple[str, ...] = ()


def narrowed(request: HttpRequest, needs: str) -> QuerySet[Question]:
    """Return the questions in reach for this action that the filters and the search of the list leave."""
    reached: QuerySet[Question] = QUESTION_POLICY.instances_user_has_permission_for(request.user, needs)
    filters = QuestionFilter(request.GET, queryset=reached, request=request)
    found = filters.filter_queryset(reached) if filters.is_valid() else reached.none()
    search = request.GET.get("q", "")
    return found.filter(current__stem__icontains=search) if search else found
