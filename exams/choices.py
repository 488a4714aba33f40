"""Parts of a paper that stand for one another, each for a kind of post: whether everybody gets as much of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from exams.models import PaperPart


def faults_of(parts: Iterable[PaperPart]) -> list[str]:
    """Return, in whole sentences, why these parts would not leave everybody with as many questions and points."""
    choices: dict[int, list[PaperPart]] = defaultdict(list)
    found = []
    for part in parts:
        if part.choice is not None:
            choices[part.choice].append(part)
        elif part.post_kind is not None:
            found.append(_("“%(part)s” is for one post only: what do the others get instead?") % {"part": part.label})
            found.append(_("Give it a number at “one of these”, and the same to a part without a post."))
    for number, alternatives in sorted(choices.items()):
        found += [said % {"number": number} for said in _faults_of_choice(alternatives)]
    return found


def _faults_of_choice(alternatives: Sequence[PaperPart]) -> list[str]:
    posts = [part.post_kind_id for part in alternatives]
    found = []
    if len(alternatives) == 1:
        found.append(_("Only one part has number %(number)d: give another the same number, or this one none."))
    elif None not in posts:
        found.append(_("Of the parts with number %(number)d one has to be without a post: for everybody else."))
    if len(set(posts)) < len(posts):
        found.append(_("Of the parts with number %(number)d two are for the same people: choose another post."))
    if len({(part.count, part.case_size, part.points) for part in alternatives}) > 1:
        found.append(
            _(
                "The parts with number %(number)d need as many questions and as many points each: "
                "nobody may sit a paper of another worth."
            )
        )
    return found
