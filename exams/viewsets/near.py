"""Questions of one bank that are much alike, side by side: one of two is retired at once, or both are left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task
from wagtail.admin import messages

from exams.contents import answer_words, draft_of
from exams.differing import marked
from exams.models import Question, QuestionBank, QuestionKind, QuestionState, QuestionVersion
from exams.near_pairs import NearPair, claim_search, has_failed, pairs_of, search_id
from exams.services.left_pairs import leave_both
from exams.services.near_held import alike_words
from exams.services.questions import review_questions
from exams.tasks import find_near_questions
from organizations.progress import progress_of, reporter
from organizations.viewsets.base import ScopedObjectView, reader

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Twin:
    """One of two questions; `stem` has marked in it what the other one has not, `options` are (text, is right)."""

    question: Question
    stem: SafeString
    options: tuple[tuple[str, bool], ...]
    answer: str


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Two questions beside one another."""

    likeness: str
    twins: tuple[Twin, Twin]

    @property
    def versions(self) -> str:
        """Which words stand here: the keys of both versions."""
        return "-".join(str(twin.question.current_id) for twin in self.twins)


def shown_pairs(pairs: Sequence[NearPair]) -> list[ShownPair]:
    """Return the pairs as they are read. Three queries."""
    wanted = Question.objects.select_related("current").prefetch_related("post_kinds", "current__pictures")
    questions = wanted.in_bulk({key for pair in pairs for key in (pair.one, pair.other)})
    return [_shown(questions[pair.one], questions[pair.other], pair.likeness) for pair in pairs]


def _shown(one: Question, other: Question, likeness: float) -> ShownPair:
    stems = marked(str(one), str(other))
    return ShownPair(alike_words(likeness, one.kind, other.kind), (_twin(one, stems[0]), _twin(other, stems[1])))


def _twin(question: Question, stem: SafeString) -> Twin:
    draft = draft_of(question)
    options = tuple((f"{key}. {text}", key in draft.answer) for key, text in draft.options)
    is_listed = len(options) > 2 and draft.kind != QuestionKind.HAZARD
    return Twin(question, stem, options if is_listed else (), answer_words(draft))


class NearView(ScopedObjectView):
    """Begins a search where none holds for the bank as it is, and shows what was found, the most alike first."""

    template_name = "exams/admin/near.html"
    page_title = _("Similar questions")
    permission_required = "change"
    object: QuestionBank

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        found = pairs_of(self.object)
        if found is None:
            failed = has_failed(self.object)
            if not failed:
                self._seek()
            return {**context, "progress": progress_of(search_id(self.object)), "failed": failed, "is_sought": True}
        page: Page[NearPair] = Paginator(found, A_PAGE).get_page(self.request.GET.get("p"))
        return {**context, "page": page, "pairs": shown_pairs(list(page.object_list))}

    def _seek(self) -> None:
        bank = self.object
        if claim_search(bank):
            reporter(search_id(bank))(0, 0)
            transaction.on_commit(lambda: async_task(find_near_questions, bank.pk))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "leave" in request.POST:
            self._leave(request.POST["leave"].split("-"))
        else:
            self._retire(request.POST.get("retire", ""))
        return redirect(f"{reverse('admin_banks:near', args=(self.object.pk,))}?p={request.POST.get('p', '1')}")

    def _leave(self, keys: list[str]) -> None:
        """Leave two questions, by their versions as they stood on the page."""
        wanted = {key for key in keys if key.isdecimal()}
        chosen = QuestionVersion.objects.filter(question__bank=self.object, pk__in=wanted)
        found = list(chosen.select_related("question__bank__owner"))
        if len(found) != 2 or len(keys) != 2:
            raise Http404
        leave_both(versions=(found[0], found[1]), by=reader(self.request))
        messages.success(
            self.request, gettext("Both stay. They come up together again only when one of them is changed.")
        )

    def _retire(self, key: str) -> None:
        chosen = Question.objects.filter(bank=self.object, pk__in=[key] if key.isdecimal() else [])
        question = chosen.select_related("current").first()
        if question is None:
            raise Http404
        review_questions(questions=chosen, state=QuestionState.RETIRED, by=reader(self.request))
        stem = Truncator(str(question)).chars(30)
        messages.success(self.request, gettext("“%s” is retired: no exam draws from it any more.") % stem)


class NearProgressView(ScopedObjectView):
    """How far the search is, for the script beside the bar."""

    permission_required = "change"
    object: QuestionBank

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        progress = progress_of(search_id(self.object))
        finished = has_failed(self.object) or pairs_of(self.object) is not None
        label = f"{progress.done} / {progress.total}" if progress.total else gettext("Waiting")
        return JsonResponse({"done": progress.done, "total": progress.total, "label": label, "finished": finished})
