"""What of a case goes onto one sheet for a team's notice board, and what of it may go when the sheet is full."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courses.pages.cases import AccidentCasePage


class Mark(Enum):
    """What is drawn beside an item."""

    MOMENT = "moment"  # on the line of events
    ACCIDENT = "accident"  # the moment itself
    SOURCE = "source"  # where the danger came from
    BARRIER = "barrier"  # broken
    OUTCOME = "outcome"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is said: `lead` stands in bold before it. Of a full sheet the item of least `worth` goes first."""

    mark: Mark
    lead: str
    text: str
    worth: int


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A sheet before it is set. `facts` are label, figure and unit; `events` and `barriers` stand side by side."""

    title: str
    place: str
    kind: str
    facts: tuple[tuple[str, str, str], ...]
    summary: str
    events: Section
    barriers: Section
    lessons: Section
    checks: Section
    source: str
    address: str


def board_of(case: AccidentCasePage, *, address: str) -> Board:
    """Return the sheet of a case; `address` is where its whole story stands."""
    chain = next((block.value for block in case.body.blocks_by_name("chain")), None)
    return Board(
        title=case.title,
        place=f"{case.place} · {case.enterprise_name}",
        kind=f"{case.get_industry_display()} · {case.get_accident_type_display()}",
        facts=tuple((fact["label"], fact["value"], fact["unit"]) for fact in case.facts()),
        summary=case.summary,
        events=Section(_("How it happened"), _events(_values(case, "course"))),
        barriers=Section(_barriers_title(chain), _barriers(chain) if chain else ()),
        lessons=Section(_("What your post remembers"), _lessons(_values(case, "lessons"))),
        checks=Section(_("Could it happen here?"), _checks(case)),
        source=_source(case),
        address=address,
    )


def _values(case: AccidentCasePage, name: str) -> list[Any]:
    return [value for block in case.body.blocks_by_name(name) for value in block.value]


def _events(steps: list[Any]) -> tuple[Item, ...]:
    """The nearer to the accident, the more a step is worth."""
    moment = next((place for place, step in enumerate(steps) if step["key"]), len(steps) - 1)
    return tuple(
        Item(
            Mark.ACCIDENT if place == moment else Mark.MOMENT,
            step["when"],
            step["what"],
            100 if place == moment else 60 - 5 * abs(place - moment),
        )
        for place, step in enumerate(steps)
    )


def _barriers_title(chain: Any) -> str:
    if chain and chain["is_our_reading"]:
        return _("What should have stopped it (our reading)")
    return _("What should have stopped it")


def _barriers(chain: Any) -> tuple[Item, ...]:
    broken = [
        Item(Mark.BARRIER, f"{number}. {barrier['name']}", barrier["failed"], 95 - 5 * number)
        for number, barrier in enumerate(chain["barriers"], 1)
    ]
    return (Item(Mark.SOURCE, chain["source"], "", 98), *broken, Item(Mark.OUTCOME, chain["outcome"], "", 98))


def _lessons(lessons: Iterable[Any]) -> tuple[Item, ...]:
    """The first lesson of every post is worth more than the second of any."""
    seen: dict[str, int] = {}
    items = []
    for place, lesson in enumerate(lessons):
        seen[lesson["post"]] = times = seen.get(lesson["post"], 0) + 1
        items.append(Item(Mark.POINT, f"{lesson['post']}：", lesson["text"], 110 - 30 * times - 3 * place))
    return tuple(items)


def _checks(case: AccidentCasePage) -> tuple[Item, ...]:
    return tuple(
        Item(Mark.POINT, "", " ".join((question.text, *(f"□{word}" for word in question.words.values()))), 75 - 6 * n)
        for n, question in enumerate(case.here_questions)
    )


def _source(case: AccidentCasePage) -> str:
    first = next((block.value for block in case.sources), None)
    named = "，".join(part for part in (first["publisher"], first["title"], first["date"]) if part) if first else ""
    return _("Facts after: %(source)s. As of %(date)s. Written by this platform in its own words.") % {
        "source": named,
        "date": f"{case.as_of:%Y-%m-%d}",
    }
