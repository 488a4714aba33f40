"""The cards of learning: what is assigned or worth a look, and the ten questions of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import LecturePage
from courses.to_learn import to_learn, worth_a_look
from exams.models import DailyTen
from exams.practice.questions import open_questions
from exams.practice.state import state_of
from home.cards.card import Task

if TYPE_CHECKING:
    from courses.models import Assignment
    from courses.pages.studied import StudiedPage
    from organizations.models import User


def practice_card(user: User) -> Task | None:
    """The ten of the day; none where his banks hold nothing. Three queries at most."""
    ten = DailyTen.objects.filter(worker=user, day=timezone.localdate()).first()
    address, name = reverse("exams:practice"), _("Ten questions a day")
    if ten is None:
        return Task(address, name, _("About five minutes"), "list") if open_questions(user).exists() else None
    state = state_of(ten)
    what = _("Answered %(done)s of %(total)s") % {"done": state.done, "total": state.total}
    return Task(address, name, what, "list", state="done" if state.is_done else "todo")


def learning_cards(user: User) -> list[Task]:
    """What is assigned to him; where that is nothing, what is worth a look."""
    asked = [_page_card(wanted.page, wanted.assignment) for wanted in to_learn(user)]
    return asked or [_page_card(page) for page in worth_a_look(user)]


def _page_card(page: StudiedPage, assignment: Assignment | None = None) -> Task:
    is_lecture = isinstance(page, LecturePage)
    name = _("Lecture: %s") if is_lecture else _("Read: %s")
    return Task(
        page.url,
        name % page.title,
        page.what,
        "play" if is_lecture else "book",
        tag=_due(assignment),
        action=_("Begin") if assignment else "",
    )


def _due(assignment: Assignment | None) -> str:
    if assignment is None or assignment.due_on is None:
        return ""
    day = date_format(assignment.due_on, "n月j日")
    late = assignment.due_on < timezone.localdate()
    return (_("Was due on %s") if late else _("Due on %s")) % day
