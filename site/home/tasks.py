"""What a worker has to do today, the next thing first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from home.cards.asked import bonus, to_judge, to_promise, to_renew, to_sign
from home.cards.card import Task
from home.cards.contests import appeals_answered, results_shown, rewarded
from home.cards.exams import exam_cards
from home.cards.learning import learning_cards, practice_card
from home.cards.news import answered, corrected

if TYPE_CHECKING:
    from organizations.models import User


def tasks_of(user: User) -> list[Task]:
    """Return the cards: the exam he is sitting, other exams, what is to be learned, practice; then what is done.

    At most thirty-three queries.
    """
    exams, moved, contests = exam_cards(user), corrected(user), results_shown(user)
    told = {card.href for card in moved}
    waiting = [card for card in exams if card.state != "done"]
    done = [card for card in exams if card.state == "done" and card.href not in told]
    practice = practice_card(user)
    practised = [practice] if practice and practice.state == "done" else []
    to_practise = [practice] if practice and not practised else []
    to_look_at = [
        *to_judge(user),
        *waiting,
        *(card for card in contests if card.state != "done"),
        *bonus(user),
        *to_renew(user),
        *to_sign(user),
        *to_promise(user),
        *learning_cards(user),
        *to_practise,
    ]
    new = [*rewarded(user), *appeals_answered(user), *(card for card in contests if card.state == "done")]
    return _first_is_now(to_look_at) + moved + answered(user) + new + practised + done


def _first_is_now(cards: list[Task]) -> list[Task]:
    if not cards or not cards[0].action:
        return cards
    first = cards[0]
    return [Task(first.href, first.name, first.what, first.icon, "now", first.tag, first.action), *cards[1:]]
