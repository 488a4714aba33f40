"""Certificates of honour and posters of a list, as files: with the seal in force, and codes that lead here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from PIL import Image

from exams.certificates.said import day_words
from leaderboard.awards.certificates import honour_pdf, honour_png
from leaderboard.awards.posters import Poster, Winner
from leaderboard.awards.said import AwardSaid, award_facts, award_said, signed_award
from leaderboard.services.seals import seal_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from leaderboard.models import RewardLine, RewardList
    from organizations.models import Unit


def certificate_file(request: HttpRequest, line: RewardLine, kind: str) -> bytes:
    """Return one certificate as `pdf` or `png`. List with owner, unit and enterprise have to be loaded."""
    said, seal = _said(request, line), _seal(line.rewards.owner)
    return honour_pdf(f"{said.title} {said.number}", [said], seal) if kind == "pdf" else honour_png(said, seal)


def certificates_file(request: HttpRequest, rewards: RewardList, lines: Iterable[RewardLine]) -> bytes:
    """Return the certificates of these lines of the list as one PDF, a page each."""
    said = [_said(request, line) for line in lines]
    return honour_pdf(rewards.title, said, _seal(rewards.owner))


def poster_of(request: HttpRequest, rewards: RewardList, lines: Iterable[RewardLine]) -> Poster:
    """Return the poster of these lines of the list; of one that isn't approved yet it bears today's date.

    Anybody may read it: who chose to be shown by number stands on it by his number, without his team. One query.
    """
    numbers = rewards.lines.numbers_chosen()
    page = reverse("leaderboard:competition", args=[rewards.competition_id]) if rewards.competition_id else ""
    day = localtime(rewards.approved_at).date() if rewards.approved_at else localdate()
    return Poster(
        title=rewards.title,
        occasion=rewards.occasion,
        winners=[_winner(line, numbers.get(line.pk)) for line in lines],
        owner=rewards.owner.shown_name,
        day=day_words(day),
        address=request.build_absolute_uri(page) if page else "",
    )


def _winner(line: RewardLine, number: str | None) -> Winner:
    """Return who stands there: by name, or by the number that is given."""
    if number is None:
        return Winner(name=line.name, belongs=line.belongs, prize=line.prize)
    return Winner(name=_("No. %s") % (number or "—"), belongs=line.enterprise.shown_name, prize=line.prize)


def _said(request: HttpRequest, line: RewardLine) -> AwardSaid:
    page = reverse("leaderboard:check_honour", args=[line.number])
    signed = signed_award(award_facts(line))
    return award_said(line, request.build_absolute_uri(f"{page}?{urlencode({'c': signed})}"))


def _seal(unit: Unit) -> Image.Image | None:
    seal = seal_of(unit)
    if seal is None:
        return None
    with seal.file.open() as file, Image.open(file) as picture:
        return picture.convert("RGBA")
