"""The judge's pages, on his phone: whom he marks, and a sheet for each. They work without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from leaderboard.errors import MarkedAlready, MarksRefused, OwnPeople, SheetClosed
from leaderboard.evidence_seen import evidence_by_part
from leaderboard.judge_tasks import Duties, Task, duties_of, judged_with_stages
from leaderboard.mark_form import MarkForm
from leaderboard.models import Competition, CompetitionState, Entrant, Evidence, Judge, MarkSheet, Part
from leaderboard.services.marking import check_may_mark, current_round, take_sheet
from leaderboard.services.rescoring import rule_on_veto
from leaderboard.standings import standings_of
from leaderboard.views import back_to
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.views.posting import for_posts
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

NOT_ALLOWED, CONFLICT, INVALID = 403, 409, 422


@require_GET
@never_cache
@for_staff(Reach.JUDGE_COMPETITIONS)
def index(request: SignedInRequest) -> HttpResponse:
    """The competitions that the reader judges."""
    return render(request, "leaderboard/judging/index.html", {"judged": judged_with_stages(request.user)})


@require_GET
@never_cache
@for_staff(Reach.JUDGE_COMPETITIONS)
def tasks(request: SignedInRequest, competition_id: UUID) -> HttpResponse:
    """Whom he marks here; the chief judge sees besides where the judges disagree on a critical step."""
    judge = _judge(request, competition_id)
    duties = duties_of(judge.competition, judge)
    context = {
        "competition": judge.competition,
        "duties": duties,
        "splits": _splits(judge, duties),
        "has_begun": judge.competition.state not in {CompetitionState.DRAFT, CompetitionState.OPEN},
        "is_over": not duties.rows and _is_over(judge.competition),
    }
    return render(request, "leaderboard/judging/tasks.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.JUDGE_COMPETITIONS)
def sheet(request: SignedInRequest, entrant_id: UUID, part_id: int) -> HttpResponse:
    """One competitor in one part: the steps to mark, or what the reader gave. A script asks for JSON."""
    found = Entrant.objects.select_related("competition", "unit", "enterprise").prefetch_related("members")
    entrant = get_object_or_404(found, pk=entrant_id)
    judge = _judge(request, entrant.competition_id)
    parts = Part.objects.select_related("stage").prefetch_related("items")
    part = get_object_or_404(parts, pk=part_id, stage__competition=judge.competition)
    if request.method == "POST":
        return _take(request, judge, entrant, part)
    task = duties_of(judge.competition, judge).task(entrant.pk, part.pk)
    if task is None:
        return _none_to_fill_in(request, judge, entrant, part)
    form = MarkForm(list(part.items.all()), initial={"round": task.round})
    return _page(request, judge, task, form)


def _take(request: SignedInRequest, judge: Judge, entrant: Entrant, part: Part) -> HttpResponse:
    wants_json = _wants_json(request)
    form = MarkForm(list(part.items.all()), request.POST)
    if form.is_valid():
        try:
            kept = take_sheet(by=request.user, entrant=entrant, part=part, filled=form.filled())
        except SheetClosed as refusal:
            return _refused(request, judge, entrant, part, refusal)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if wants_json:
                return JsonResponse({"kept": str(kept.pk)})
            messages.success(request, _("Sent: %(entrant)s, %(part)s.") % {"entrant": entrant, "part": part})
            return redirect("leaderboard:judging_tasks", entrant.competition_id)
    if wants_json:
        said = "".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"reason": said}, status=CONFLICT)
    return _page(request, judge, Task(entrant, part, 1, None, ""), form)


def _none_to_fill_in(request: SignedInRequest, judge: Judge, entrant: Entrant, part: Part) -> HttpResponse:
    """What he gave before the close, and why nothing is taken any more; 403 with the reason for his own unit."""
    round_ = current_round(part, entrant)
    try:
        check_may_mark(judge=judge, competition=judge.competition, entrant=entrant, part=part, round_=round_)
    except SheetClosed as refusal:
        return _closed(request, judge, entrant, part, refusal)
    except MarksRefused as refusal:
        raise Http404 from refusal
    raise Http404


def _refused(
    request: SignedInRequest, judge: Judge, entrant: Entrant, part: Part, refusal: SheetClosed
) -> HttpResponse:
    if _wants_json(request):
        stands = request.path if isinstance(refusal, MarkedAlready) else ""
        return JsonResponse({"reason": str(refusal), "final": True, "stands": stands}, status=CONFLICT)
    return _closed(request, judge, entrant, part, refusal)


def _closed(request: SignedInRequest, judge: Judge, entrant: Entrant, part: Part, refusal: SheetClosed) -> HttpResponse:
    if isinstance(refusal, OwnPeople):
        context = {"why": str(refusal), "competition": judge.competition}
        return render(request, "leaderboard/judging/own_people.html", context, status=NOT_ALLOWED)
    given = MarkSheet.objects.filter(judge=judge, entrant=entrant, part=part).order_by("round").last()
    return _page(request, judge, Task(entrant, part, 1, given, ""), None, refused=str(refusal))


def _page(request: SignedInRequest, judge: Judge, task: Task, form: MarkForm | None, refused: str = "") -> HttpResponse:
    competition = judge.competition
    context = {
        "judge": judge,
        "task": task,
        "competition": competition,
        "form": form,
        "refused": refused,
        "is_closed": form is None and task.part.stage.closed_at is not None,
        "takes_evidence": competition.state in {CompetitionState.RUNNING, CompetitionState.SHOWN},
        "given": _given(task),
        "evidence": _evidence(task, judge),
    }
    status = INVALID if request.method == "POST" else 200
    return render(request, "leaderboard/judging/sheet.html", context, status=status)


def _evidence(task: Task, judge: Judge) -> list[Evidence]:
    """Return what he took himself, and once he has marked what the others took too."""
    found = evidence_by_part(task.entrant).get(task.part.pk, [])
    has_marked = MarkSheet.objects.filter(judge=judge, entrant=task.entrant, part=task.part).exists()
    return [one for one in found if has_marked or one.by_id == judge.user_id]


def _given(task: Task) -> list[dict[str, object]]:
    if task.sheet is None:
        return []
    return [
        {"item": item, "points": task.sheet.marks.get(str(item.pk)), "missed": item.pk in task.sheet.missed}
        for item in task.part.items.all()
    ]


@for_staff(Reach.JUDGE_COMPETITIONS)
@for_posts(back_to.judging_of)
def rule(request: SignedInRequest, entrant_id: UUID, part_id: int) -> HttpResponse:
    """The chief judge says whether a critical step was missed."""
    entrant = get_object_or_404(Entrant, pk=entrant_id)
    judge = _judge(request, entrant.competition_id)
    part = get_object_or_404(Part.objects.select_related("stage"), pk=part_id, stage__competition=judge.competition)
    try:
        rule_on_veto(
            part=part,
            entrant=entrant,
            is_missed=request.POST.get("missed") == "yes",
            reason=request.POST.get("reason", "")[:200],
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Decided."))
    return redirect("leaderboard:judging_tasks", entrant.competition_id)


def _wants_json(request: SignedInRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _judge(request: SignedInRequest, competition_id: UUID) -> Judge:
    judges = Judge.objects.filter(is_active=True, user=request.user).select_related("competition__owner", "user")
    return get_object_or_404(judges, competition=competition_id)


def _is_over(competition: Competition) -> bool:
    has_open = competition.stages.filter(closed_at__isnull=True).exists()
    return competition.is_out or (competition.state == CompetitionState.RUNNING and not has_open)


def _splits(judge: Judge, duties: Duties) -> list[dict[str, object]]:
    """Return where the chief judge has to decide: how many say missed, and nobody's points."""
    if not judge.is_chief:
        return []
    mine = {(task.entrant.pk, task.part.pk) for task in duties.tasks}
    return [
        {
            "entrant": line.entrant,
            "part": row.part,
            "missed": sum(bool(sheet.missed) for sheet in row.sheets),
            "judges": len(row.sheets),
        }
        for standing in standings_of(judge.competition).stages
        for line in standing.lines
        for row in line.parts
        if row.awaits_ruling and (line.entrant.pk, row.part.pk) in mine
    ]
