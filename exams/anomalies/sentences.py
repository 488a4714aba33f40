"""What each line says: what was seen, with its evidence, and the innocent ways it can have come about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exams.models.anomalies import OddKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Facts = Mapping[str, Any]

BUT: dict[str, StrOrPromise] = {
    OddKind.SAME_ANSWERS: gettext_lazy(
        "A team that was taught the same wrong thing, or one reader who helped them all, looks the same. Ask them"
        " separately why they chose so."
    ),
    OddKind.ONE_PHONE: gettext_lazy(
        "Who has no phone borrows one. Ask who held it, and whether they sat one after the other."
    ),
    OddKind.QUICK_PAPER: gettext_lazy(
        "Who has practised these questions a lot knows many by sight. Let him answer a few of them beside you."
    ),
    OddKind.QUICK_ANSWERS: gettext_lazy(
        "Who has practised knows questions by their first words, and who looked through the paper first answers"
        " quickly afterwards."
    ),
    OddKind.ALL_FULL: gettext_lazy("A small team that learned well can do it. Ask some of the questions on the spot."),
    OddKind.PHONES: gettext_lazy(
        "An empty battery, a phone that broke, the switch from WeChat to the browser look the same."
    ),
    OddKind.AWAY: gettext_lazy("A call, a screen that turned itself off or a lost signal look the same."),
    OddKind.AT_NIGHT: gettext_lazy(
        "The roster knows no shifts: he may have been on night shift, or have made it up after leave."
    ),
}


def sentences(kind: str, facts: Facts, names: Mapping[str, str]) -> list[str]:
    """Return what was seen, sentence by sentence. `names` are those of the people by the keys of their sittings."""
    return _SAY[kind](facts, names)


def duration(seconds: float) -> str:
    """Return "45 seconds", "12 min 30 s" in the reader's language."""
    if seconds < 60:
        return _("%g seconds") % seconds
    minutes, rest = divmod(round(seconds), 60)
    return _("%(minutes)d min %(rest)d s") % {"minutes": minutes, "rest": rest}


def _once_in(probability: float) -> str:
    """Return one in how many it is, to two digits: 86,000."""
    return f"{int(float(f'{1 / max(probability, 1e-12):.1e}')):,}"


def _moment(text: str) -> str:
    return f"{localtime(datetime.fromisoformat(text)):%m-%d %H:%M}"


def _same_answers(facts: Facts, names: Mapping[str, str]) -> list[str]:
    said = [
        _("%(one)s and %(other)s: wrong on %(both)d of the same questions, with the same wrong answer on %(same)d.")
        % {"one": names[one], "other": names[other], "both": both, "same": same}
        for one, other, both, same, _chance in facts["pairs"]
        if one in names and other in names
    ]
    likeliest = max(chance for *_pair, chance in facts["pairs"])
    odds = _("By chance two who work alone are so alike about once in %(odds)s pairs; %(pairs)d pairs were compared.")
    return [*said, odds % {"odds": _once_in(likeliest), "pairs": facts["compared"]}]


def _one_phone(facts: Facts, names: Mapping[str, str]) -> list[str]:
    people = ngettext(
        "%d person sat this exam on one and the same phone.",
        "%d people sat this exam on one and the same phone.",
        facts["people"],
    )
    together = (
        _("Some of their sittings ran at the same time.")
        if facts["at_once"]
        else _("They sat one after the other, never two at the same time.")
    )
    return [people % facts["people"], together]


def _quick_paper(facts: Facts, names: Mapping[str, str]) -> list[str]:
    said = _(
        "Handed in after %(time)s, with %(answered)d questions answered and %(right)d of them right. Only to read them"
        " takes at least %(floor)s (20 characters a second)."
    )
    return [said % {**facts, "time": duration(facts["seconds"]), "floor": duration(facts["floor"])}]


def _quick_answers(facts: Facts, names: Mapping[str, str]) -> list[str]:
    said = _("%(quick)d of %(timed)d questions were answered faster than they can be read; %(right)d of these right.")
    example = _("Question %(number)d: %(seconds)s for %(characters)d characters, which take at least %(floor)s.")
    return [
        said % facts,
        *(
            example
            % {
                "number": number,
                "seconds": duration(seconds),
                "floor": duration(floor),
                "characters": characters,
            }
            for number, seconds, floor, characters in facts["examples"][:2]
        ),
    ]


def _all_full(facts: Facts, names: Mapping[str, str]) -> list[str]:
    return [_("All %d who sat it have full marks.") % facts["people"]]


def _phones(facts: Facts, names: Mapping[str, str]) -> list[str]:
    phones = "；".join(f"{_moment(at)} {agent}".strip() for at, agent in facts["phones"])
    said = _("The paper was opened on %(number)d phones: %(phones)s.")
    switches = ngettext(
        "The answers went over from one phone to another %d time.",
        "The answers went over from one phone to another %d times.",
        facts["switches"],
    )
    opened = said % {"number": len(facts["phones"]), "phones": phones}
    return [opened, switches % facts["switches"]] if facts["switches"] else [opened]


def _away(facts: Facts, names: Mapping[str, str]) -> list[str]:
    said = ngettext(
        "The page was out of sight %(times)d time, %(together)s together.",
        "The page was out of sight %(times)d times, %(together)s together.",
        facts["times"],
    )
    each = "；".join(f"{_moment(since)} {duration(seconds)}" for since, seconds in facts["longest"][:3])
    longest = _("The longest: %s.") % each
    return [said % {"times": facts["times"], "together": duration(facts["seconds"])}, longest]


def _at_night(facts: Facts, names: Mapping[str, str]) -> list[str]:
    said = _("Began at %(begun)s; %(by_day)d of the %(team)d of his team who sat it on a phone began by day.")
    return [said % {**facts, "begun": _moment(facts["begun"])}]


_SAY: dict[str, Callable[[Facts, Mapping[str, str]], list[str]]] = {
    OddKind.SAME_ANSWERS: _same_answers,
    OddKind.ONE_PHONE: _one_phone,
    OddKind.QUICK_PAPER: _quick_paper,
    OddKind.QUICK_ANSWERS: _quick_answers,
    OddKind.ALL_FULL: _all_full,
    OddKind.PHONES: _phones,
    OddKind.AWAY: _away,
    OddKind.AT_NIGHT: _at_night,
}
